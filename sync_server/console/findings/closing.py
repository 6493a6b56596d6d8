"""成批销号: the findings that wait for nothing but the office's word, closed in one act (2-02)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.errors import BadInput
from domain.findings.course import Course
from sync_server.console.findings.findings import hazard_chips, severity_chips, text_of
from sync_server.console.form_fields import Typed
from sync_server.console.forms import (
    Latest,
    Meanwhile,
    OfficeForm,
    SentForm,
    Shown,
    Ticks,
    carry_out,
)
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Column
from sync_server.console.kinds.list_page import drawn_row
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_finding
from sync_server.console.services import ConsoleServices
from sync_server.office.findings import MOST_AT_ONCE, SeenCourse
from sync_server.overview.findings_list import Closable

router = APIRouter()

HOME = "/findings/closing"
NAME = "closing-form"


class CloseSeveralForm(OfficeForm):
    """That the findings that are ticked are closed, each as it stood: ``seen`` are the versions."""

    changed: ClassVar[str] = (
        "勾选的里面有的刚有新内容，列在下面。都还没有销号，请看过再提交；勾选还在。"
    )

    seen: Annotated[Ticks, Field(max_length=MOST_AT_ONCE)]
    findings: Annotated[Ticks, Field(min_length=1, max_length=MOST_AT_ONCE, title="要销号的问题")]


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as it stood on the page, and its tick."""

    visit: str
    version: str
    finding_id: str

    @property
    def tick(self) -> str:
        """What its tick brings."""
        return f"{self.visit}:{self.finding_id}"


@router.get("/findings/closing")
def closable(request: Request, services: Services, user: CurrentUser) -> Response:
    """The findings that can be closed now, all ticked."""
    user.viewer.require_review()
    return _page(request, services, user)


@router.post("/findings/closing")
def close_several(request: Request, services: Services, sent: SentForm) -> Response:
    """Close what is ticked, all or none, each in the version that was seen."""
    user = sent.user
    user.viewer.require_review()

    def act(form: CloseSeveralForm) -> None:
        seen = [SeenCourse(each.visit, each.finding_id, each.version) for each in _ticked(form)]
        services.finding_commands.close(user.viewer.account, seen)

    def latest(typed: Typed) -> Latest:
        since = list(_since(services, user, CloseSeveralForm.model_validate(typed)))
        return Latest({"seen": _seen(services.findings.closable(user.viewer))}, since)

    form = carry_out(Shown(CloseSeveralForm, NAME), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, user, form)
    return RedirectResponse(f"{HOME}?done={len(form.findings)}", 303)


def _ticked(form: CloseSeveralForm) -> list[Seen]:
    """What is ticked, as it was seen; BadInput for what no page of ours can have sent."""
    seen = [Seen(*parts) for each in form.seen if len(parts := each.split(":", 2)) == len("vvf")]
    by_tick = {each.tick: each for each in seen}
    if not by_tick.keys() >= set(form.findings):
        raise BadInput("The form is none of ours.")
    return [by_tick[each] for each in form.findings]


def _since(
    services: ConsoleServices, user: SignedIn, form: CloseSeveralForm
) -> Iterator[Meanwhile]:
    """What came on those that are ticked, under the unit's name."""
    for each in _ticked(form):
        page = services.finding_pages.page(user.viewer, each.visit, each.finding_id)
        unit = page.names.school(page.row.school_id)
        for found in of_finding(page, each.version):
            yield Meanwhile(found.by_name, found.at, f"{unit}：{found.word}", page.row.text)


def _seen(found: Sequence[Closable]) -> str:
    return "\n".join(
        f"{each.listed.row.visit}:{each.version}:{each.listed.row.finding_id}" for each in found
    )


def _tick(each: Closable) -> str:
    return f"{each.listed.row.visit}:{each.listed.row.finding_id}"


def _measure(course: Course | None) -> str:
    """What the unit undertook, and who answered for it."""
    if course is None or course.measure is None:
        return "当场已整改，有整改后的照片"
    return f"{course.measure.text}（{course.measure.responsible}）"


def _looked(each: Closable) -> str:
    return f"{each.look.followed_up_on} {each.by_name}" if each.look else "不用回访"


COLUMNS: tuple[Column[Closable], ...] = (
    Column(
        "单位",
        lambda each: each.listed.unit,
        lambda each: f"/findings/{each.listed.row.visit}/{each.listed.row.finding_id}",
    ),
    Column("问题", lambda each: text_of(each.listed), chips=lambda each: hazard_chips(each.listed)),
    Column("程度", chips=lambda each: severity_chips(each.listed)),
    Column("整改措施", lambda each: _measure(each.course)),
    Column("回访确认", _looked, note=lambda each: each.look.text if each.look else ""),
)


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    again: Shown[CloseSeveralForm] | None = None,
) -> Response:
    found = services.findings.closable(user.viewer)
    begun: Mapping[str, str] = {
        "seen": _seen(found),
        "findings": "\n".join(map(_tick, found)),
    }
    form = again or Shown(CloseSeveralForm, NAME, begun)
    done = request.query_params.get("done", "")
    return Page("findings/closing.html", status=form.status).response(
        request,
        user=user,
        section="findings",
        total=services.findings.number_closable(user.viewer),
        columns=COLUMNS,
        rows=[drawn_row(COLUMNS, each) for each in found],
        tick=_tick,
        form=form,
        ticked=form.typed.get("findings", "").splitlines(),
        done=int(done) if done.isdecimal() and len(done) < len("1000") else 0,
    )
