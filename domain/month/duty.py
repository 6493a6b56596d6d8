"""The duty of a school's month: what it asks for, who owes it, and what of it was made (S2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations

from domain.clock import month_bounds
from domain.kinds.register.assignment import Responsibility
from domain.kinds.register.district import Duty
from domain.kinds.register.school import Ownership, SchoolKind
from domain.month.period import Term
from domain.register.duty_rule import DutyPer, rule_of, visits_due

NOBODY = ""
"""Who owes the duty of a school that nobody is responsible for."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """An inspector's responsibility for a school, both days included; open-ended without to_on."""

    account: str
    school_id: str
    from_on: date
    to_on: date | None = None
    responsibility: Responsibility = Responsibility.MAIN

    def holds_on(self, day: date) -> bool:
        """Whether it holds on this day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def holds_between(self, first: date, last: date) -> bool:
        """Whether it holds on any day from the first to the last."""
        return self.from_on <= last and (self.to_on is None or first <= self.to_on)

    def is_also_main(self, other: "Assignment") -> bool:
        """Whether this and another inspector's are both 主责 of one school on some day."""
        if self.school_id != other.school_id or self.account == other.account:
            return False
        if {self.responsibility, other.responsibility} != {Responsibility.MAIN}:
            return False
        return self.holds_between(other.from_on, other.to_on or date.max)


@dataclass(frozen=True, slots=True)
class SchoolWas:
    """What a school was at the end of a span: its zone, its kind, and whether it was in use."""

    school_id: str
    zone: str
    school_kind: SchoolKind
    ownership: Ownership
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Call:
    """That an account took part in a counted visit to a school, and on which day."""

    school_id: str
    account: str
    day: date
    visit: str


@dataclass(frozen=True, slots=True)
class SchoolDuty:
    """What one school asks for in one month or term: who owes it, how much, how much was made.

    ``calls`` are all that count towards it, also where they are more than is asked for. ``month``
    is the one it is of; empty for a term's.
    """

    school: SchoolWas
    holder: str
    due: int
    done: int
    calls: tuple[Call, ...] = ()
    month: str = ""


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """What duties are made from.

    ``schools`` are those of the district at the end of each month, by the month.
    """

    duty: Duty = field(default_factory=Duty)
    assignments: Sequence[Assignment] = ()
    schools: Mapping[str, Sequence[SchoolWas]] = field(default_factory=dict)
    calls: Sequence[Call] = ()


@dataclass(frozen=True, slots=True)
class _Span:
    """A month or a term, by its first and last day."""

    first: date
    last: date

    @classmethod
    def of(cls, first: str, last: str) -> "_Span":
        """The days of the months from the first to the last."""
        return cls(month_bounds(first)[0], month_bounds(last)[1] - timedelta(days=1))


def duties(facts: DutyFacts, months: Sequence[str], terms: Iterable[Term] = ()) -> list[SchoolDuty]:
    """What is owed in each of the months, and in each of the terms by rules that count by term.

    A term's part that is still to come (its months are not among ``months``) moves nothing.
    """
    book = _Book(facts)
    found = [each for month in months for each in book.of_month(month)]
    for term in terms:
        known = [month for month in term.months if month in months]
        if known:
            found += book.of_term(known)
    return found


class _Book:
    """The facts by school."""

    def __init__(self, facts: DutyFacts) -> None:
        self._facts = facts
        self._assigned: dict[str, list[Assignment]] = {}
        for each in facts.assignments:
            if each.responsibility is Responsibility.MAIN:
                self._assigned.setdefault(each.school_id, []).append(each)
        self._calls: dict[str, list[Call]] = {}
        for call in facts.calls:
            self._calls.setdefault(call.school_id, []).append(call)

    def of_month(self, month: str) -> Iterable[SchoolDuty]:
        """The duty of each school in use at the month's end that it asks something of, or that
        somebody is responsible for."""
        rules, span = self._facts.duty.rules, _Span.of(month, month)
        for school in self._facts.schools.get(month, ()):
            if not school.is_active:
                continue
            due = visits_due(rules, month, school.school_kind, school.ownership)
            for each in self._duty(school, span, due):
                yield replace(each, month=month)

    def of_term(self, months: Sequence[str]) -> Iterable[SchoolDuty]:
        """The duty of each school whose rule counts by term, over these months of the term."""
        rules, last = self._facts.duty.rules, months[-1]
        for school in self._facts.schools.get(last, ()):
            rule = rule_of(rules, last, school.school_kind, school.ownership)
            if school.is_active and rule is not None and rule.per is DutyPer.TERM:
                yield from self._duty(school, _Span.of(months[0], last), rule.visits)

    def _duty(self, school: SchoolWas, span: _Span, due: int) -> Iterable[SchoolDuty]:
        assigned = self._assigned.get(school.school_id, [])
        held = holder(assigned, span.last)
        if held is None and not due:
            return
        if held is not None and self._is_too_short(held, assigned, span):
            due = 0
        calls = tuple(self._counting(school.school_id, span, assigned))
        done = min(due, number_made(calls, self._facts.duty))
        yield SchoolDuty(school, held.account if held else NOBODY, due, done, calls)

    def _is_too_short(self, held: Assignment, assigned: Iterable[Assignment], span: _Span) -> bool:
        """Whether a school that nobody had came to somebody too late to be asked for anything."""
        days = (span.last - held.from_on).days + 1
        first = max(held.from_on, span.first)
        before = (each for each in assigned if each.from_on < held.from_on)
        had_one = any(each.holds_between(span.first, first) for each in before)
        return days < self._facts.duty.shortest_days and not had_one

    def _counting(
        self, school_id: str, span: _Span, assigned: Iterable[Assignment]
    ) -> Iterable[Call]:
        """The calls of the span that count towards the duty.

        After a handover those of both inspectors do.
        """
        duty = self._facts.duty
        counting = {each.account for each in assigned if each.holds_between(span.first, span.last)}
        for call in self._calls.get(school_id, ()):
            is_within = span.first <= call.day <= span.last
            if is_within and (duty.is_done_by_anyone or call.account in counting):
                yield call


def number_made(calls: Iterable[Call], duty: Duty) -> int:
    """How many visits these calls at one school are towards its duty."""
    return len({call.day if duty.is_once_a_day else call.visit for call in calls})


def both_main(assigned: Iterable[Assignment]) -> list[tuple[Assignment, Assignment]]:
    """Each two inspectors of a school who are both 主责 on some day, where one a day is (S2).

    The second of the two is whom ``holder`` takes on the days they share. A handover, where one
    ends before the other begins, is none.
    """
    by_account = sorted(assigned, key=lambda each: each.account, reverse=True)
    order = sorted(by_account, key=lambda each: each.from_on)
    return [(one, two) for one, two in combinations(order, 2) if one.is_also_main(two)]


def holder(assigned: Iterable[Assignment], day: date) -> Assignment | None:
    """Who is mainly responsible for a school on a day, of its assignments; None where nobody is.

    There is one such inspector a day: whoever was assigned last, of several on one day the first
    by account. The others assist and owe nothing.
    """
    holding = [
        each
        for each in assigned
        if each.responsibility is Responsibility.MAIN and each.holds_on(day)
    ]
    return min(holding, key=lambda each: (-each.from_on.toordinal(), each.account), default=None)
