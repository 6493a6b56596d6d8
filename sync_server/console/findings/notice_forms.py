"""The forms about notices: a new one to a unit, taking one back, and the year's last number."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from domain.errors import BadInput
from domain.kinds.office.series import MAX_SERIAL
from domain.paper.notice import series_of
from domain.trail.line import Sha256Hex
from sync_server.console.form_fields import Typed
from sync_server.console.forms import OfficeForm, Shown, Ticks
from sync_server.data.papers.rows import StatedSeries
from sync_server.ledger.append import NEW
from sync_server.office.notices import NoticeDraft, SeenFinding
from sync_server.review.notice_pages import UnitFindings

TICK = re.compile(r"([0-9a-f]{64}):([0-9a-f]{64}):([A-Za-z0-9._:@-]{1,64})")


class NoticeForm(OfficeForm):
    """A new notice; each tick is visit, version and finding."""

    changed: ClassVar[str] = (
        "所选问题的督导记录刚有变化，请重新核对。您写的文字和勾选还在，没有丢。"
    )

    findings: Annotated[Ticks, Field(min_length=1, title="要整改的问题")]
    issued_on: Annotated[date, Field(title="下达日期")]
    due_on: Annotated[date, Field(title="整改期限")]
    requirement: Annotated[str, Field(min_length=1, max_length=8000, title="整改要求")]


class WithdrawForm(OfficeForm):
    """That a notice is taken back, and why."""

    changed: ClassVar[str] = "这份通知书刚有变化，请重新查看。您写的原因还在下面。"

    version: Sha256Hex
    reason: Annotated[str, Field(min_length=1, max_length=8000, title="撤回原因")]


class SeriesForm(OfficeForm):
    """Which number was the last one of a year; ``seen`` are the stated series and their versions.

    Which of them it is about is known only once the year has been typed.
    """

    changed: ClassVar[str] = "刚才有人核定过这一年的文号，没有改动；请看过现在的号，再核定。"

    seen: Ticks = ()
    year: Annotated[int, Field(ge=2000, le=9999, title="年份")]
    last: Annotated[
        int, Field(ge=0, le=MAX_SERIAL, title="最后一个文号", description="没有用过写 0")
    ]

    @property
    def series(self) -> str:
        """The year's series."""
        return series_of(self.year)

    @property
    def seen_version(self) -> str:
        """The version in which the year's series was seen; ``NEW`` where none was stated."""
        versions = {series: version for series, _, version in (e.partition(":") for e in self.seen)}
        return versions.get(self.series, NEW)


def seen_now(series: Mapping[str, StatedSeries]) -> dict[str, str]:
    """What the form about numbers carries: the series that have been stated, as they now stand."""
    return {"seen": "\n".join(f"{name}:{each.version}" for name, each in series.items())}


def begun(unit: UnitFindings) -> Shown[NoticeForm]:
    """The form as it begins: every finding ticked that stands in no notice yet."""
    ticked = [each.ticked for each in unit.findings if not each.notices]
    typed = {
        "findings": "\n".join(ticked),
        "issued_on": unit.today,
        "due_on": unit.due_on,
        "requirement": unit.requirement,
    }
    return Shown(NoticeForm, "notice-form", typed)


def ticks_now(unit: UnitFindings, form: Shown[NoticeForm]) -> Shown[NoticeForm]:
    """The form that came back with its ticks on the findings as they now stand."""
    ticked = {(tick.visit, tick.finding_id) for tick in ticks_of(form.typed)}
    open_now = [
        each.ticked for each in unit.findings if (each.row.visit, each.row.finding_id) in ticked
    ]
    return replace(form, typed={**form.typed, "findings": "\n".join(open_now)})


def ticks_of(typed: Typed) -> Iterator[SeenFinding]:
    """The ticks that can be read."""
    for text in typed.get("findings", "").splitlines():
        if match := TICK.fullmatch(text):
            visit, version, finding_id = match.groups()
            yield SeenFinding(visit, finding_id, version)


def draft_of(school_id: str, form: NoticeForm) -> NoticeDraft:
    """The notice that the form asks for; BadInput in words for what cannot be."""
    seen = tuple(ticks_of({"findings": "\n".join(form.findings)}))
    if len(seen) < len(form.findings):
        raise BadInput("勾选的问题读不出来，请刷新后再选。", code="findings")
    if form.due_on < form.issued_on:
        raise BadInput("整改期限早于下达日期，请核对。", code="due_on")
    return NoticeDraft(school_id, seen, form.issued_on.isoformat(), form.due_on.isoformat())
