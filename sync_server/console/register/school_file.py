"""一校一档: what was found at a unit, what was written to it, who came, and where it was."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from domain.clock import local_date, parse_instant
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.school import Position, SchoolSet
from domain.typed_number import written
from domain.words.values import label
from sync_server.console.accountability.beginning import new_path
from sync_server.console.accountability.columns import DUE, MANNERS, OPENED_ON, STATE, WHO
from sync_server.console.accountability.listing import CaseFilters
from sync_server.console.campaigns.related import of_unit
from sync_server.console.findings.findings import (
    COLUMNS,
    ENDED,
    OPEN,
    STATE_LOOKS,
    FindingFilters,
)
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.list_page import Link
from sync_server.console.kinds.noun import Opened
from sync_server.console.kinds.thing_page import Related, related
from sync_server.console.pages import day, thing_path
from sync_server.console.papers.columns import LOOKS, PaperFilters
from sync_server.console.similar.answers import AnswerFilters
from sync_server.console.similar.columns import (
    said_shortly,
    title_of,
    unit_chips,
    unit_path,
)
from sync_server.data.findings.listing import FindingFilter
from sync_server.data.overview.units import who_went
from sync_server.data.papers.papers import papers_to
from sync_server.data.tables import PaperRow
from sync_server.overview.findings_list import ListedFinding
from sync_server.register.names import Names
from sync_server.review.paging import FIRST
from sync_server.review.similar_checks import ListedUnit

LATEST = 10


def file_of(opened: Opened) -> Iterator[Related]:
    """The unit's file, as far as the viewer sees it; its visits stand beside it."""
    if opened.viewer.may_see_all:
        yield from _findings(opened)
    if opened.viewer.may_see_papers:
        yield _papers(opened)
        yield of_unit(opened)
        yield _similar(opened)
        yield _cases(opened)
    if opened.viewer.may_see_all:
        yield _staff(opened)
    yield _positions(opened)


def _address(finding: ListedFinding) -> str:
    return f"/findings/{finding.row.subject}"


def _found_on(finding: ListedFinding) -> str:
    return finding.row.raised_on


def _days(finding: ListedFinding) -> int | None:
    row = finding.row
    if row.ended_on is None:
        return None
    return (date.fromisoformat(row.ended_on) - date.fromisoformat(row.raised_on)).days


def _ended(finding: ListedFinding) -> Sequence[Chip]:
    return [Chip(label(finding.state), STATE_LOOKS.get(finding.state, ""))]


_WHEN: Column[ListedFinding] = Column("发现日期", _found_on, _address)
_TEXT, _SEVERITY, _STATE = (
    next(each for each in COLUMNS if each.is_shown and each.title == title)
    for title in ("问题", "程度", "状态")
)
_ENDED_ON: Column[ListedFinding] = Column(
    "了结日期", lambda each: each.row.ended_on or "", chips=_ended
)
_TOOK = counted("用了几天", _days)
_DUE = next(each for each in COLUMNS if each.is_shown and each.title == "整改期限")


def _findings(opened: Opened) -> Iterator[Related]:
    for title, wanted, columns, nothing in (
        ("还没有了结的问题", OPEN, [_WHEN, _TEXT, _SEVERITY, _STATE, _DUE], "没有。"),
        ("已经了结的问题", ENDED, [_WHEN, _TEXT, _SEVERITY, _ENDED_ON, _TOOK], "还没有。"),
    ):
        is_open = wanted == OPEN
        asked = FindingFilter("", schools=[opened.code], is_open=is_open, is_ended=not is_open)
        found = opened.services.findings.found(opened.viewer, asked)
        to = FindingFilters(state=wanted, unit=opened.code).address()
        links = [Link(f"全部 {found.total} 条", to)] if found.total else []
        yield related(title, columns, found.read(FIRST, LATEST), nothing, links)


