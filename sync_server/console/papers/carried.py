"""期初通知书: the old papers that were out when the office began here, as their findings name them.

They were not written here, so nothing is done with them: what is to be done stands at each finding.
"""

from dataclasses import dataclass

from fastapi import APIRouter

from sync_server.console.findings.findings import FindingFilters
from sync_server.console.kinds.column import Column, counted
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.pages import thing_path
from sync_server.data.findings.carried import OldPaper, old_papers
from sync_server.register.names import names

router = APIRouter()

HOME = "/papers/carried"
UNNUMBERED = "（没有编号）"


class OldFilters(Filters):
    """All of them."""

    home = HOME


@dataclass(frozen=True, slots=True)
class _Line:
    paper: OldPaper
    unit: str


def _findings(line: _Line) -> str:
    unit, number = line.paper.school_id, line.paper.number
    return FindingFilters(carried="only", unit=unit, number=number).address()


def _unit(line: _Line) -> str:
    return thing_path("school", line.paper.school_id)


COLUMNS: tuple[Column[_Line], ...] = (
    Column("编号", lambda each: each.paper.number or UNNUMBERED, _findings),
    Column("单位", lambda each: each.unit, _unit, leads_aside=True),
    Column("下达日期", lambda each: each.paper.noticed_on),
    Column("整改期限", lambda each: each.paper.due_on or "没有定"),
    counted("问题", lambda each: each.paper.findings, _findings),
    counted("还没有整改到位", lambda each: each.paper.open, _findings),
)


def _rows(asking: Asking[OldFilters]) -> Listed[_Line]:
    viewer = asking.viewer
    viewer.require_papers()
    database = asking.services.server.database
    known = names(database, viewer.district)
    with database.session() as session:
        found = old_papers(session.connection(), viewer.district)
    lines = [_Line(each, known.school(each.school_id)) for each in found]
    note = "督导室开始用督迹以前下达的，不在这里签发，也不计入各月的通知书份"
    return InOrder(lines, lambda _: True, _code).listed(note=note)


def _code(line: _Line) -> str:
    paper = line.paper
    return "|".join((paper.school_id, paper.number, paper.noticed_on))


LIST = ListPage(
    name="papers",
    title="期初通知书",
    filters=OldFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "没有期初通知书",
        "开始用督迹以前下达、还没有销号的，填在导入模板的“期初问题”表里一起导入。",
        Link("去导入", "/import"),
    ),
    links=lambda _: (Link("全部文书", "/papers"),),
)
add_list(router, LIST)
