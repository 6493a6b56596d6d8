"""What a table covers: one month, a calendar year, or a run of months such as a school year."""

import re
from dataclasses import dataclass

from domain.clock import month_bounds, month_of
from domain.errors import BadInput

LONGEST_MONTHS = 36
_YEAR = re.compile(r"[0-9]{4}")
_RUN = re.compile(r"([0-9]{4}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """Months from ``first`` to ``last``, both included, as `YYYY-MM`; written as ``key``."""

    key: str
    first: str
    last: str

    @property
    def months(self) -> tuple[str, ...]:
        """Every month of the period."""
        return months_between(self.first, self.last)

    @property
    def is_month(self) -> bool:
        """Whether it is one month, which can be sealed."""
        return self.first == self.last

    @property
    def title(self) -> str:
        """The period in words, as a table's title has it."""
        year, month = self.first.split("-")
        until_year, until_month = self.last.split("-")
        if self.first == self.last:
            return f"{year}年{int(month)}月"
        if (month, until_month) == ("01", "12") and year == until_year:
            return f"{year}年"
        if (month, until_month) == ("09", "08") and int(until_year) == int(year) + 1:
            return f"{year}—{until_year}学年"
        return f"{year}年{int(month)}月至{until_year}年{int(until_month)}月"


def read_period(text: str) -> Period:
    """The period that `2026-05`, `2026` or `2025-09..2026-08` names; BadInput for other text."""
    run = _RUN.fullmatch(text)
    if _YEAR.fullmatch(text):
        first, last = f"{text}-01", f"{text}-12"
    elif run:
        first, last = run[1], run[2]
    else:
        first = last = text
    try:
        month_bounds(first), month_bounds(last)
    except ValueError as error:
        raise _bad(text) from error
    period = Period(text, first, last)
    if first > last or int(last[:4]) - int(first[:4]) > LONGEST_MONTHS // 12:
        raise _bad(text)
    if len(period.months) > LONGEST_MONTHS:
        raise _bad(text)
    return period


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Every month from the first to the last."""
    found = [first]
    while found[-1] < last:
        found.append(month_after(found[-1]))
    return tuple(found)


def month_after(month: str) -> str:
    """The month that follows."""
    return month_of(month_bounds(month)[1])


def months_before(month: str, number: int) -> str:
    """The month this many months earlier."""
    total = int(month[:4]) * 12 + int(month[5:]) - 1 - number
    return f"{total // 12:04d}-{total % 12 + 1:02d}"


def _bad(text: str) -> BadInput:
    return BadInput(
        f"统计期“{text[:40]}”写法不对：月份如 2026-05，全年如 2026，"
        "跨年如 2025-09..2026-08，最长 36 个月。",
        code="bad_period",
    )
