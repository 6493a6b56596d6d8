"""待审核: one visit after the other that waits for a verdict, flagged ones first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import Conflict
from domain.kinds.kind import VISIT
from domain.kinds.visit.builder import State
from domain.kinds.visit.review import Verdict
from domain.review.explaining import flags_print
from sync_server.console.form_fields import Typed
from sync_server.console.forms import F, Latest, Sent, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_visit
from sync_server.console.records.trail import (
    explain_flag,
    explained,
    give_verdict,
    require_reviewable,
    told_of,
)
from sync_server.console.records.visit_forms import explain_forms, explain_name
from sync_server.console.reviewing.address import QueueAddress, read_address, written_at
from sync_server.console.reviewing.forms import ExplainInQueueForm, QueueForm
from sync_server.console.seen import shows
from sync_server.console.services import ConsoleServices
from sync_server.ledger.append import CHANGED
from sync_server.register.names import names
from sync_server.review.visit_page import VisitPage

router = APIRouter()

TEMPLATE = "reviewing/queue.html"
VERDICT = "verdict-form"
DONE = {
    Verdict.APPROVED.value: "上一件已通过，督学的手机下次同步后会看到。",
    Verdict.RETURNED.value: "上一件已退回，督学的手机下次同步后会看到原因。",
    Verdict.COMMENTED.value: "批注已保存，这一件还没有审，仍在待审里。",
    "explained": "说明已记下，这条提示不再算作待看；这一件还没有审。",
    "unexplained": "说明已撤回，这条提示照旧算作待看。",
}


@dataclass(frozen=True, slots=True)
class QueueForms:
    """The forms that are drawn beside the visit, and the one that cannot be drawn any more.

    Here is only judged: replies are recorded on the visit's own page, and whoever gives a verdict
    has seen the hazards.
    """

    verdict: Shown[QueueForm] | None
    explains: Mapping[str, Shown[ExplainInQueueForm]]
    undrawn: Shown[Any] | None = None
    replies: Mapping[str, Shown[Any]] = field(default_factory=dict)
    hazards: Mapping[str, Shown[Any]] = field(default_factory=dict)


@router.get("/review")
def queue(
    request: Request,
    services: Services,
    user: CurrentUser,
    wanted: Annotated[QueueAddress, Query()],
) -> Response:
    """The visit that comes next, or the one that the address names."""
    user.viewer.require_review()
    return queue_page(request, services, user, wanted)


@router.post("/review/{visit_id}/verdict")
def verdict(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Give the verdict on the visit as it stood on the page, and go on to the next one."""
    require_reviewable(services, sent.user, visit_id)

    def act(form: QueueForm) -> None:
        if form.flags != _seen(services.visit_pages.page(sent.user.viewer, visit_id))["flags"]:
            raise Conflict("The flags are others meanwhile.", code=CHANGED)
        give_verdict(services, sent.user, visit_id, form)

    on_queue = OnQueue(request, services, sent, visit_id)
    return on_queue.carry_out(Shown(QueueForm, VERDICT), act, lambda form: form.verdict.value)


@router.post("/review/{visit_id}/explain")
def explain(request: Request, services: Services, sent: SentForm, visit_id: str) -> Response:
    """Say why a flag is as it is, or take that back, and stay with the visit."""
    require_reviewable(services, sent.user, visit_id)

    def act(form: ExplainInQueueForm) -> None:
        explain_flag(services, sent.user, visit_id, form)

    blank = Shown(ExplainInQueueForm, explain_name(sent.typed.get("facts", "")))
    return OnQueue(request, services, sent, visit_id).carry_out(blank, act, explained)


@dataclass(frozen=True, slots=True)
class OnQueue:
    """A form of the queue's page that came back."""

    request: Request
    services: ConsoleServices
    sent: Sent
    visit_id: str

    @property
    def wanted(self) -> QueueAddress:
        """Where its writer is in the queue."""
        typed = self.sent.typed
        return read_address(typed.get("filters", ""), visit=self.visit_id, at=typed.get("at", ""))

    def carry_out(
        self, blank: Shown[F], act: Callable[[F], object], done: Callable[[F], str]
    ) -> Response:
        """Do the act and go on in the queue; else the form again, over the visit as it now is."""
        viewer, wanted = self.sent.user.viewer, self.wanted

        def latest(typed: Typed) -> Latest:
            page = self.services.visit_pages.page(viewer, self.visit_id)
            since = of_visit(page, typed.get("version", ""))
            return Latest(_seen(page), since)

        form = carry_out(blank, self.sent.typed, act, latest)
        if isinstance(form, Shown):
            return queue_page(self.request, self.services, self.sent.user, wanted, form)
        said = done(form)
        if said not in (Verdict.APPROVED, Verdict.RETURNED):
            stays = wanted.to(visit=self.visit_id, at=wanted.at, done=said)
            return RedirectResponse(stays, 303)
        after = self.services.queue.next_after(viewer, wanted.asked, self.visit_id, wanted.place)
        return RedirectResponse(wanted.to(visit=after, done=said, was=self.visit_id), 303)


def queue_page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    wanted: QueueAddress,
    again: Shown[Any] | None = None,
) -> Response:
    """The queue's page; ``again`` is a form of it that came back."""
    viewer = user.viewer
    standing = services.queue.standing(viewer, wanted.asked, wanted.visit, wanted.place)
    page = services.visit_pages.page(viewer, standing.visit) if standing.visit else None
    if page is not None:
        shows(request, VISIT, page.visit.visit_id)
    carried = {"filters": wanted.filters, "at": written_at(standing.key)}
    known = names(services.server.database, viewer.district)
    found = Page(TEMPLATE, status=again.status if again else 200)
    return found.response(
        request,
        user=user,
        section="review",
        wanted=wanted,
        standing=standing,
        again=again,
        done=DONE.get(wanted.done, ""),
        forms=_forms(page, carried, again),
        explain_at=f"/review/{standing.visit}/explain",
        fields=wanted.drawn(known),
        **(told_of(page) if page else {"page": None, "names": known}),
    )


def _seen(page: VisitPage) -> dict[str, str]:
    """What a form carries of what its reader sees."""
    return {"version": page.visit.version, "flags": flags_print(page.assessment.flags)}


def _forms(
    page: VisitPage | None, carried: Mapping[str, str], again: Shown[Any] | None
) -> QueueForms:
    """The forms beside the visit; none where there is none, or it waits for no verdict."""
    if page is None or not page.may_review or page.visit.state is not State.SUBMITTED:
        return QueueForms(None, {}, again)
    carried = {**_seen(page), **carried}
    blank: list[Shown[Any]] = [Shown(QueueForm, VERDICT, carried)]
    blank += explain_forms(page, ExplainInQueueForm, carried)
    shown = {form.name: form for form in blank}
    is_drawn = again is not None and again.name in shown
    if again is not None and is_drawn:
        shown[again.name] = again
    explains = {each.facts: shown[explain_name(each.facts)] for each in page.flags}
    return QueueForms(shown[VERDICT], explains, None if is_drawn else again)
