"""未到单位: the units in use that nobody has visited this term (2-06)."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.register.school import Ownership, SchoolKind
from domain.words.values import label, words_of
from sync_server.console.kinds.column import Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed, ListPage, add_list
from sync_server.console.pages import thing_path
from sync_server.overview.units import UnitVisited

router = APIRouter()


class UncoveredFilters(Filters):
    """Which of these units the list shows."""

    home = "/uncovered"

    zone: Annotated[Choice, Field(title="责任区")] = ""
    school_kind: Annotated[Choice, Field(title="类型")] = ""
    ownership: Annotated[Choice, Field(title="办学性质")] = ""

    def wants(self, unit: UnitVisited) -> bool:
        """Whether the unit is among them."""
        asked = (
            (self.zone, unit.zone),
            (self.school_kind, unit.school_kind),
            (self.ownership, unit.ownership),
        )
        return all(wanted in ("", found) for wanted, found in asked)


COLUMNS: tuple[Column[UnitVisited], ...] = (
    Column("单位", lambda each: each.name, lambda each: thing_path("school", each.school_id)),
    Column("类型", lambda each: label(each.school_kind)),
    Column("办学性质", lambda each: label(each.ownership)),
    Column("责任区", lambda each: each.zone_name),
    Column("主责督学", lambda each: "、".join(each.main) or "没有"),
    Column("上次督导", lambda each: each.last_on or "从来没有"),
)


def _rows(asking: Asking[UncoveredFilters]) -> Listed[UnitVisited]:
    term = asking.services.units.of_term(asking.viewer)
    found = InOrder(term.unvisited, asking.wanted.wants, lambda each: each.school_id)
    return Listed(
        read=found.read,
        key=found.key,
        total=found.total,
        options={
            "zone": {code: row.name for code, row in term.names.zones.items()},
            "school_kind": {each.value: word for each, word in words_of(SchoolKind).items()},
            "ownership": {each.value: word for each, word in words_of(Ownership).items()},
        },
        note=f"这个学期（{term.said}）还没有计入统计的督导，全区在用 {len(term.units)} 个单位",
    )


LIST = ListPage(
    name="uncovered",
    title="未到单位",
    filters=UncoveredFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("没有还没人去过的单位", "在用的单位这学期还没有人去的，会列在这里。"),
)
add_list(router, LIST)
