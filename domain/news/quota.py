"""What a reporting unit owes, what it has sent, and what is lacking (4-11)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.kinds.office.news import ReportingQuota, ReportingUnitSet
from domain.month.period import MONTHS_OF_A_YEAR, last_day
from domain.register.in_use import is_in_use


class Reported(StrEnum):
    """How a unit stands against what it owes."""

    NONE_OWED = "none_owed"
    DONE = "done"
    ON_THE_WAY = "on_the_way"
    LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit over a month or a year: ``owed`` is None where nothing was asked of it.

    ``owed_by_now`` is what of it is owed by the end of the month that runs.
    """

    unit: ReportingUnitSet
    owed: int | None
    owed_by_now: int
    done: int

    @property
    def lacking(self) -> int:
        """How many are lacking to the whole of what is owed."""
        return max(0, (self.owed or 0) - self.done)

    @property
    def state(self) -> Reported:
        """Whether it has what it owes, is on the way there, or is behind."""
        if self.owed is None:
            return Reported.NONE_OWED
        if not self.lacking:
            return Reported.DONE
        return Reported.ON_THE_WAY if self.done >= self.owed_by_now else Reported.LACKING


def quota_in(unit: ReportingUnitSet, month: str) -> ReportingQuota | None:
    """What the unit owes in this month (`YYYY-MM`); None before its first quota.

    A unit that is out of use on the month's last day owes nothing in it.
    """
    if not is_in_use(unit, last_day(month)):
        return None
    begun = [each for each in unit.quotas if each.from_month <= month]
    return max(begun, key=lambda each: each.from_month, default=None)


def owed_in_month(unit: ReportingUnitSet, month: str) -> int | None:
    """How many the unit owes in the month; None where nothing is asked by the month."""
    quota = quota_in(unit, month)
    return quota.a_month if quota else None


def owed_over(unit: ReportingUnitSet, months: Iterable[str]) -> int | None:
    """How many the unit owes over months of a year; None where nothing is asked in any.

    A number by the year counts by twelfths, so that a unit whose quota begins in July owes half
    of it that year; where there is none, the months count. Part of a piece is a whole one.
    """
    asked = [each for month in months if (each := _twelfths(unit, month)) is not None]
    return -(-sum(asked) // MONTHS_OF_A_YEAR) if asked else None


def _twelfths(unit: ReportingUnitSet, month: str) -> int | None:
    quota = quota_in(unit, month)
    if quota is None:
        return None
    if quota.a_year is not None:
        return quota.a_year
    return None if quota.a_month is None else quota.a_month * MONTHS_OF_A_YEAR


def standing(
    unit: ReportingUnitSet, months: Sequence[str], done: Mapping[str, int], running: str
) -> UnitStanding:
    """How the unit stands over one month, or over the months of a year.

    ``done`` is what each unit has sent in them, ``running`` the month of today: what is asked for
    in it, or later, is not behind yet.
    """
    owed_in = owed_over if len(months) > 1 else _owed_in_one
    by_now = owed_in(unit, [each for each in months if each < running])
    sent = sum(done.values()) if unit.counts_all else done.get(unit.unit_id, 0)
    return UnitStanding(unit, owed_in(unit, months), by_now or 0, sent)


def _owed_in_one(unit: ReportingUnitSet, months: Sequence[str]) -> int | None:
    return owed_in_month(unit, months[0]) if months else None


def with_quota(
    quotas: Sequence[ReportingQuota], quota: ReportingQuota
) -> tuple[ReportingQuota, ...]:
    """The quotas with one that holds from its month on; one of the same month gives way to it.

    One that says what held already is not written down again.
    """
    others = [each for each in quotas if each.from_month != quota.from_month]
    before = [each for each in others if each.from_month < quota.from_month]
    held = max(before, key=lambda each: each.from_month, default=None)
    amounts = (held.a_month, held.a_year) if held else (None, None)
    says_more = amounts != (quota.a_month, quota.a_year)
    found = [*others, quota] if says_more else others
    return tuple(sorted(found, key=lambda each: each.from_month))
