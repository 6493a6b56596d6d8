"""The month's table: counts by zone, inspector and school, from plain facts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from domain.kinds.visit.builder import State
from domain.month.duty import NOBODY, SchoolDuty
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
class CreditSums:
    """What an account is credited with in a period, whoever led the visits.

    ``took_part`` counts the visits it led or went along on, ``lessons`` those it recorded,
    ``attendances`` those it heard.
    """

    account: str
    took_part: int
    lessons: int
    attendances: int


@dataclass(frozen=True, slots=True)
class GroupedVisits:
    """The visits of a period by what a table has rows for; ``schools`` are those of each key.

    ``credits`` are for the table by inspector. ``keys`` have a row even where nothing was.
    """

    grouping: Grouping
    visits: Iterable[CountedVisits] = ()
    schools: Iterable[tuple[str, str]] = ()
    credits: Iterable[CreditSums] = ()
    keys: Iterable[str] = ()


@dataclass(frozen=True, slots=True)
class CountedActivity:
    """A training or activity of the period: 场 and 人次; zone None is the whole district."""

    kind: str
    zone: str | None
    sessions: int
    attendances: int


@dataclass(frozen=True, slots=True)
class CampaignMonth:
    """That a campaign had field work in a month; the zone leads it, None is the county itself.

    Field work is a visit of the campaign that counts in the month.
    """

    campaign_id: str
    title: str
    zone: str | None
    month: str


class Act(StrEnum):
    """What is counted of the way of findings, by the day on which it was done.

    OVERDUE is no act but what is left: how many are overdue at the end of the period.
    """

    FOLLOW_UPS = "follow_ups"
    NOTICES = "notices"
    CLOSED = "closed"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class CountedAct:
    """So many of one act, whose they are, and at which school, in which zone."""

    act: Act
    school_id: str
    zone: str
    account: str
    number: int = 1


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """What the tables of a period are made from, besides their own sums of visits.

    ``campaigns`` has each campaign once for every month in which it had field work, ``visited``
    are all schools that a counted visit was to.
    """

    activities: Sequence[CountedActivity] = ()
    duties: Sequence[SchoolDuty] = ()
    acts: Sequence[CountedAct] = ()
    campaigns: Sequence[CampaignMonth] = ()
    visited: frozenset[str] = frozenset()


@dataclass(slots=True)
class Row:
    """One row: its key, its sums, and the duty columns.

    ``schools`` are the distinct schools visited, ``held`` those that somebody is responsible
    for, ``covered`` how many of these anybody visited, ``due`` the visits the duty rules ask
    for, ``done`` those of them that were made (at most as many as are due at a school in a
    month or term). ``campaigns`` are the distinct campaigns with field work, ``campaign_months``
    what they add up to month by month.
    """

    key: str
    sums: Tally = field(default_factory=lambda: dict.fromkeys(Measure, 0))
    schools: set[str] = field(default_factory=set)
    states: dict[State, int] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    covered: int = 0
    acts: dict[Act, int] = field(default_factory=dict)
    due: int = 0
    done: int = 0
    campaigns: set[str] = field(default_factory=set)
    campaign_months: int = 0
    trainings: int = 0
    training_attendances: int = 0

    @property
    def completion(self) -> float | None:
        """Done over due, 0 to 1; None where nothing is due."""
        return self.done / self.due if self.due else None

    def add_visits(self, visits: CountedVisits, without: frozenset[Measure] = frozenset()) -> None:
        """Count the visits in this row, ``without`` what of them is credited to others."""
        for measure, quantity in visits.tally.items():
            if measure not in without:
                self.sums[measure] += quantity
        number = visits.tally[Measure.VISITS]
        self.states[visits.state] = self.states.get(visits.state, 0) + number

    def add_credit(self, credit: CreditSums) -> None:
        """Count what the row's inspector is credited with."""
        self.sums[Measure.INSPECTOR_VISITS] += credit.took_part
        self.sums[Measure.LESSONS] += credit.lessons
        self.sums[Measure.LESSON_ATTENDANCES] += credit.attendances

    def add_act(self, act: CountedAct) -> None:
        """Count the act in this row."""
        self.acts[act.act] = self.acts.get(act.act, 0) + act.number

    def add_duty(self, duty: SchoolDuty) -> None:
        """Count the duty of a school's month or term in this row."""
        if duty.holder != NOBODY and duty.school.school_kind.is_school:
            self.held.add(duty.school.school_id)
        self.due += duty.due
        self.done += duty.done

    def add_activity(self, activity: CountedActivity) -> None:
        """Count the training in this row; other activities have no column."""
        if activity.kind == "training":
            self.trainings += activity.sessions
            self.training_attendances += activity.attendances

    def add_campaign(self, each: CampaignMonth) -> None:
        """Count the campaign's month in this row."""
        self.campaigns.add(each.campaign_id)
        self.campaign_months += 1


