"""How the project writes an instant, and which local day and month it falls on.

Days, months and deadlines are cut in Asia/Shanghai. That zone has kept one offset since
1991, so a fixed offset serves and no time zone data is needed on the phone.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

CST = timezone(timedelta(hours=8), "CST")

Clock = Callable[[], datetime]
"""What is injected where a module needs the present: answers an aware UTC instant."""

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")

_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_FIRST_YEAR, _LAST_YEAR = 1970, 9998
_EPOCH = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def parse_instant(text: str) -> datetime:
    """The instant that `2026-05-14T08:11:09.120Z` names, as an aware UTC datetime.

    Exactly this shape: three decimals, capital T and Z, years 1970 to 9998 (so that every
    zone's local time exists), no leap second. Raises ValueError for anything else.
    """
    if not _INSTANT.fullmatch(text):
        raise ValueError(f"not an instant like 2026-05-14T08:11:09.120Z: {text!r}")
    return _within_years(datetime.fromisoformat(text))


def format_instant(instant: datetime) -> str:
    """The text that `parse_instant` reads; what is finer than a millisecond is cut off.

    Raises ValueError for a naive datetime or a year outside 1970 to 9998.
    """
    utc = instant if instant.tzinfo is UTC else _aware(instant).astimezone(UTC)
    return _within_years(utc).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


@lru_cache(maxsize=4096)
def milliseconds_of(instant: str) -> int:
    """Milliseconds from 1970 to an instant that `format_instant` wrote; it is not checked."""
    return (datetime.fromisoformat(instant) - _EPOCH) // _MILLISECOND


def to_milliseconds(instant: datetime) -> int:
    """Whole milliseconds from 1970 to the instant; what is finer is cut off."""
    return (instant - _EPOCH) // _MILLISECOND


def from_milliseconds(milliseconds: int) -> datetime:
    """The instant so long after 1970 began."""
    return _EPOCH + timedelta(milliseconds=milliseconds)


def format_milliseconds(milliseconds: int) -> str:
    """As `format_instant` writes that instant, in a fraction of the time."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{_second(seconds)}.{rest:03d}Z"


@lru_cache(maxsize=4096)
def _second(seconds: int) -> str:
    instant = _within_years(_EPOCH + timedelta(seconds=seconds))
    return instant.isoformat().removesuffix("+00:00")


def _checked(text: str) -> str:
    parse_instant(text)
    return text


Instant = Annotated[str, AfterValidator(_checked)]
"""A field that keeps an instant as the text it came in, refused unless it parses."""


def local_date(instant: datetime) -> date:
    """The calendar day of the instant in Asia/Shanghai. Raises ValueError when naive."""
    return _aware(instant).astimezone(CST).date()


def month_of(day: date) -> str:
    """The month of a local day, as `YYYY-MM`.

    A datetime is refused with ValueError: its month depends on a zone, so ask `local_date` first.
    """
    if isinstance(day, datetime):
        raise ValueError("a datetime has no month of its own; take its local_date first")
    return f"{day.year:04d}-{day.month:02d}"


def month_bounds(month: str) -> tuple[date, date]:
    """The first day of a `YYYY-MM` month and the first day after it (half open).

    Raises ValueError for other text.
    """
    match = _MONTH.fullmatch(month)
    if not match:
        raise ValueError(f"not a month like 2026-05: {month!r}")
    year, number = int(match[1]), int(match[2])
    return date(year, number, 1), date(year + number // 12, number % 12 + 1, 1)


def weekday_name(day: date) -> str:
    """The weekday of a local day in Chinese, 星期一 to 星期日."""
    return WEEKDAYS[day.weekday()]


def _aware(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError("a naive datetime names no instant")
    return instant


def _within_years(instant: datetime) -> datetime:
    if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        raise ValueError(f"the year {instant.year} is outside {_FIRST_YEAR} to {_LAST_YEAR}")
    return instant
