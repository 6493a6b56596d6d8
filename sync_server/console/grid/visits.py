"""The visits behind a figure of the grid, each with what it counts as."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter

from domain.kinds.visit.builder import State
from domain.month.grid import TERM, Credit, CreditedVisit, grid
from domain.visit.visit import Visit
from domain.words.values import label
from sync_server.console.grid.filters import GridVisitFilters, options_of, period_words, person
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.data.paging import Key, Place
from sync_server.data.tables import VisitRow
from sync_server.month.grid import PeriodDuties

router = APIRouter()

LOOKS = {Credit.DONE: "chip-approved", Credit.OVER: "chip-info", Credit.SAME_DAY: ""}


@dataclass(frozen=True, slots=True)
class GridVisit:
    """A visit that counts towards a duty, with its row and the names around it."""

    credited: CreditedVisit
    row: VisitRow
    visit: Visit
    found: PeriodDuties

    @property
    def people(self) -> str:
        """Who was there."""
        names = (self.row.account, *self.visit.participants)
        return "、".join(map(self.found.names.person, names))


COLUMNS: tuple[Column[GridVisit], ...] = (
    Column(
        "日期",
        lambda each: each.credited.day.isoformat(),
        lambda each: f"/visits/{each.row.visit}",
    ),
    Column("学校", lambda each: each.found.school(each.credited.owed.school.school_id)),
    Column(
        "计为",
        chips=lambda each: [Chip(label(each.credited.credit), LOOKS[each.credited.credit])],
    ),
    Column("应督导的督学", lambda each: person(each.found.names, each.credited.owed.holder)),
    Column("到校的督学", lambda each: each.people),
    Column("督导类型", lambda each: label(each.visit.visit_type)),
    Column(
        "状态",
        chips=lambda each: [Chip(label(State(each.row.state)), f"chip-{each.row.state}")],
    ),
)


def _code(each: CreditedVisit) -> str:
    """A visit to two units is there twice, and once more where a school owes by the term."""
    owed = each.owed
    return f"{each.visit}@{owed.month or 'term'}@{owed.school.school_id}"


def _rows(asking: Asking[GridVisitFilters]) -> Listed[GridVisit]:
    asking.viewer.require_visits()
    wanted, grids = asking.wanted, asking.services.grids
    found = grids.duties(asking.viewer, wanted.period, wanted.duties)
    if wanted.is_by_term:
        found = found.of_column(TERM)
    order = InOrder(found.visits, lambda each: wanted.credit in ("", each.credit.value), code=_code)

    def read(place: Place, limit: int) -> Sequence[GridVisit]:
        some = order.read(place, limit)
        rows = grids.rows(some)
        return [
            GridVisit(each, row, Visit.model_validate_json(row.folded), found)
            for each in some
            for row in [rows[each.visit]]
        ]

    def key(row: GridVisit) -> Key:
        return order.key(row.credited)

    return Listed(
        read=read,
        key=key,
        total=order.total,
        options=options_of(found, wanted.period),
        note=_note(found),
    )


def _note(found: PeriodDuties) -> str:
    total = grid(found.duties, found.rule).total.total
    over = f"，另有超额 {total.over}" if total.over else ""
    words = period_words(found.period.key)
    return f"{words}应督导 {total.due} 次，算完成 {total.done} 次{over}"


def _back(asking: Asking[GridVisitFilters]) -> Sequence[Link]:
    return (Link("回到督导进度", "/grid"),)


LIST = ListPage(
    name="grid",
    title="计入应督导的督导",
    filters=GridVisitFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有计入应督导的督导", "督学到校督导、提交并同步以后，会列在这里。"),
    links=_back,
)
add_list(router, LIST)
