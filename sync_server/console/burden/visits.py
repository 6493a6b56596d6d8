"""The visits behind a figure of 进校频次, each with what it was part of."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.burden.load import VisitMade
from domain.clock import local_date
from domain.kinds.register.burden import PlannedInspectionSet
from domain.kinds.visit.plan import VisitType
from domain.words.values import label
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.pages import thing_path
from sync_server.data.paging import Place
from sync_server.data.tables import VisitRow
from sync_server.data.visits.rows import visits_of
from sync_server.month.burden import TERM, Burden, burden, span_of, years_offered

router = APIRouter()

COUNTS = {"yes": "计入上限的", "no": "安全类的"}
SAME_DAY = {"1": "同日多次的"}


class BurdenVisitFilters(Filters):
    """Which visits the list shows."""

    home = "/burden/visits"

    period: Annotated[Choice, Field(title="统计期", pattern=r"^([0-9]{4}|term)?$")] = ""
    school: Annotated[Choice, Field(title="学校")] = ""
    plan: Annotated[Choice, Field(title="进校计划")] = ""
    counts: Annotated[Choice, Field(title="计入")] = ""
    same_day: Annotated[Choice, Field(title="同日")] = ""


@dataclass(frozen=True, slots=True)
class Made:
    """One visit to one school; ``number`` is which of that school's on the day it is."""

    made: VisitMade
    number: int
    plan: PlannedInspectionSet | None
    row: VisitRow | None
    found: Burden

    @property
    def code(self) -> str:
        """What tells it from others: a visit to several units is there for each."""
        return f"{self.made.visit}@{self.made.school_id}"


def _type(each: Made) -> str:
    return label(VisitType(each.row.visit_type)) if each.row else ""


def _counted(each: Made) -> list[Chip]:
    safety = [Chip("安全类，不计", "chip-info")] if each.plan and each.plan.is_safety else []
    if each.number < 2:
        return safety
    hint = "同一天已经有人去过：是同一次督导的，打开后可以并入；不是的，以后合在一次去。"
    return [*safety, Chip(f"同日第 {each.number} 次，建议合并", "chip-notice", hint)]


COLUMNS: tuple[Column[Made], ...] = (
    Column("日期", lambda each: each.made.visit_on, lambda each: f"/visits/{each.made.visit}"),
    Column("学校", lambda each: each.found.names.school(each.made.school_id)),
    Column("督学", lambda each: each.found.names.person(each.row.account) if each.row else ""),
    Column("督导类型", _type),
    Column(
        "进校计划",
        lambda each: each.plan.title if each.plan else "",
        lambda each: thing_path("inspection_plan", each.plan.plan_id) if each.plan else "",
        leads_aside=True,
    ),
    Column("情况", chips=_counted),
)


def _numbered(found: Burden) -> list[Made]:
    """Every visit, the newest day first, each with which of its school's on the day it is."""
    numbers: dict[tuple[str, str], int] = {}
    lines = []
    for each in sorted(found.visits, key=lambda made: (made.visit_on, made.visit)):
        key = (each.school_id, each.visit_on)
        numbers[key] = numbers.get(key, 0) + 1
        plan = found.plan_of.get(each.visit)
        lines.append(Made(each, numbers[key], plan, None, found))
    return lines[::-1]


def _rows(asking: Asking[BurdenVisitFilters]) -> Listed[Made]:
    asking.viewer.require_all()
    database, wanted = asking.services.server.database, asking.wanted
    today = local_date(asking.services.server.clock())
    span = span_of(database, asking.viewer.district, wanted.period, today)
    found = burden(database, asking.viewer, span, today)
    same_days = found.same_days

    def is_wanted(each: Made) -> bool:
        is_safety = each.plan is not None and each.plan.is_safety
        plan = each.plan.plan_id if each.plan else ""
        return (
            wanted.school in ("", each.made.school_id)
            and wanted.plan in ("", plan)
            and wanted.counts in ("", "no" if is_safety else "yes")
            and (not wanted.same_day or (each.made.school_id, each.made.visit_on) in same_days)
        )

    order = InOrder(_numbered(found), is_wanted, lambda each: each.code)

    def read(place: Place, limit: int) -> list[Made]:
        some = order.read(place, limit)
        with database.session() as session:
            rows = {
                row.visit: row for row in visits_of(session, [each.made.visit for each in some])
            }
        return [
            Made(each.made, each.number, each.plan, rows.get(each.made.visit), found)
            for each in some
        ]

    years = {each: f"{each}年" for each in years_offered(today, found.plans)}
    options = {
        "period": {TERM: "本学期", **years},
        "school": {row.school_id: row.name for row, _ in found.loads},
        "plan": {each.plan_id: each.title for each in found.plans},
        "counts": COUNTS,
        "same_day": SAME_DAY,
    }
    return Listed(read, order.key, order.total, options, span.words)


LIST = ListPage(
    name="burden",
    title="进校记录",
    filters=BurdenVisitFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("这段时间没有人进校", "提交了的督导和单独回访都会列在这里。"),
    links=lambda asking: (Link("进校频次", f"/burden?period={asking.wanted.period}"),),
)
add_list(router, LIST)
