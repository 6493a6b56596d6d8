"""Spans of months that totals are taken over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.clock import month_bounds, month_of
from domain.register.duty_rule import TERM_MONTHS

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Term:
    """A school term by its months: September to January, or February to July."""

    months: tuple[str, ...]


def terms_within(months: Sequence[str]) -> Iterable[Term]:
    """The whole terms among these consecutive months."""
    for numbers in TERM_MONTHS:
        size = len(numbers)
        for start in range(len(months) - size + 1):
            some = tuple(months[start : start + size])
            if tuple(int(month[5:]) for month in some) == numbers:
                yield Term(some)


def term_by_months(month: str) -> Term:
    """The term that a month is in; for the month between two terms the one that has just ended."""
    first = month
    starts = {numbers[0]: numbers for numbers in TERM_MONTHS}
    while int(first[5:]) not in starts:
        first = month_of(month_bounds(first)[0] - timedelta(days=1))
    months = [first]
    while len(months) < len(starts[int(first[5:])]):
        months.append(month_of(month_bounds(months[-1])[1]))
    return Term(tuple(months))


def year_before(month: str) -> tuple[str, ...]:
    """The twelve full months before this one, oldest first.

    This is what an office means by the year while a month is still running: it has the same
    length on any day, and no half month in it. Raises ValueError for text that is no month.
    """
    months: list[str] = []
    for _ in range(MONTHS_OF_A_YEAR):
        month = month_of(month_bounds(month)[0] - timedelta(days=1))
        months.append(month)
    return tuple(reversed(months))


def last_day(month: str) -> str:
    """The last local day (`YYYY-MM-DD`) of a month."""
    return (month_bounds(month)[1] - timedelta(days=1)).isoformat()
