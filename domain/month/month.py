"""The month's table: counts by zone, inspector and school, from plain facts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.clock import month_bounds
from domain.kinds.visit.builder import State
from domain.visit.tally import Measure, Tally


class Grouping(StrEnum):
    """What the table has a row for."""

    ZONE = "zone"
    INSPECTOR = "inspector"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class CountedVisits:
    """The visits of the month by one account to one school in one state, and what they add.

    How many they are is the measure ``VISITS``.
    """

    account: str
    school_id: str
    zone: str
    state: State
    tally: Tally


@dataclass(frozen=True, slots=True)
class CountedActivity:
    """A training or activity of the month: 场 and 人次; zone None is the whole district."""

    kind: str
    zone: str | None
    sessions: int
    attendances: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """An inspector's responsibility for a school, both days included; open-ended without to_on."""

    account: str
    school_id: str
    zone: str
    from_on: date
    to_on: date | None

    def holds_in(self, month: str) -> bool:
        """Whether it holds on any day of the month."""
        first, following = month_bounds(month)
        return self.from_on < following and (self.to_on is None or self.to_on >= first)


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """Everything the month's table is made from."""

    month: str
    visits: Sequence[CountedVisits]
    activities: Sequence[CountedActivity] = ()
    assignments: Sequence[Assignment] = ()
    visits_per_month: int = 2


@dataclass(slots=True)
class Row:
    """One row: its key, its sums, and the duty columns.

    ``schools`` are the distinct schools visited, ``due`` the visits the duty rule asks for,
    ``done`` those of them that were made (at most the due number per inspector and school).
    """

    key: str
    sums: Tally = field(default_factory=lambda: dict.fromkeys(Measure, 0))
    schools: set[str] = field(default_factory=set)
    states: dict[State, int] = field(default_factory=dict)
    assigned: int = 0
    due: int = 0
    done: int = 0
    campaigns: int = 0
    trainings: int = 0
    training_attendances: int = 0

    @property
    def completion(self) -> float | None:
        """Done over due, 0 to 1; None where nothing is due."""
        return self.done / self.due if self.due else None

    def add_visits(self, visits: CountedVisits) -> None:
        """Count the visits in this row."""
        for measure, quantity in visits.tally.items():
            self.sums[measure] += quantity
        self.schools.add(visits.school_id)
        number = visits.tally[Measure.VISITS]
        self.states[visits.state] = self.states.get(visits.state, 0) + number

    def add_activity(self, activity: CountedActivity) -> None:
        """Count the training or campaign in this row; other activities have no column."""
        if activity.kind == "training":
            self.trainings += activity.sessions
            self.training_attendances += activity.attendances
        elif activity.kind == "campaign":
            self.campaigns += activity.sessions

    def add_row(self, row: "Row") -> None:
        """Add another month's row up with this one; whom a school is assigned to is not summed."""
        for measure, quantity in row.sums.items():
            self.sums[measure] += quantity
        self.schools |= row.schools
        for state, number in row.states.items():
            self.states[state] = self.states.get(state, 0) + number
        self.due += row.due
        self.done += row.done
        self.campaigns += row.campaigns
        self.trainings += row.trainings
        self.training_attendances += row.training_attendances


@dataclass(frozen=True, slots=True)
class MonthTable:
    """The month's rows in order of their keys, and the total over everything."""

    month: str
    grouping: Grouping
    rows: tuple[Row, ...]
    total: Row


DISTRICT_WIDE = ""


def month_table(facts: MonthFacts, grouping: Grouping) -> MonthTable:
    """The month's table by zone, inspector or school (DOMAIN.md part 3).

    Visits are counted where their school's zone is. What concerns no zone (a district-wide
    training) has the key ``""`` in the table by zone; tables by inspector and school have no
    activities in their rows, only in the total.
    """
    rows: dict[str, Row] = {}
    total = Row(key="total")

    def row(key: str) -> Row:
        return rows.setdefault(key, Row(key=key))

    for visits in facts.visits:
        row(_KEYS[grouping](visits)).add_visits(visits)
        total.add_visits(visits)
    for activity in facts.activities:
        if grouping is Grouping.ZONE:
            row(activity.zone or DISTRICT_WIDE).add_activity(activity)
        total.add_activity(activity)
    for assignment, done in _duties(facts):
        for each in (row(_KEYS[grouping](assignment)), total):
            each.assigned += 1
            each.due += facts.visits_per_month
            each.done += done
    return MonthTable(facts.month, grouping, tuple(rows[key] for key in sorted(rows)), total)


def period_table(months: Sequence[MonthFacts], grouping: Grouping) -> MonthTable:
    """The tables of one or more months added up, named after the first and the last.

    Duties are those of each month added up; ``assigned`` counts every responsibility (an
    inspector for a school) once, however many of the months it held in.
    """
    rows: dict[str, Row] = {}
    total = Row(key="total")
    held: set[tuple[str, str]] = set()
    for facts in months:
        table = month_table(facts, grouping)
        for row in table.rows:
            rows.setdefault(row.key, Row(key=row.key)).add_row(row)
        total.add_row(table.total)
        for assignment, _ in _duties(facts):
            if (assignment.account, assignment.school_id) not in held:
                held.add((assignment.account, assignment.school_id))
                rows[_KEYS[grouping](assignment)].assigned += 1
                total.assigned += 1
    name = "..".join(dict.fromkeys((months[0].month, months[-1].month)))
    return MonthTable(name, grouping, tuple(rows[key] for key in sorted(rows)), total)


_KEYS: dict[Grouping, Callable[[CountedVisits | Assignment], str]] = {
    Grouping.ZONE: lambda each: each.zone,
    Grouping.INSPECTOR: lambda each: each.account,
    Grouping.SCHOOL: lambda each: each.school_id,
}


def _duties(facts: MonthFacts) -> Iterable[tuple[Assignment, int]]:
    """Each assignment of the month with the due visits made, at most the number due."""
    made: dict[tuple[str, str], int] = {}
    for visits in facts.visits:
        key = (visits.account, visits.school_id)
        made[key] = made.get(key, 0) + visits.tally[Measure.VISITS]
    held: dict[tuple[str, str], Assignment] = {}
    for assignment in facts.assignments:
        if assignment.holds_in(facts.month):
            held.setdefault((assignment.account, assignment.school_id), assignment)
    for key, assignment in held.items():
        yield assignment, min(made.get(key, 0), facts.visits_per_month)
