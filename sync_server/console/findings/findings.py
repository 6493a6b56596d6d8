"""问题清单: every finding of the district's visits, and how it stands (2-02)."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date, month_of
from domain.findings.state import FindingState
from domain.kinds.visit.finding import Category, OwnerUnit, Severity, Source
from domain.words.values import label, words_of
from sync_server.access.viewer import Viewer
from sync_server.console.counted.periods import PERIOD, days_of, offered
from sync_server.console.form_fields import Options
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.services import ConsoleServices
from sync_server.data.findings.listing import FindingFilter
from sync_server.data.tables import FindingRow
from sync_server.overview.findings_list import (
    OWN_DELAY,
    SEEN_LATE,
    Due,
    FoundFindings,
    ListedFinding,
)

router = APIRouter()

OPEN, ENDED = "open", "ended"
HAZARD, UNSEEN, LATE = "hazard", "unseen", "late"
NO_PAPER = "none"
LONGEST_TEXT = 70
DUE = {
    Due.OVERDUE.value: "已逾期",
    Due.TODAY.value: "今天到期",
    Due.SOON.value: "快到期",
}
READY, LACKING, DELAY, EXTENSION = "ready", "lacking", "delay", "extension"
WAITS = {
    READY: "可以销号",
    LACKING: "已整改，销号还缺反馈或措施",
    DELAY: "回复后久未回访",
    EXTENSION: "申请延期，等决定",
}
WAITING_STATES = {
    READY: FindingState.CHECKED,
    LACKING: FindingState.CHECKED,
    DELAY: FindingState.REPLIED,
}
NOTICED = {NO_PAPER: "还没有下达"}
CARRIED, NOT_CARRIED = "only", "none"
CARRIED_OVER = {CARRIED: "只看期初", NOT_CARRIED: "不含期初"}
HAZARDS = {HAZARD: "只看安全隐患", UNSEEN: "还没有看到的隐患", LATE: "超时没有看到"}
STATE_LOOKS = {
    FindingState.CLOSED: "chip-approved",
    FindingState.CHECKED: "chip-in_progress",
    FindingState.REPLIED: "chip-in_progress",
    FindingState.WITHDRAWN: "",
    FindingState.MERGED: "",
    FindingState.DISSOLVED: "",
}


class FindingFilters(Filters):
    """Which findings the list shows."""

    home = "/findings"
    key = (str, int)

    state: Annotated[Choice, Field(title="状态")] = ""
    due: Annotated[Choice, Field(title="期限")] = ""
    waits: Annotated[Choice, Field(title="等办理")] = ""
    hazard: Annotated[Choice, Field(title="隐患")] = ""
    noticed: Annotated[Choice, Field(title="文书")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    account: Annotated[Choice, Field(title="督学")] = ""
    category: Annotated[Choice, Field(title="类别")] = ""
    severity: Annotated[Choice, Field(title="程度")] = ""
    source: Annotated[Choice, Field(title="来源")] = ""
    campaign: Annotated[Choice, Field(title="专项")] = ""
    owner: Annotated[Choice, Field(title="责任单位")] = ""
    carried: Annotated[Choice, Field(title="期初")] = ""
    number: Annotated[Search, Field(title="原文书编号", examples=["期初通知书的编号"])] = ""
    raised: Annotated[str, Field(title="发现时间", pattern=PERIOD)] = ""
    ended: Annotated[str, Field(title="了结时间", pattern=PERIOD)] = ""
    unit: Annotated[Search, Field(title="单位", examples=["名称或拼音首字母，如 sxx"])] = ""

    @property
    def narrowed(self) -> FindingFilter:
        """What of it the list is read by; the district is the reader's."""
        return FindingFilter(
            district="",
            zone=self.zone,
            account=self.account,
            category=self.category,
            severity=self.severity,
            source=self.source,
            campaign=self.campaign,
            owner=self.owner,
            state=self._state,
            is_ended=self.state == ENDED,
            is_open=self.state == OPEN or self.waits == EXTENSION,
            asks_extension=self.waits == EXTENSION,
            replied_by=OWN_DELAY if self.waits == DELAY else "",
            is_ready=self.waits == READY,
            is_lacking=self.waits == LACKING,
            is_hazard=bool(self.hazard),
            is_unseen=self.hazard in (UNSEEN, LATE),
            unseen_until=SEEN_LATE if self.hazard == LATE else "",
            is_unnoticed=self.noticed == NO_PAPER,
            is_carried_over={CARRIED: True, NOT_CARRIED: False}.get(self.carried),
            number=self.number.strip(),
            raised=days_of(self.raised),
            ended=days_of(self.ended),
        )

    @property
    def _state(self) -> str:
        """The one state that is asked for; empty for several."""
        if self.state in ("", OPEN, ENDED):
            return WAITING_STATES.get(self.waits, "")
        return self.state


def _address(finding: ListedFinding) -> str:
    return f"/findings/{finding.row.subject}"


