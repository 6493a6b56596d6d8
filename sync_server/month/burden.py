"""How often each school was visited in a year or a term, against its ceiling (1-18, 5-04)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.burden.load import (
    SchoolLoad,
    VisitMade,
    ceiling_on,
    plan_of,
    school_load,
    several_on_a_day,
)
from domain.kinds.register.burden import PlannedInspectionSet, VisitCeilingSet
from domain.month.running_term import running_term
from domain.register.in_use import is_in_use
from domain.register.school_kind import OFFICES, SchoolKind
from sync_server.access.viewer import Viewer
from sync_server.data.burden import reading as rows
from sync_server.data.engine import Database
from sync_server.data.tables import SchoolRow
from sync_server.register.calendar import calendar_of, term_words
from sync_server.register.names import Names, names

TERM = "term"
STANDARD_PERCENT = 80


@dataclass(frozen=True, slots=True)
class Span:
    """A calendar year, or the running term, by its local days."""

    key: str
    first: str
    last: str
    words: str

    @property
    def is_term(self) -> bool:
        """Whether it is the running term."""
        return self.key == TERM


@dataclass(frozen=True, slots=True)
class Burden:
    """Every visit of a span with what it was part of, and how each school stands."""

    span: Span
    names: Names
    loads: Sequence[tuple[SchoolRow, SchoolLoad]]
    visits: Sequence[VisitMade]
    plans: Sequence[PlannedInspectionSet]
    plan_of: dict[str, PlannedInspectionSet] = field(default_factory=dict)

    @property
    def same_days(self) -> frozenset[tuple[str, str]]:
        """The schools and days with more than one visit."""
        return several_on_a_day(self.visits)

    def planned_for(self, school_kind: SchoolKind) -> int:
        """How many inspections the plan has for a kind of school in the span's year."""
        year = int(self.span.last[:4])
        return sum(
            each.year == year and (not each.school_kinds or school_kind in each.school_kinds)
            for each in self.plans
        )


def span_of(database: Database, district: str, period: str, today: date) -> Span:
    """The year `2026`, or the running term; this year for an empty period."""
    if period == TERM:
        term = running_term(calendar_of(database, district), today)
        first, last = term.first.isoformat(), term.last.isoformat()
        return Span(TERM, first, last, f"本学期（{term_words(term)}）")
    year = period or str(today.year)
    return Span(year, f"{year}-01-01", f"{year}-12-31", f"{year}年")


def burden(database: Database, viewer: Viewer, span: Span, today: date) -> Burden:
    """How the district's units in use stand; NotAllowed for whoever sees no month."""
    viewer.require_months()
    with database.looking_up() as connection:
        visits = rows.visits_made(connection, viewer.district, span.first, span.last)
        ceilings = rows.ceilings(connection, viewer.district)
        plans = rows.plans(connection, viewer.district)
    known = names(database, viewer.district)
    found = {each.visit: plan for each in visits if (plan := plan_of(plans, each)) is not None}
    safety = frozenset(visit for visit, plan in found.items() if plan.is_safety)
    at_school = defaultdict(list)
    for each in visits:
        at_school[each.school_id].append(each)
    day = min(span.last, max(span.first, today.isoformat()))
    loads = [
        (row, school_load(code, at_school[code], safety, _bound(ceilings, row, span, day)))
        for code, row in known.schools.items()
        if code in at_school or (is_in_use(row, day) and SchoolKind(row.school_kind) not in OFFICES)
    ]
    return Burden(span, known, loads, visits, plans, found)


def _bound(
    ceilings: Sequence[VisitCeilingSet], row: SchoolRow, span: Span, day: str
) -> tuple[int | None, int]:
    """How many visits the school may have in the span, and from which share on it is near."""
    found = ceiling_on(ceilings, SchoolKind(row.school_kind), day)
    if found is None:
        return None, STANDARD_PERCENT
    return found.a_term if span.is_term else found.a_year, found.near_percent


def years_offered(today: date, plans: Sequence[PlannedInspectionSet]) -> list[str]:
    """This year, the two before it, and those that the plan has, the newest first."""
    years = {today.year - back for back in range(3)} | {each.year for each in plans}
    return [str(each) for each in sorted(years, reverse=True)]
