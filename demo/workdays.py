"""Which days inspectors go out on, and how busy each month of a school year is."""

from datetime import date, timedelta

from domain.clock import month_bounds

_HOLIDAYS = {(1, 1), *((5, day) for day in range(1, 6)), *((10, day) for day in range(1, 8))}
BUSY = {1: 0.72, 2: 0.55, 7: 0.35, 8: 0.3}
"""The part of the visits due that is made in a month with holidays; in others nearly all are."""
USUAL = 0.96


def is_workday(day: date) -> bool:
    """Whether it is a weekday outside the fixed public holidays."""
    return day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS


def workdays(month: str) -> list[date]:
    """The working days of a month, first to last."""
    first, following = month_bounds(month)
    days = (first + timedelta(days=number) for number in range((following - first).days))
    return [day for day in days if is_workday(day)]


def workdays_back(today: date, number: int) -> list[date]:
    """The last so many working days before today, the newest first."""
    found: list[date] = []
    day = today
    while len(found) < number:
        day -= timedelta(days=1)
        if is_workday(day):
            found.append(day)
    return found
