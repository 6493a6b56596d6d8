"""The month's table: counts by zone, inspector and school, from plain facts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.clock import month_of
from domain.kinds.visit.builder import State
from domain.visit.tally import Measure, Tally


class Grouping(StrEnum):
    """What the table has a row for."""

    ZONE = "zone"
    INSPECTOR = "inspector"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class CountedVisits:
    """What the visits of one row in one state add up to.

    ``key`` is the row's: a zone, an inspector or a school, as the table has rows for.
    How many they are is the measure ``VISITS``.
    """

    key: str
    state: State
    tally: Tally


@dataclass(frozen=True, slots=True)
class GroupedVisits:
    """The visits of a period by what a table has rows for; ``schools`` are those of each key."""

    grouping: Grouping
    visits: Iterable[CountedVisits] = ()
    schools: Iterable[tuple[str, str]] = ()


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
        return month_of(self.from_on) <= month and (
            self.to_on is None or month <= month_of(self.to_on)
        )


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """What the tables of a period are made from, besides their own sums of visits.

    ``due_months`` are those of the period that ask for visits. ``made`` are the visits in them
    of an account to a school, by account, school and month; it needs to hold none that nobody
    is assigned to.
    """

    activities: Sequence[CountedActivity] = ()
    assignments: Sequence[Assignment] = ()
    due_months: Sequence[str] = ()
    made: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
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
        number = visits.tally[Measure.VISITS]
        self.states[visits.state] = self.states.get(visits.state, 0) + number

    def add_activity(self, activity: CountedActivity) -> None:
        """Count the training or campaign in this row; other activities have no column."""
        if activity.kind == "training":
            self.trainings += activity.sessions
            self.training_attendances += activity.attendances
        elif activity.kind == "campaign":
            self.campaigns += activity.sessions


@dataclass(frozen=True, slots=True)
class MonthTable:
    """The rows of a month or a longer period in order of their keys, and the total of all."""

    grouping: Grouping
    rows: tuple[Row, ...]
    total: Row


DISTRICT_WIDE = ""


def month_table(facts: PeriodFacts, grouped: GroupedVisits) -> MonthTable:
    """The table by zone, inspector or school (DOMAIN.md part 3).

    Visits are counted where their school's zone is. What concerns no zone (a district-wide
    training) has the key ``""`` in the table by zone; tables by inspector and school have no
    activities in their rows, only in the total. Duties are those of each month added up;
    ``assigned`` counts every responsibility (an inspector for a school) once, however many of
    the months it held in.
    """
    rows: dict[str, Row] = {}
    total = Row(key="total")

    def row(key: str) -> Row:
        return rows.setdefault(key, Row(key=key))

    for visits in grouped.visits:
        row(visits.key).add_visits(visits)
        total.add_visits(visits)
    for key, school_id in grouped.schools:
        row(key).schools.add(school_id)
        total.schools.add(school_id)
    for activity in facts.activities:
        if grouped.grouping is Grouping.ZONE:
            row(activity.zone or DISTRICT_WIDE).add_activity(activity)
        total.add_activity(activity)
    for duty in _duties(facts):
        for each in (row(_KEYS[grouped.grouping](duty.assignment)), total):
            each.assigned += 1
            each.due += duty.due
            each.done += duty.done
    return MonthTable(grouped.grouping, tuple(rows[key] for key in sorted(rows)), total)


_KEYS: dict[Grouping, Callable[[Assignment], str]] = {
    Grouping.ZONE: lambda each: each.zone,
    Grouping.INSPECTOR: lambda each: each.account,
    Grouping.SCHOOL: lambda each: each.school_id,
}


@dataclass(slots=True)
class _Duty:
    """One responsibility over the period: the visits due, and those of them that were made."""

    assignment: Assignment
    due: int = 0
    done: int = 0


def _duties(facts: PeriodFacts) -> Iterable[_Duty]:
    """Each responsibility that held in a month; it is one however often it was written down."""
    duties: dict[tuple[str, str], _Duty] = {}
    for month in facts.due_months:
        held = {
            (each.account, each.school_id): each
            for each in facts.assignments
            if each.holds_in(month)
        }
        for key, assignment in held.items():
            duty = duties.setdefault(key, _Duty(assignment))
            duty.due += facts.visits_per_month
            duty.done += min(facts.made.get((*key, month), 0), facts.visits_per_month)
    return duties.values()
