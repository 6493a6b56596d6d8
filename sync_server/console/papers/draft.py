"""A paper is drafted to a unit over its open findings, with a look at the sheet before."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.kinds.paper.builder import PaperAct
from domain.kinds.piece import Code
from domain.trail.line import Sha256Hex
from domain.trail.receipt import Leaf
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, Sent, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.papers.draft_form import (
    PaperForm,
    begun,
    draft_of,
    filled,
    looked_at,
    same_again,
    ticks_now,
    ticks_of,
)
from sync_server.console.papers.papers import SECTION
from sync_server.console.records.meanwhile import of_paper, of_visit
from sync_server.console.services import ConsoleServices
from sync_server.office.papers import SeenPaper
from sync_server.review.paper_pages import PaperPage, UnitFindings
from sync_server.review.printed_paper import Printed

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Drafting:
    """Somebody who writes a draft to a unit: a new one, or one that is there."""

    services: ConsoleServices
    user: SignedIn
    unit: UnitFindings
    page: PaperPage | None = None

    @property
    def action(self) -> str:
        """Where the form is sent."""
        if self.page is not None:
            return f"/papers/{self.page.paper.paper_id}/edit"
        return f"/schools/{self.unit.school_id}/paper"

    def response(
        self, request: Request, form: Shown[PaperForm], sheet: Printed | None = None
    ) -> Response:
        """The page with the form on it, and the sheet that it would make."""
        return Page("findings/paper_form.html", status=form.status).response(
            request,
            user=self.user,
            section=SECTION,
            drafting=self,
            unit=self.unit,
            form=form,
            printed=sheet,
        )

    def carried(
        self, sent: Sent, act: Callable[[PaperForm], object]
    ) -> PaperForm | Shown[PaperForm]:
        """What was sent, once the act is done with it; else the form to show again."""
        form = carry_out(same_again(self.unit, {}), sent.typed, act, self._latest)
        return ticks_now(self.unit, form) if isinstance(form, Shown) else form

    def _latest(self, typed: Typed) -> Latest:
        viewer = self.user.viewer
        seen = {tick.visit: tick.version for tick in ticks_of(typed)}
        since = []
        if viewer.may_see_visits:
            pages = ((self.services.visit_pages.page(viewer, each), seen[each]) for each in seen)
            since = [each for page, version in pages for each in of_visit(page, version)]
        if self.page is None:
            return Latest({}, since)
        found = of_paper(self.services.paper_pages.page(viewer, self.page.paper.paper_id), typed)
        return Latest(found.carried, [*found.since, *since])


@router.get("/schools/{school_id}/paper")
def new_draft(request: Request, services: Services, user: CurrentUser, school_id: Code) -> Response:
    """The form of a new paper, with the unit's open findings of all visits."""
    drafting = _to_unit(services, user, school_id)
    return drafting.response(request, begun(drafting.unit, dict(request.query_params)))


@router.post("/schools/{school_id}/paper")
def draft_paper(request: Request, services: Services, sent: SentForm, school_id: Code) -> Response:
    """Save the draft; what is missing or has changed is said on the page, the words kept."""
    return _saved(request, _to_unit(services, sent.user, school_id), sent)


@router.post("/schools/{school_id}/paper/look")
def look_at_draft(
    request: Request, services: Services, sent: SentForm, school_id: Code
) -> Response:
    """The sheet that the form would make; nothing is written."""
    return _looked(request, _to_unit(services, sent.user, school_id), sent)


@router.get("/papers/{paper_id}/edit")
def open_draft(
    request: Request, services: Services, user: CurrentUser, paper_id: Sha256Hex
) -> Response:
    """The form of a draft as it stands; of what is no draft any more, its page."""
    drafting = _on_paper(services, user, paper_id)
    page = drafting.page
    if page is None or not page.paper.may(PaperAct.DRAFT):
        return RedirectResponse(f"/papers/{paper_id}", 303)
    return drafting.response(request, filled(drafting.unit, page.paper))


@router.post("/papers/{paper_id}/edit")
def change_draft(
    request: Request, services: Services, sent: SentForm, paper_id: Sha256Hex
) -> Response:
    """Say anew what the draft says."""
    return _saved(request, _on_paper(services, sent.user, paper_id), sent)


@router.post("/papers/{paper_id}/edit/look")
def look_at_change(
    request: Request, services: Services, sent: SentForm, paper_id: Sha256Hex
) -> Response:
    """The sheet that the form would make; nothing is written."""
    return _looked(request, _on_paper(services, sent.user, paper_id), sent)


def _to_unit(services: ConsoleServices, user: SignedIn, school_id: str) -> Drafting:
    user.viewer.require_draft_papers()
    return Drafting(services, user, services.paper_pages.unit(user.viewer, school_id))


def _on_paper(services: ConsoleServices, user: SignedIn, paper_id: str) -> Drafting:
    user.viewer.require_draft_papers()
    page = services.paper_pages.page(user.viewer, paper_id)
    unit = services.paper_pages.unit(user.viewer, page.paper.school_id)
    return Drafting(services, user, unit, page)


def _saved(request: Request, drafting: Drafting, sent: Sent) -> Response:
    written: list[str] = []
    paper = drafting.page.paper.paper_id if drafting.page else None

    def act(form: PaperForm) -> None:
        seen = SeenPaper(paper, form.version) if paper else None
        draft = draft_of(drafting.unit.school_id, form)
        leaf: Leaf = drafting.services.papers.draft(sent.account, draft, seen)
        written.append(paper or leaf.id)

    form = drafting.carried(sent, act)
    if isinstance(form, Shown):
        return drafting.response(request, form)
    return RedirectResponse(f"/papers/{written[0]}?done=drafted", 303)


def _looked(request: Request, drafting: Drafting, sent: Sent) -> Response:
    sheets: list[Printed] = []
    form = drafting.carried(sent, lambda form: sheets.append(looked_at(drafting.unit, form)))
    if isinstance(form, Shown):
        return drafting.response(request, form)
    return drafting.response(request, same_again(drafting.unit, sent.typed), sheets[0])
