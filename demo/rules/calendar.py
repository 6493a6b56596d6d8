"""The demo's calendar: invented terms and holidays, and what is free every year by law."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.kinds.register.calendar import CalendarSet, CalendarSort

_DAY, _BEFOREHAND = timedelta(days=1), timedelta(days=30)
# Those that fall on the same days each year; the others and 调休 are told anew every year.
_FREE = (("元旦", 1, 1, 1), ("劳动节", 5, 1, 2), ("国庆节", 10, 1, 3))


def calendar_lines(first: date, today: date) -> list[CalendarSet]:
    """The calendar of the school years from a day to today, as far as an office knows it by then.

    A term is registered some weeks before it begins; the next one is not there yet.
    """
    years = range(first.year - 1, today.year + 1)
    lines = [line for year in years for line in _school_year(year)]
    lines += [line for year in range(first.year, today.year + 1) for line in _free_days(year)]
    until, since = (today + _BEFOREHAND).isoformat(), first.isoformat()
    return [each for each in lines if each.from_on <= until and since <= each.to_on]


def _school_year(year: int) -> Iterator[CalendarSet]:
    """The school year that begins in September of a year; its days begin on the same weekdays."""
    name = f"{year}—{year + 1}学年"
    begins = _monday(year, 9, 1)
    ends, spring = _monday(year + 1, 1, 22) + timedelta(days=4), _monday(year + 1, 3, 3)
    summer = _monday(year + 1, 7, 4) + timedelta(days=4)
    following = _monday(year + 1, 9, 1)
    yield _line(CalendarSort.TERM, f"{name}第一学期", begins, ends)
    yield _line(CalendarSort.SCHOOL_HOLIDAY, "寒假", ends + _DAY, spring - _DAY)
    yield _line(CalendarSort.TERM, f"{name}第二学期", spring, summer)
    yield _line(CalendarSort.SCHOOL_HOLIDAY, "暑假", summer + _DAY, following - _DAY)


def _free_days(year: int) -> Iterator[CalendarSet]:
    for name, month, day, number in _FREE:
        first = date(year, month, day)
        yield _line(CalendarSort.PUBLIC_HOLIDAY, name, first, first + (number - 1) * _DAY)


def _monday(year: int, month: int, day: int) -> date:
    """The Monday of the week in which a day is."""
    found = date(year, month, day)
    return found - found.weekday() * _DAY


def _line(sort: CalendarSort, name: str, first: date, last: date) -> CalendarSet:
    return CalendarSet(
        calendar_id=f"{sort.value}-{first}",
        name=name,
        sort=sort,
        from_on=first.isoformat(),
        to_on=last.isoformat(),
    )
