"""The term that runs on a day: by the office's calendar, by fixed months where it says nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.clock import month_bounds, month_of
from domain.month.period import term_by_months
from domain.register.calendar import Calendar, first_of, last_of


@dataclass(frozen=True, slots=True)
class RunningTerm:
    """A term by its first and last day; without a ``name`` no calendar tells it.

    ``is_estimated`` says that the calendar's line was copied and nobody has looked at it.
    """

    first: date
    last: date
    name: str = ""
    is_estimated: bool = False

    @property
    def is_registered(self) -> bool:
        """Whether it is from the office's calendar."""
        return bool(self.name)


def running_term(calendar: Calendar, day: date) -> RunningTerm:
    """The term that a day is in; between two, the one that has just ended.

    Where the last term that is registered is over and, by the months, another has begun since,
    that one holds, from the first of its months: but not in a holiday that is registered.
    """
    begun = [each for each in calendar.terms if first_of(each) <= day]
    by_months = _by_months(day)
    if not begun:
        return by_months
    term = begun[-1]
    found = RunningTerm(first_of(term), last_of(term), term.name, term.is_estimated)
    is_told = day <= found.last or calendar.tells_of_rest(day)
    middle = found.first + (found.last - found.first) / 2
    return found if is_told or _by_months(middle) == by_months else by_months


def _by_months(day: date) -> RunningTerm:
    months = term_by_months(month_of(day)).months
    last = month_bounds(months[-1])[1] - timedelta(days=1)
    return RunningTerm(month_bounds(months[0])[0], last)