def _papers(opened: Opened) -> Related:
    columns: tuple[Column[PaperRow], ...] = (
        Column("签发日期", lambda each: each.issued_on or ""),
        Column("文书", lambda each: label(PaperKind(each.paper_kind))),
        Column("文号", lambda each: each.number, lambda each: f"/papers/{each.paper}"),
        Column("期限", lambda each: each.due_on or ""),
        Column("状态", chips=_paper_state),
    )
    with opened.services.server.database.session() as session:
        found = papers_to(session, opened.viewer.district, opened.code)
    to = PaperFilters(unit=opened.code).address()
    links = [Link("全部文书", to)] if found else []
    return related("签发的文书", columns, found[:LATEST], "还没有给这个单位的文书。", links)


def _paper_state(row: PaperRow) -> Sequence[Chip]:
    state = PaperState(row.state)
    return [Chip(label(state), LOOKS.get(state, ""))]


def _similar(opened: Opened) -> Related:
    columns: tuple[Column[ListedUnit], ...] = (
        Column("发出日期", lambda each: each.check.sent_on),
        Column("排查事项", lambda each: title_of(each.check.title), unit_path),
        Column("答复期限", lambda each: each.row.due_on),
        Column("状态", chips=unit_chips),
        Column("排查情况", said_shortly),
    )
    found = opened.services.similar_checks.of_school(opened.viewer, opened.code)
    links = [Link(f"全部 {len(found)} 项", AnswerFilters(unit=opened.code).address())]
    nothing = "没有请这个单位举一反三。"
    return related("举一反三", columns, found[:LATEST], nothing, links if found else [])


def _cases(opened: Opened) -> Related:
    found = opened.services.accountability_cases.of_school(opened.viewer, opened.code)
    links = [Link(f"全部 {len(found)} 件", CaseFilters(unit=opened.code).address())]
    begin = [Link("提出问责", new_path(opened.code))] if opened.viewer.may_review else []
    columns = (OPENED_ON, WHO, STATE, DUE, MANNERS)
    nothing = "没有问责过这个单位和它的人。"
    return related("问责", columns, found[:LATEST], nothing, (links if found else []) + begin)


def _staff(opened: Opened) -> Related:
    known = opened.history.names
    columns: tuple[Column[Any], ...] = (
        Column(
            "督学",
            lambda each: known.person(each.account),
            lambda each: thing_path("person", each.account),
        ),
        counted("来过几次", lambda each: each.visits),
        Column("最近一次", lambda each: day(each.last_on)),
    )
    with opened.services.server.database.session() as session:
        found = who_went(session.connection(), opened.viewer.district, opened.code)
    links = [Link("全部督导记录", f"/visits?school={opened.code}")] if found else []
    in_order = sorted(found, key=lambda row: _place(known, row.account))
    return related("来过的督学", columns, in_order, "还没有人来过。", links)


def _place(known: Names, account: str) -> tuple[int, str]:
    """Where the office's own order has the person."""
    order = list(known.people)
    return (order.index(account) if account in order else len(order), account)


class Moved(NamedTuple):
    """Since when the unit is registered at a place, where, and who said so."""

    on: str
    position: Position | None
    radius_m: int
    by_name: str


def _positions(opened: Opened) -> Related:
    columns: tuple[Column[Moved], ...] = (
        Column("登记日期", lambda each: each.on),
        Column("位置", lambda each: _pair(each.position)),
        counted("到校范围（米）", lambda each: each.radius_m),
        Column("谁登记", lambda each: each.by_name),
    )
    found = [*_moves(opened)][::-1]
    return related("登记过的位置", columns, found[:LATEST], "还没有登记。")


def _moves(opened: Opened) -> Iterator[Moved]:
    """Each time that the position or its radius was set anew."""
    before: tuple[Position | None, int] | None = None
    for step in opened.history.steps:
        body = step.reading.body
        if step.ignored is not None or not isinstance(body, SchoolSet):
            continue
        now = (body.position, body.radius_m)
        if now != before:
            on = local_date(parse_instant(step.claimed_at)).isoformat()
            yield Moved(on, *now, opened.history.names.person(step.account))
        before = now


def _pair(place: Position | None) -> str:
    if place is None:
        return "没有位置"
    return f"{written(place.given_lng)},{written(place.given_lat)} {label(place.datum)}"
