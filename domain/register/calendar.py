"""What the office's calendar says: which term a day is in, and whether schools are open on it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from domain.clock import month_bounds, weekday_name
from domain.kinds.register.calendar import CalendarSet, CalendarSort

LONGEST_DAYS = 366
SATURDAY = 5
# So the first day of what is copied falls on the same day of the week.
A_YEAR_ON = timedelta(weeks=52)
# What a year repeats as it was but for a few days; what is free by law is told anew each year.
_COPIED = (CalendarSort.TERM, CalendarSort.SCHOOL_HOLIDAY)
_ON_ITS_OWN_DAYS = (CalendarSort.PUBLIC_HOLIDAY, CalendarSort.WORKDAY)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_COPY_OF = re.compile(r"^20\d\d-")
LONGEST_CODE = 64
_DAY = timedelta(days=1)


class CalendarFault(NamedTuple):
    """Why a line cannot stand: the field that is wrong, and what is wrong with it."""

    field: str
    words: str


def first_of(line: CalendarSet) -> date:
    """The line's first day."""
    return date.fromisoformat(line.from_on)


def last_of(line: CalendarSet) -> date:
    """The line's last day."""
    return date.fromisoformat(line.to_on)


def number_of_days(line: CalendarSet) -> int:
    """How many days the line is long."""
    return (last_of(line) - first_of(line)).days + 1


def touches_year(line: CalendarSet, year: int) -> bool:
    """Whether any of the line's days is in the year."""
    return first_of(line).year <= year <= last_of(line).year


@dataclass(frozen=True, slots=True)
class Calendar:
    """The lines of a district's calendar that are in use, by their first days."""

    lines: tuple[CalendarSet, ...] = ()

    @classmethod
    def of(cls, lines: Iterable[CalendarSet]) -> "Calendar":
        """The calendar of these lines; what is out of use says nothing."""
        used = (each for each in lines if each.is_active)
        return cls(tuple(sorted(used, key=lambda each: (each.from_on, each.to_on))))

    def sorted_as(self, *sorts: CalendarSort) -> Iterator[CalendarSet]:
        """The lines of these sorts."""
        return (each for each in self.lines if each.sort in sorts)

    @property
    def terms(self) -> tuple[CalendarSet, ...]:
        """The terms, the earliest first."""
        return tuple(self.sorted_as(CalendarSort.TERM))

    def term_on(self, day: date) -> CalendarSet | None:
        """The term that a day is in; None between terms, and where none is registered."""
        return self._on(day, CalendarSort.TERM)

    def is_workday(self, day: date) -> bool:
        """Whether people work on the day: Monday to Friday and 调休, no public holiday."""
        if self._on(day, CalendarSort.PUBLIC_HOLIDAY):
            return False
        return day.weekday() < SATURDAY or self._on(day, CalendarSort.WORKDAY) is not None

    def is_school_day(self, day: date) -> bool:
        """Whether schools are open on the day: a working day of a term, and no school holiday."""
        if self.term_on(day) is None or self._on(day, CalendarSort.SCHOOL_HOLIDAY):
            return False
        return self.is_workday(day)

    def school_days(self, first: date, last: date) -> int:
        """How many school days there are from the first to the last day, both included."""
        return sum(map(self.is_school_day, _days(first, last)))

    def tells_of_rest(self, day: date) -> bool:
        """Whether a day without a term is one by what is registered.

        That is a day of a school holiday, or one before which and after which there are terms.
        """
        if self._on(day, CalendarSort.SCHOOL_HOLIDAY):
            return True
        terms = self.terms
        return bool(terms) and first_of(terms[0]) <= day < first_of(terms[-1])

    def months_off(self, year: int) -> tuple[int, ...]:
        """The months of a year without a school day, as far as terms are registered around them."""
        terms = self.terms
        if not terms:
            return ()
        ends = [last_of(each) for each in self.sorted_as(*_COPIED)]
        begin, end = first_of(terms[0]), max(ends)
        found = []
        for month in range(1, 13):
            first, following = month_bounds(f"{year:04d}-{month:02d}")
            is_known = begin <= first and following - _DAY <= end
            if is_known and not self.school_days(first, following - _DAY):
                found.append(month)
        return tuple(found)

    def fault_of(self, line: CalendarSet) -> CalendarFault | None:
        """Why the line cannot stand among the others; None where it can."""
        first, last = first_of(line), last_of(line)
        if last < first:
            return CalendarFault("to_on", "最后一天早于第一天。")
        if number_of_days(line) > LONGEST_DAYS:
            return CalendarFault("to_on", "比一年还长，请核对起止日期。")
        if line.sort is CalendarSort.WORKDAY:
            usual = next((day for day in _days(first, last) if day.weekday() < SATURDAY), None)
            if usual is not None:
                words = f"{usual} 是{weekday_name(usual)}，本来就上班；调休上班只登记周末的日子。"
                return CalendarFault("from_on", words)
        other = next((each for each in self._beside(line) if _overlap(each, line)), None)
        if other is None:
            return None
        days = (
            other.from_on if other.from_on == other.to_on else f"{other.from_on} 至 {other.to_on}"
        )
        return CalendarFault("from_on", f"和已登记的“{other.name}”（{days}）日期重叠。")

    def _on(self, day: date, sort: CalendarSort) -> CalendarSet | None:
        text = day.isoformat()
        found = (each for each in self.sorted_as(sort) if each.from_on <= text <= each.to_on)
        return next(found, None)

    def _beside(self, line: CalendarSet) -> Iterator[CalendarSet]:
        """The other lines on whose days such a line cannot be."""
        own = line.sort in _ON_ITS_OWN_DAYS
        sorts = _ON_ITS_OWN_DAYS if own else (line.sort,)
        return (each for each in self.sorted_as(*sorts) if each.calendar_id != line.calendar_id)


def copied_from_before(lines: Sequence[CalendarSet], year: int) -> list[CalendarSet]:
    """The year's terms and school holidays as last year's would fall, where it has none of them.

    They are 52 weeks later, to be looked at. What the year has on any of these days stays alone,
    and so does what was copied before, wherever it is by now.
    """
    calendar = Calendar.of(lines)
    before = [each for each in calendar.sorted_as(*_COPIED) if first_of(each).year == year - 1]
    held = {each.calendar_id for each in calendar.lines}
    copied = (_a_year_on(each, year) for each in before)
    return [
        each for each in copied if each.calendar_id not in held and calendar.fault_of(each) is None
    ]


def _a_year_on(line: CalendarSet, year: int) -> CalendarSet:
    update = {
        "calendar_id": f"{year}-{_COPY_OF.sub('', line.calendar_id)}"[:LONGEST_CODE],
        "name": _YEAR.sub(lambda found: str(int(found[1]) + 1), line.name),
        "from_on": (first_of(line) + A_YEAR_ON).isoformat(),
        "to_on": (last_of(line) + A_YEAR_ON).isoformat(),
        "is_estimated": True,
    }
    return line.model_copy(update=update)


def _overlap(one: CalendarSet, other: CalendarSet) -> bool:
    return one.from_on <= other.to_on and other.from_on <= one.to_on


def _days(first: date, last: date) -> Iterator[date]:
    return (first + _DAY * number for number in range((last - first).days + 1))