@dataclass(frozen=True, slots=True)
class MonthTable:
    """The rows of a month or a longer period in order of their keys, and the total of all."""

    grouping: Grouping
    rows: tuple[Row, ...]
    total: Row


DISTRICT_WIDE = ""
CREDITED = frozenset({Measure.INSPECTOR_VISITS, Measure.LESSONS, Measure.LESSON_ATTENDANCES})
"""What of a visit is credited to each person, and not to its leader."""


def month_table(facts: PeriodFacts, grouped: GroupedVisits) -> MonthTable:
    """The table by zone, inspector or school (DOMAIN.md part 3).

    Visits are counted in the zone where their school was on their day, campaigns in the one that
    leads them. What concerns no zone (a district-wide training, the county's own campaign) has the
    key ``""`` in the table by zone, what nobody is responsible for has it in the table by
    inspector; tables by inspector and school have no activities and campaigns in their rows, only
    in the total. Duties are those of each month and term added up.
    """
    rows: dict[str, Row] = {key: Row(key=key) for key in grouped.keys}
    total = Row(key="total")
    is_by_person = grouped.grouping is Grouping.INSPECTOR

    def row(key: str) -> Row:
        return rows.setdefault(key, Row(key=key))

    for visits in grouped.visits:
        row(visits.key).add_visits(visits, CREDITED if is_by_person else frozenset())
        total.add_visits(visits)
    for credit in grouped.credits if is_by_person else ():
        row(credit.account).add_credit(credit)
    for key, school_id in grouped.schools:
        row(key).schools.add(school_id)
        total.schools.add(school_id)
    for activity in facts.activities:
        if grouped.grouping is Grouping.ZONE:
            row(activity.zone or DISTRICT_WIDE).add_activity(activity)
        total.add_activity(activity)
    for campaign in facts.campaigns:
        if grouped.grouping is Grouping.ZONE:
            row(campaign.zone or DISTRICT_WIDE).add_campaign(campaign)
        total.add_campaign(campaign)
    for duty in facts.duties:
        row(_KEYS[grouped.grouping](duty)).add_duty(duty)
        total.add_duty(duty)
    for act in facts.acts:
        row(_KEYS_OF_ACTS[grouped.grouping](act)).add_act(act)
        total.add_act(act)
    for each in (*rows.values(), total):
        each.covered = len(each.held & facts.visited)
    return MonthTable(grouped.grouping, tuple(rows[key] for key in sorted(rows)), total)


_KEYS: dict[Grouping, Callable[[SchoolDuty], str]] = {
    Grouping.ZONE: lambda duty: duty.school.zone,
    Grouping.INSPECTOR: lambda duty: duty.holder,
    Grouping.SCHOOL: lambda duty: duty.school.school_id,
}
_KEYS_OF_ACTS: dict[Grouping, Callable[[CountedAct], str]] = {
    Grouping.ZONE: lambda act: act.zone,
    Grouping.INSPECTOR: lambda act: act.account,
    Grouping.SCHOOL: lambda act: act.school_id,
}