def text_of(finding: ListedFinding) -> str:
    """What it says, cut where it is long."""
    text = finding.row.text or "（没有写明）"
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def carried_chips(row: FindingRow) -> Sequence[Chip]:
    """Whether it was carried over (期初)."""
    return [Chip("期初", "", "开始用督迹以前的，不计入各月的数")] if row.is_carried_over else ()


def hazard_chips(finding: ListedFinding) -> Sequence[Chip]:
    """Whether it is a hazard, and one that waited too long; and whether it was carried over."""
    old = carried_chips(finding.row)
    if not finding.row.is_hazard:
        return old
    late = [Chip("超时没有人看到", "chip-grave")] if finding.is_seen_late else []
    return [Chip("安全隐患", "chip-grave"), *late, *old]


def severity_chips(finding: ListedFinding) -> Sequence[Chip]:
    """How severe it is."""
    look = "chip-grave" if finding.severity is Severity.SERIOUS else ""
    return [Chip(label(finding.severity), look)]


def _state(finding: ListedFinding) -> Sequence[Chip]:
    return [Chip(label(finding.state), STATE_LOOKS.get(finding.state, "chip-submitted"))]


def _overdue(finding: ListedFinding) -> Sequence[Chip]:
    days = finding.days_overdue
    return [Chip(f"逾期 {days} 天", "chip-grave")] if days else ()


COLUMNS: tuple[Column[ListedFinding], ...] = (
    Column("单位", lambda each: each.unit, _address, is_exported=False),
    Column("单位", lambda each: each.unit, is_shown=False),
    Column("责任区", lambda each: each.zone, is_on_phones=False),
    Column("问题", text_of, chips=hazard_chips, is_exported=False),
    Column("问题", lambda each: each.row.text, is_shown=False),
    Column("隐患", lambda each: "是" if each.row.is_hazard else "", is_shown=False),
    Column("类别", lambda each: label(each.category)),
    Column("程度", chips=severity_chips),
    Column("状态", chips=_state),
    Column("整改期限", lambda each: each.due_on or "没有定", chips=_overdue, is_exported=False),
    Column("整改期限", lambda each: each.due_on or "", is_shown=False),
    Column("逾期天数", export=lambda each: each.days_overdue or None, is_shown=False),
    Column("发现日期", lambda each: each.row.raised_on, is_on_phones=False),
    Column("督学", lambda each: each.inspector),
    Column("来源", lambda each: label(Source(each.row.source)), is_shown=False),
    Column("期初", lambda each: "是" if each.row.is_carried_over else "", is_shown=False),
    Column("原文书编号", lambda each: each.row.number, is_shown=False),
    Column("责任单位", lambda each: label(OwnerUnit(each.row.owner)), is_shown=False),
    Column("位置", lambda each: each.row.place, is_shown=False),
    Column("整改建议", lambda each: each.row.suggestion, is_shown=False),
    Column("学校责任人", lambda each: each.row.responsible, is_shown=False),
)


def found_by(services: ConsoleServices, viewer: Viewer, wanted: FindingFilters) -> FoundFindings:
    """The findings that the list has at an address."""
    due = Due(wanted.due) if wanted.due in DUE else None
    return services.findings.found(viewer, wanted.narrowed, unit=wanted.unit, due=due)


def options_of(found: FoundFindings, wanted: FindingFilters) -> Options:
    """What the filters offer."""
    known, running = found.names, month_of(local_date(found.now))
    states = {each.value: word for each, word in words_of(FindingState).items()}
    return {
        "state": {OPEN: "还没有整改到位", ENDED: "已经了结", **states},
        "due": DUE,
        "waits": WAITS,
        "source": {each.value: word for each, word in words_of(Source).items()},
        "campaign": found.campaigns,
        "owner": {each.value: word for each, word in words_of(OwnerUnit).items()},
        "carried": CARRIED_OVER,
        "hazard": HAZARDS,
        "noticed": NOTICED,
        "zone": {code: row.name for code, row in known.zones.items()},
        "account": {row.account: row.name for row in known.inspectors},
        "category": {each.value: word for each, word in words_of(Category).items()},
        "severity": {each.value: word for each, word in words_of(Severity).items()},
        "raised": offered(running, wanted.raised),
        "ended": offered(running, wanted.ended),
    }


def _rows(asking: Asking[FindingFilters]) -> Listed[ListedFinding]:
    found = found_by(asking.services, asking.viewer, asking.wanted)
    return Listed(
        read=found.read,
        key=found.key,
        total=found.total,
        options=options_of(found, asking.wanted),
        note="安全隐患在前，然后期限早的在前" if found.wanted.is_by_day else "最近发现的在前",
    )


def _links(asking: Asking[FindingFilters]) -> Sequence[Link]:
    """What the desk may do here."""
    viewer = asking.viewer
    return (Link("登记督导以外的问题", "/findings/new"),) if viewer.may_draft_papers else ()


LIST = ListPage(
    name="findings",
    title="问题清单",
    filters=FindingFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有发现问题", "督学提交的督导里有问题时，会出现在这里。"),
    links=_links,
    template="findings/list.html",
)
add_list(router, LIST)
