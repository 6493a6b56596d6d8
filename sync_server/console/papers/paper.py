"""One paper: the sheet as it is printed, its history, and what may be done with it now."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import NotFound
from domain.kinds.paper.builder import HOLDING, EnclosureSort, Paper, PaperAct, PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.trail.line import Sha256Hex
from domain.words.values import words_of
from sync_server.console.accountability.beginning import new_path
from sync_server.console.accountability.columns import state_chips
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, Sent, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.list_page import Link
from sync_server.console.pages import Page
from sync_server.console.papers.acts import ACTS, DONE, SIGNING, Doing, offered, shown
from sync_server.console.papers.columns import LOOKS, PaperFilters
from sync_server.console.papers.papers import SECTION
from sync_server.console.records.meanwhile import of_paper
from sync_server.console.services import ConsoleServices
from sync_server.door.codes import grouped
from sync_server.office.papers import SeenPaper

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Enclosing:
    """The form that brings a scan: what it shows, and why it was refused."""

    sort: EnclosureSort = EnclosureSort.SIGNED
    problem: str = ""
    status: int = 200


NEXT = {
    PaperKind.RECTIFICATION: PaperKind.TIP,
    PaperKind.TIP: PaperKind.SUPERVISION,
    PaperKind.SUPERVISION: PaperKind.TALK,
    PaperKind.TALK: PaperKind.CIRCULAR,
}
"""What follows in the ladder (1-03) where a paper was in vain."""
LADDERS_END = (PaperKind.TALK, PaperKind.CIRCULAR)
"""After which, in vain, whoever is to answer may be held to account (问责)."""


@router.get("/papers/{paper_id}")
def paper(request: Request, services: Services, user: CurrentUser, paper_id: Sha256Hex) -> Response:
    """The paper, what it is about, and how it came about."""
    return paper_page(request, services, user, paper_id)


@router.post("/papers/{paper_id}/acts/{act}")
def act_on_paper(
    request: Request, services: Services, sent: SentForm, paper_id: Sha256Hex, act: PaperAct
) -> Response:
    """Do something with the paper that whoever drafts papers may do."""
    sent.user.viewer.require_draft_papers()
    if act in SIGNING:
        raise NotFound("This is done by who signs.", act=act.value)
    return _act(request, services, sent, paper_id, act)


@router.post("/papers/{paper_id}/signing/{act}")
def sign_paper(
    request: Request, services: Services, sent: SentForm, paper_id: Sha256Hex, act: PaperAct
) -> Response:
    """Sign the paper, hand it back, or void it."""
    sent.user.viewer.require_review()
    if act not in SIGNING:
        raise NotFound("This is done by who drafts.", act=act.value)
    return _act(request, services, sent, paper_id, act)


def _act(
    request: Request, services: ConsoleServices, sent: Sent, paper_id: str, act: PaperAct
) -> Response:
    """The act on the paper as it stood on the page."""
    if act not in ACTS:
        raise NotFound("There is no such act.", act=act.value)
    viewer = sent.user.viewer
    begun = services.paper_pages.page(viewer, paper_id)

    def does(form: Any) -> None:
        doing = Doing(services.papers, viewer, SeenPaper(paper_id, form.version))
        ACTS[act].does(doing, form)

    def latest(typed: Typed) -> Latest:
        return of_paper(services.paper_pages.page(viewer, paper_id), typed)

    form = carry_out(shown(begun, act), sent.typed, does, latest)
    if isinstance(form, Shown):
        return paper_page(request, services, sent.user, paper_id, form)
    return RedirectResponse(f"/papers/{paper_id}?done={act.value}", 303)


def paper_page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    paper_id: str,
    refused: Shown[Any] | Enclosing | None = None,
) -> Response:
    """The page; ``refused`` is the form of an act, or of a scan, that could not be carried out."""
    again = refused if isinstance(refused, Shown) else None
    enclosing = refused if isinstance(refused, Enclosing) else Enclosing()
    page = services.paper_pages.page(user.viewer, paper_id)
    acts = list(offered(page, user.viewer))
    is_drawn = any(again is not None and each.form.name == again.name for each in acts)
    status = refused.status if refused else 200
    cases = services.accountability_cases.resting_on(user.viewer, paper_id)
    return Page("findings/paper.html", status=status).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        paper=page.paper,
        names=page.names,
        acts=acts,
        again=again,
        is_drawn=is_drawn,
        code=_code(services, user, page.paper),
        look=LOOKS.get(page.paper.state, ""),
        next_kind=NEXT.get(page.paper.paper_kind),
        cases=[(each, state_chips(each)) for each in cases],
        may_follow=page.paper.paper_kind in LADDERS_END and page.paper.state in HOLDING,
        new_case=new_path(page.paper.school_id, paper_id),
        enclosing=enclosing,
        sorts=words_of(EnclosureSort),
        done=DONE.get(done := request.query_params.get("done", ""), ""),
        onward=_onward(services, user, done),
    )


def _onward(services: ConsoleServices, user: SignedIn, done: str) -> Link | None:
    """What of the same sort waits next, for whoever goes through many papers one by one."""
    viewer, pages = user.viewer, services.paper_pages
    if done == PaperAct.SUBMIT and (units := pages.waiting(viewer).total):
        return Link(f"还有 {units} 个单位等下达", "/papers#waiting")
    is_signing = viewer.may_review and done in SIGNING - {PaperAct.VOID}
    if is_signing and (papers := pages.pending(viewer)):
        return Link(f"还有 {papers} 份待签发", PaperFilters(state=PaperState.PENDING).address())
    return None


def _code(services: ConsoleServices, user: SignedIn, paper: Paper) -> str:
    """What the unit types at its door; for who may hand the paper out, once it is issued."""
    is_out = paper.issue is not None and paper.voiding is None
    may_hand_out = user.viewer.may_draft_papers and is_out
    return grouped(services.door.codes.of_paper(paper.paper_id)) if may_hand_out else ""
