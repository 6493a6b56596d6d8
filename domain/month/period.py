"""Spans of months that totals are taken over."""

from datetime import timedelta

from domain.clock import month_bounds, month_of

MONTHS_OF_A_YEAR = 12


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
