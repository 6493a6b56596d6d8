"""Several visits without flags, approved in one act: each as it stood where it was ticked."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain.clock import format_instant
from domain.errors import BadInput, Conflict
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, Meanwhile, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.list_page import drawn_row
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_visit
from sync_server.console.reviewing.address import (
    SEVERAL,
    QueueAddress,
    read_address,
    written_at,
)
from sync_server.console.reviewing.forms import SeveralForm
from sync_server.console.services import ConsoleServices
from sync_server.console.visits.columns import (
    DATE,
    FINDINGS,
    INSPECTOR,
    LESSONS,
    PHOTOS,
    PLACE,
    further_units,
    short,
)
from sync_server.ledger.append import CHANGED
from sync_server.review.queue import WaitingList
from sync_server.review.visit_listing import ListedVisit

router = APIRouter()

LONGEST = 90
TEMPLATE = "reviewing/several.html"
NAME = "several-form"
NOT_SEEN = "现在不能和别的一起通过：它有了系统提示，或者已经审过。"


@router.get("/review/several")
def several(
    request: Request,
    services: Services,
    user: CurrentUser,
    wanted: Annotated[QueueAddress, Query()],
) -> Response:
    """The waiting visits without flags, to be ticked."""
    return _page(request, services, user, wanted)


@router.post("/review/several")
def approve_several(request: Request, services: Services, sent: SentForm) -> Response:
    """Approve what is ticked, each in the version that was seen; name what changed meanwhile."""
    user = sent.user
    user.viewer.require_review()
    wanted = read_address(sent.typed.get("filters", ""))
    left: dict[str, str] = {}

    def act(form: SeveralForm) -> None:
        seen = _versions(form)
        if not set(form.visits) <= seen.keys():
            raise BadInput("The form is none of ours.")
        left.update(_approved(services, user, {each: seen[each] for each in form.visits}))
        if left:
            raise Conflict("Some of the visits changed.", code=CHANGED)

    def latest(_typed: Typed) -> Latest:
        since = [
            each for visit, seen in left.items() for each in _since(services, user, visit, seen)
        ]
        return Latest({"seen": _seen(services.queue.unflagged(user.viewer, wanted.asked))}, since)

    form = carry_out(Shown(SeveralForm, NAME), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, user, wanted, form)
    return RedirectResponse(wanted.to(SEVERAL, done=str(len(form.visits))), 303)


def _approved(
    services: ConsoleServices, user: SignedIn, ticked: Mapping[str, str]
) -> dict[str, str]:
    """Approve these visits in these versions; those that could not be, with what was seen."""
    left = {}
    for visit, version in ticked.items():
        if not services.queue.is_unflagged(user.viewer, visit):
            left[visit] = version
            continue
        try:
            services.office.approve_visit(user.viewer.account, visit, version)
        except Conflict:
            left[visit] = version
    return left


def _since(services: ConsoleServices, user: SignedIn, visit: str, version: str) -> list[Meanwhile]:
    """What came on a visit that was left, under its school's name."""
    page = services.visit_pages.page(user.viewer, visit)
    name = f"{page.names.school(page.visit.school_id)} {page.row.visit_on}"
    found = of_visit(page, version)
    if not found:
        now = format_instant(services.server.clock())
        found = [Meanwhile("", now, "没有通过", NOT_SEEN)]
    return [
        Meanwhile(each.by_name, each.at, f"{name}：{each.word}", each.text, each.changes)
        for each in found
    ]


def _versions(form: SeveralForm) -> dict[str, str]:
    return dict(each.partition(":")[::2] for each in form.seen)


def _seen(listed: WaitingList) -> str:
    return "\n".join(f"{each.visit.visit_id}:{each.visit.version}" for each in listed.visits)


def _columns(wanted: QueueAddress) -> Sequence[Column[ListedVisit]]:
    """What of a visit has to be seen before it is ticked; its school leads into the queue."""
    return (
        DATE,
        Column(
            "学校",
            lambda each: each.school,
            lambda each: wanted.to(visit=each.visit.visit_id),
            chips=further_units,
            note=lambda each: each.zone,
        ),
        INSPECTOR,
        Column("内容", lambda each: each.theme, chips=_hazards, note=_content),
        PLACE,
        PHOTOS,
        LESSONS,
        FINDINGS,
    )


def _hazards(each: ListedVisit) -> Sequence[Chip]:
    is_any = any(finding.is_hazard for finding in each.visit.findings.values())
    return [Chip("安全隐患", "chip-grave")] if is_any else ()


def _content(each: ListedVisit) -> str:
    """The beginning of what was written, and of every finding."""
    notes = [note.text for note in each.visit.notes.values() if note.text]
    found = [f"问题：{each.text or '（没有写明）'}" for each in each.visit.findings.values()]
    return "；".join(short(text, LONGEST).rstrip("。") for text in [*notes[:1], *found])


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    wanted: QueueAddress,
    again: Shown[SeveralForm] | None = None,
) -> Response:
    listed = services.queue.unflagged(user.viewer, wanted.asked, wanted.place)
    carried = {"filters": wanted.filters, "seen": _seen(listed)}
    columns = _columns(wanted)
    form = again or Shown(SeveralForm, NAME, carried)
    return Page(TEMPLATE, status=form.status).response(
        request,
        user=user,
        section="review",
        wanted=wanted,
        listed=listed,
        fields=wanted.drawn(listed.names, left_out=("flagged",)),
        columns=columns,
        rows=[drawn_row(columns, each) for each in listed.visits],
        form=form,
        ticked=form.typed.get("visits", "").splitlines(),
        done=int(wanted.done) if wanted.done.isdecimal() else 0,
        more=wanted.to(SEVERAL, at=written_at(listed.more)) if listed.more else "",
    )
