"""The grid of inspectors, their schools and months: what was due in each, what of it was made.

It adds nothing up that the duty did not count: a figure here is a sum of ``SchoolDuty``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.kinds.register.district import Duty
from domain.month.duty import SchoolDuty

TERM = ""
"""The column of what is owed by the term, where others are called by their month."""


class Progress(StrEnum):
    """How a figure of the grid stands."""

    NOT_ASKED = "not_asked"
    SHORT = "short"
    MET = "met"
    OVER = "over"


class Credit(StrEnum):
    """What a visit is to the duty it counts towards: of those asked for, one more, or no other
    one, since another of its day stands for both."""

    DONE = "done"
    OVER = "over"
    SAME_DAY = "same_day"


@dataclass(frozen=True, slots=True)
class CreditedVisit:
    """A visit that counts towards a duty, and as what."""

    owed: SchoolDuty
    visit: str
    day: date
    credit: Credit


def credited(owed: SchoolDuty, rule: Duty) -> list[CreditedVisit]:
    """The visits that count towards a duty, by their day; as many are DONE as ``owed.done``."""
    days = {call.visit: call.day for call in owed.calls}
    found, seen = list[CreditedVisit](), set[date | str]()
    for visit, day in sorted(days.items(), key=lambda each: (each[1], each[0])):
        one = day if rule.is_once_a_day else visit
        credit = Credit.DONE if len(seen) < owed.due else Credit.OVER
        found.append(CreditedVisit(owed, visit, day, Credit.SAME_DAY if one in seen else credit))
        seen.add(one)
    return found


@dataclass(slots=True)
class Figure:
    """What was due and what of it was made; ``over`` were made beyond what each school asks for.

    ``visits`` is how many count towards it, those of one day each.
    """

    due: int = 0
    done: int = 0
    over: int = 0
    visits: int = 0

    @property
    def lacking(self) -> int:
        """How many are still to be made."""
        return self.due - self.done

    @property
    def progress(self) -> Progress:
        """How it stands; what lacks at one school is not made good at another."""
        if self.lacking:
            return Progress.SHORT
        if self.over:
            return Progress.OVER
        return Progress.MET if self.due else Progress.NOT_ASKED

    def add(self, owed: SchoolDuty, visits: Sequence[CreditedVisit]) -> None:
        """Count one duty in, with what counts towards it."""
        self.due += owed.due
        self.done += owed.done
        self.over += sum(each.credit is Credit.OVER for each in visits)
        self.visits += len(visits)


@dataclass(slots=True)
class Line:
    """The figures of a row by their columns, those without a duty left out, and their sum."""

    cells: dict[str, Figure] = field(default_factory=dict)
    total: Figure = field(default_factory=Figure)

    def add(self, owed: SchoolDuty, visits: Sequence[CreditedVisit]) -> None:
        """Count one duty in its column and in the sum."""
        self.cells.setdefault(owed.month, Figure()).add(owed, visits)
        self.total.add(owed, visits)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows by who owes, those of each of their schools, and the sum of all.

    A school that was handed over has a row with each who held it.
    """

    inspectors: dict[str, Line]
    schools: dict[tuple[str, str], Line]
    total: Line


def grid(duties: Iterable[SchoolDuty], rule: Duty) -> Grid:
    """The grid of these duties, which the district's rule made."""
    found = Grid({}, {}, Line())
    for owed in duties:
        visits = credited(owed, rule)
        at = (owed.holder, owed.school.school_id)
        rows = (
            found.inspectors.setdefault(owed.holder, Line()),
            found.schools.setdefault(at, Line()),
            found.total,
        )
        for each in rows:
            each.add(owed, visits)
    return found
