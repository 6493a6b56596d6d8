"""How many hours of training a year asks of each inspector, and how far everybody is (0-11)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import Field

from domain.kinds.piece import Piece

FIRST_YEAR = 2000


class HoursRule(Piece):
    """So many hours from this year on, until another rule begins."""

    from_year: Annotated[int, Field(ge=FIRST_YEAR, le=2200, title="从哪年起")]
    hours: Annotated[int, Field(ge=0, le=1000, title="每人每年学时")]


STANDARD_HOURS = HoursRule(from_year=FIRST_YEAR, hours=40)
"""At least 40 a year (督学管理暂行办法)."""


class HoursStanding(StrEnum):
    """How an inspector's hours of a year stand."""

    NONE = "none"
    SHORT = "short"
    MET = "met"


def hours_asked(rules: Sequence[HoursRule], year: int) -> int:
    """What the year asks of each: by the rule that began last, 0 before any did."""
    begun = [each for each in rules if each.from_year <= year]
    return max(begun, key=lambda each: each.from_year).hours if begun else 0


def with_hours(rules: Sequence[HoursRule], new: HoursRule) -> tuple[HoursRule, ...]:
    """The rules in order of their years, this one in place of any from the same year."""
    others = [each for each in rules if each.from_year != new.from_year]
    return tuple(sorted((*others, new), key=lambda each: each.from_year))


def hours_standing(hours: float, asked: int) -> HoursStanding:
    """How so many hours stand where so many are asked."""
    if hours >= asked:
        return HoursStanding.MET
    return HoursStanding.SHORT if hours else HoursStanding.NONE


class Coverage(NamedTuple):
    """Of how many inspectors how many were trained, and how many have the hours asked for."""

    everybody: int
    trained: int
    met: int

    @property
    def share(self) -> float | None:
        """培训覆盖率: trained over all, 0 to 1; None where there is nobody."""
        return self.trained / self.everybody if self.everybody else None


def coverage(hours: Sequence[float], asked: int) -> Coverage:
    """Of the hours that each inspector has, one number for each."""
    met = sum(hours_standing(each, asked) is HoursStanding.MET for each in hours)
    return Coverage(len(hours), sum(each > 0 for each in hours), met)
