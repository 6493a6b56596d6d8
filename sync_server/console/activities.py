"""培训活动: the month's trainings and counted activities, recorded, corrected and withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.errors import NotFound
from domain.ids import uuid7
from domain.kinds.office.activity import (
    ActivityRecorded,
    ActivityType,
    TrainingMode,
    TrainingRecorded,
)
from domain.kinds.piece import Body
from sync_server.console.activity_list import COLUMNS, ActivityFilters, links, rows
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, OfficeForm, SentForm, Shown, carry_out, typed_of
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.list_page import Asking, Empty, ListPage, add_list
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.services import ConsoleServices
from sync_server.ledger.append import NEW
from sync_server.register.names import names

router = APIRouter()

MOST = 1_000_000
DONE = {"recorded": "已登记，统计报表里已经算上。", "corrected": "已更正，原来的内容在修改记录里。"}


class CountedForm(OfficeForm):
    """What trainings and activities have in common."""

    held_on: Annotated[date, Field(title="日期")]
    title: Annotated[str, Field(min_length=1, max_length=200, title="名称")]
    attendances: Annotated[int, Field(ge=0, le=MOST, title="人次")]
    zone: Annotated[str | None, Field(title="责任区")] = None
    is_withdrawn: Annotated[bool, Field(title="撤销这条登记，不再计入")] = False


class TrainingForm(CountedForm):
    """One training."""

    mode: Annotated[TrainingMode, Field(title="方式")]
    hours: Annotated[float, Field(ge=0, le=1000, title="学时")] = 0


class ActivityForm(CountedForm):
    """One other activity."""

    activity_type: Annotated[ActivityType, Field(title="类别")]
    sessions: Annotated[int, Field(ge=0, le=MOST, title="场次")] = 1


C = TypeVar("C", bound=CountedForm)


@dataclass(frozen=True, slots=True)
class Sort(Generic[C]):
    """One sort of what is counted here: its form, and the entry that records it."""

    form: type[C]
    body: Callable[..., Body]
    code: str


SORTS: dict[str, Sort[Any]] = {
    "training": Sort(TrainingForm, TrainingRecorded, "training_id"),
    "activity": Sort(ActivityForm, ActivityRecorded, "activity_id"),
}


@router.post("/activities/{noun}")
def record(request: Request, services: Services, sent: SentForm, noun: str) -> Response:
    """Record one more."""
    user = sent.user
    user.viewer.require_count()

    def act(form: CountedForm) -> None:
        _write(services, user, (noun, uuid7()), form)

    form = carry_out(_blank(services, user, noun), {**sent.typed, "version": NEW}, act)
    if isinstance(form, Shown):
        return _again(request, services, user, form)
    return _to_month(form, "recorded")


@router.get("/activities/{noun}/{code}")
def activity(
    request: Request, services: Services, user: CurrentUser, noun: str, code: str
) -> Response:
    """One of them as it stands, to be corrected or withdrawn."""
    user.viewer.require_count()
    return _one(request, services, user, _filled(services, user, noun, code), code)


@router.post("/activities/{noun}/{code}")
def correct(request: Request, services: Services, sent: SentForm, noun: str, code: str) -> Response:
    """Let it stand so from now on; what somebody else changed in between is shown first."""
    user = sent.user
    user.viewer.require_count()

    def act(form: CountedForm) -> None:
        _write(services, user, (noun, code), form)

    filled = _filled(services, user, noun, code)

    def latest(typed: Typed) -> Latest:
        return of_thing(services.histories.history(user.viewer, noun, code), typed)

    form = carry_out(filled, sent.typed, act, latest)
    if isinstance(form, Shown):
        return _one(request, services, user, form, code)
    return _to_month(form, "corrected")


def _to_month(form: CountedForm, done: str) -> Response:
    return RedirectResponse(f"/activities?month={form.held_on:%Y-%m}&done={done}", 303)


def _write(
    services: ConsoleServices, user: SignedIn, called: tuple[str, str], form: CountedForm
) -> None:
    noun, code = called
    sort = SORTS[noun]
    facts = form.model_dump(exclude={"version", "held_on"})
    body = sort.body(**{sort.code: code, **facts}, held_on=form.held_on.isoformat())
    if isinstance(body, TrainingRecorded):
        services.office.record_training(user.viewer.account, body, form.version)
    elif isinstance(body, ActivityRecorded):
        services.office.record_activity(user.viewer.account, body, form.version)


def _blank(services: ConsoleServices, user: SignedIn, noun: str) -> Shown[Any]:
    if noun not in SORTS:
        raise NotFound("Nothing of this sort is recorded here.", noun=noun)
    left_out = ("is_withdrawn",)
    return Shown(SORTS[noun].form, noun, options=_zones(services, user), left_out=left_out)


def _filled(services: ConsoleServices, user: SignedIn, noun: str, code: str) -> Shown[Any]:
    blank = _blank(services, user, noun)
    history = services.histories.history(user.viewer, noun, code)
    typed = typed_of(blank.model, history.body, version=history.version)
    return Shown(blank.model, noun, typed, blank.options)


def _zones(services: ConsoleServices, user: SignedIn) -> dict[str, dict[str, str]]:
    found = names(services.server.database, user.viewer.district).zones
    return {"zone": {code: row.name for code, row in found.items()}}


def _beside(asking: Asking[ActivityFilters]) -> dict[str, Any]:
    """The forms for more, to whoever may record them."""
    sorts = SORTS if asking.viewer.may_count else ()
    return {
        "forms": {noun: _blank(asking.services, asking.user, noun) for noun in sorts},
        "opened": "",
    }


LIST = ListPage(
    name="activities",
    title="培训活动",
    filters=ActivityFilters,
    columns=COLUMNS,
    rows=rows,
    nothing=Empty(
        "还没有登记培训和活动",
        "统计员和督导员登记的培训、专项督导和会议会出现在这里，并计入统计报表。",
    ),
    links=links,
    done=DONE,
    template="activities.html",
    beside=_beside,
)
add_list(router, LIST)


def _again(
    request: Request, services: ConsoleServices, user: SignedIn, form: Shown[Any]
) -> Response:
    """The list with a form that came back."""
    forms = {noun: _blank(services, user, noun) for noun in SORTS}
    told = {"forms": {**forms, form.name: form}, "opened": form.name}
    return LIST.response(request, services, user, form.status, **told)


def _one(
    request: Request, services: ConsoleServices, user: SignedIn, form: Shown[Any], code: str
) -> Response:
    return Page("activity.html", status=form.status).response(
        request,
        user=user,
        section="activities",
        form=form,
        code=code,
        names=names(services.server.database, user.viewer.district),
    )
