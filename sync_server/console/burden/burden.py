"""进校频次: how many visits each school had against what it may have (1-18, 5-04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter
from pydantic import Field

from domain.burden.load import Load, SchoolLoad
from domain.clock import local_date
from domain.kinds.register.school import SchoolKind
from domain.words.values import label, words_of
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.pages import thing_path
from sync_server.data.tables import SchoolRow
from sync_server.month.burden import TERM, Burden, burden, span_of, years_offered

router = APIRouter()

LOOKS = {
    Load.ABOVE: "chip-grave",
    Load.NEAR: "chip-notice",
    Load.WITHIN: "chip-approved",
    Load.UNBOUND: "",
}
SEVERAL = "several"


class BurdenFilters(Filters):
    """Which schools the list shows, over which span; this year unless it says."""

    home = "/burden"

    period: Annotated[Choice, Field(title="统计期", pattern=r"^([0-9]{4}|term)?$")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    school_kind: Annotated[Choice, Field(title="类型")] = ""
    load: Annotated[Choice, Field(title="情况")] = ""

    def wants(self, line: "Line") -> bool:
        """Whether the school is among them."""
        state = self.load in ("", line.load.load) or (self.load == SEVERAL and line.load.same_day)
        places = ((self.zone, line.row.zone), (self.school_kind, line.row.school_kind))
        return bool(state) and all(wanted in ("", found) for wanted, found in places)


@dataclass(frozen=True, slots=True)
class Line:
    """A school's line; ``may_open`` says whether its figures lead to the visits."""

    row: SchoolRow
    load: SchoolLoad
    found: Burden
    may_open: bool

    def visits(self, number: int, **more: str) -> str:
        """Where the visits behind a figure are; nowhere without any."""
        if not self.may_open or not number:
            return ""
        asked = {"period": self.found.span.key, "school": self.row.school_id, **more}
        return f"/burden/visits?{urlencode(asked)}"


def _most(line: Line) -> str:
    return "–" if line.load.most is None else f"{line.load.most}"


COLUMNS: tuple[Column[Line], ...] = (
    Column(
        "学校", lambda each: each.row.name, lambda each: thing_path("school", each.row.school_id)
    ),
    Column("责任区", lambda each: each.found.names.zone(each.row.zone), is_on_phones=False),
    Column("类型", lambda each: label(SchoolKind(each.row.school_kind)), is_on_phones=False),
    counted(
        "进校次",
        lambda each: each.load.done,
        lambda each: each.visits(each.load.done, counts="yes"),
    ),
    Column("上限", _most, export=lambda each: each.load.most, is_number=True),
    counted(
        "安全类",
        lambda each: each.load.for_safety,
        lambda each: each.visits(each.load.for_safety, counts="no"),
    ),
    counted(
        "同日多次",
        lambda each: each.load.same_day,
        lambda each: each.visits(each.load.same_day, same_day="1"),
    ),
    counted("计划项", lambda each: each.found.planned_for(SchoolKind(each.row.school_kind))),
    Column("情况", chips=lambda each: [Chip(label(each.load.load), LOOKS[each.load.load])]),
)


def _rows(asking: Asking[BurdenFilters]) -> Listed[Line]:
    database, wanted = asking.services.server.database, asking.wanted
    today = local_date(asking.services.server.clock())
    span = span_of(database, asking.viewer.district, wanted.period, today)
    found = burden(database, asking.viewer, span, today)
    lines = [Line(row, each, found, asking.viewer.may_see_all) for row, each in found.loads]
    order = InOrder(lines, wanted.wants, lambda each: each.row.school_id)
    return order.listed(_options(found, today), _note(found))


def _options(found: Burden, today: date) -> dict[str, dict[str, str]]:
    years = {each: f"{each}年" for each in years_offered(today, found.plans)}
    return {
        "period": {TERM: "本学期", **years},
        "zone": {code: row.name for code, row in found.names.zones.items()},
        "school_kind": {each.value: word for each, word in words_of(SchoolKind).items()},
        "load": {
            **{each.value: word for each, word in words_of(Load).items()},
            SEVERAL: "同日多次的",
        },
    }


def _note(found: Burden) -> str:
    loads = [each.load for _, each in found.loads]
    said = [f"{found.span.words}共进校 {len(found.visits):,} 次"]
    for load in (Load.ABOVE, Load.NEAR):
        if number := loads.count(load):
            said.append(f"{label(load)} {number} 所")
    return "，".join(said)


def _links(_asking: Asking[BurdenFilters]) -> Sequence[Link]:
    return Link("进校计划", "/inspections"), Link("进校上限", "/ceilings")


LIST = ListPage(
    name="burden",
    title="进校频次",
    filters=BurdenFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有学校", "登记学校以后，这里按校列出每年进校多少次。"),
    links=_links,
    template="burden/list.html",
)
add_list(router, LIST)
