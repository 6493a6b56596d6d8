"""The rows of a map's list: a unit with where its numbers lead, and the columns over them."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.console.findings.findings import HAZARD, OPEN, FindingFilters
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.map.address import Span
from sync_server.console.pages import thing_path
from sync_server.console.visits.visits import VisitFilters as VisitsWanted
from sync_server.overview.on_map import OnMap, UnitOnMap

WORDS = {
    OnMap.VISITED: "已督导",
    OnMap.UNVISITED: "未督导",
    OnMap.HAZARD: "有未消除的隐患",
    OnMap.UNPLACED: "没有登记位置",
}
LOOKS = {
    OnMap.VISITED: "chip-approved",
    OnMap.UNVISITED: "chip-notice",
    OnMap.HAZARD: "chip-grave",
    OnMap.UNPLACED: "",
}


@dataclass(frozen=True, slots=True)
class UnitLinks:
    """Where what is said of a unit leads this viewer, on a map of these days and this account."""

    viewer: Viewer
    span: Span
    account: str

    def visits(self, unit: UnitOnMap) -> str:
        """Its visits: of the month, where the map is of one or of a day of it."""
        days = self.span.days
        month = days.first[:7] if days.first[:7] == days.last[:7] else ""
        account = self.account if self.viewer.may_see_all else ""
        return VisitsWanted(school=unit.school_id, month=month, account=account).address()

    def unit(self, unit: UnitOnMap) -> str:
        """Its page; for whoever does not see the register, their visits there."""
        if self.viewer.may_see_register:
            return thing_path("school", unit.school_id)
        return self.visits(unit)

    def findings(self, unit: UnitOnMap) -> str:
        """Its hazards; nowhere for whoever sees no list of findings."""
        if not self.viewer.may_see_all:
            return ""
        return FindingFilters(state=OPEN, hazard=HAZARD, unit=unit.school_id).address()

    def row(self, unit: UnitOnMap) -> "Row":
        """The unit's row."""
        return Row(
            unit=unit,
            to_unit=self.unit(unit),
            to_visits=self.visits(unit) if unit.called.visits else "",
            to_findings=self.findings(unit) if unit.hazards.is_open else "",
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A unit, and where its name and its numbers lead."""

    unit: UnitOnMap
    to_unit: str
    to_visits: str
    to_findings: str


def chips(unit: UnitOnMap) -> Sequence[Chip]:
    """All that the unit is on the map."""
    return [Chip(WORDS[each], LOOKS[each]) for each in OnMap if each in unit.marks]


def _hazards(row: Row) -> str:
    number = row.unit.hazards.is_open
    return f"{number} 条" if number else ""


def _under_way(row: Row) -> str:
    number = row.unit.hazards.under_way
    return f"另有 {number} 条在督导途中上报" if number else ""


COLUMNS: tuple[Column[Row], ...] = (
    Column("单位", lambda each: each.unit.name, lambda each: each.to_unit),
    Column("类型", lambda each: label(each.unit.school_kind)),
    Column("办学性质", lambda each: label(each.unit.ownership), is_on_phones=False),
    Column("责任区", lambda each: each.unit.zone_name),
    Column("主责督学", lambda each: "、".join(each.unit.main) or "没有"),
    Column("状况", chips=lambda each: chips(each.unit)),
    counted("督导次数", lambda each: each.unit.called.visits, lambda each: each.to_visits),
    Column("最近一次", lambda each: each.unit.called.last_on or "–"),
    Column("未消除的隐患", _hazards, lambda each: each.to_findings, note=_under_way),
)
