"""The address of a map: which days, which units, and which part of the district."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, field_validator

from domain.clock import month_of
from domain.month.period import last_day
from domain.month.running_term import RunningTerm
from domain.place.window import Box
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.pages import dated, month_words
from sync_server.data.overview.on_map import Days
from sync_server.overview.on_map import MapFilter

TERM = "term"
TERM_WORDS = "本学期"
MAP, ROWS = "#map", "#rows"
_DEGREES = r"-?\d{1,3}(\.\d{1,8})?"
_CORNERS = 4


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a map is about, and how they are said; ``month`` where it is a whole one."""

    days: Days
    words: str
    month: str = ""

    @property
    def day(self) -> str:
        """The day, where it is a single one."""
        return self.days.first if self.days.first == self.days.last else ""


class MapFilters(Filters):
    """Which days and units a map shows.

    Days that are given go before the period; one of them alone is that day. ``bbox`` is the part
    that is shown, in WGS-84 degrees: west, south, east, north; another filter shows all again.
    """

    home = "/map"
    key = (str,)
    anchor = ROWS

    period: Annotated[str, Field(pattern=r"^(term|20\d\d-(0[1-9]|1[0-2]))?$", title="时段")] = ""
    from_on: Annotated[date | None, Field(title="从哪天")] = None
    to_on: Annotated[date | None, Field(title="到哪天")] = None
    school_kind: Annotated[Choice, Field(title="类型")] = ""
    ownership: Annotated[Choice, Field(title="办学性质")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    account: Annotated[Choice, Field(title="督学")] = ""
    state: Annotated[Choice, Field(title="状况")] = ""
    bbox: Annotated[str, Field(pattern=rf"^({_DEGREES}(,{_DEGREES}){{3}})?$")] = ""

    @field_validator("from_on", "to_on", mode="before")
    @classmethod
    def _is_left_empty(cls, typed: object) -> object:
        return typed or None

    @field_validator("bbox")
    @classmethod
    def _is_on_earth(cls, typed: str) -> str:
        found = _box(typed) if typed else None
        if found and not (-180 <= found.west < found.east <= 180):
            raise ValueError("west is to be west of east")
        if found and not (-90 <= found.south < found.north <= 90):
            raise ValueError("south is to be south of north")
        return typed

    @property
    def hidden(self) -> dict[str, str]:
        """Nothing: who asks for other units wants to see where they are."""
        return {}

    @property
    def box(self) -> Box | None:
        """The part that is shown; None for all there is."""
        return _box(self.bbox) if self.bbox else None

    def to(self, box: Box) -> str:
        """The address of the same map with this part of it."""
        return self.address(bbox=",".join(f"{each:.5f}" for each in box)) + MAP

    def narrowed(self, span: Span) -> MapFilter:
        """What of it the units are read by."""
        return MapFilter(span.days, self.account, self.zone, self.school_kind, self.ownership)

    def span(self, today: date, term: Callable[[], RunningTerm]) -> Span:
        """The days; the running month where nothing is said. ``term`` tells the one that runs."""
        given = sorted(each for each in (self.from_on, self.to_on) if each)
        if given:
            return _between(given[0], given[-1])
        if self.period == TERM:
            found = term()
            days = Days(found.first.isoformat(), found.last.isoformat())
            return Span(days, f"{TERM_WORDS}（{dated(days.first)}至{dated(days.last)}）")
        month = self.period or month_of(today)
        return Span(Days(f"{month}-01", last_day(month)), month_words(month), month)


def periods(months: Sequence[str]) -> dict[str, str]:
    """The periods to choose from: the running month, the running term, and months with visits."""
    return {"": "本月", TERM: TERM_WORDS, **{each: month_words(each) for each in months}}


def _between(first: date, last: date) -> Span:
    days = Days(first.isoformat(), last.isoformat())
    return Span(days, dated(first) if first == last else f"{dated(first)}至{dated(last)}")


def _box(text: str) -> Box:
    return Box(*map(float, text.split(",", _CORNERS - 1)))
