"""When an entry can have happened, from ticks and server times instead of the phone's clock.

For an entry of the boot that delivers it: earliest = the last answer's server time plus the
ticks since that answer; latest = arrival minus the ticks since the entry. Else: the previous
entry's earliest, and arrival. A chain's entries happen in their order, which narrows both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.clock import parse_instant
from domain.trail.delivery import LastAnswer
from domain.trail.line import Header, Tick

VERIFIED_WITHIN = timedelta(minutes=2)
BOUNDED_WITHIN = timedelta(hours=12)
CLOCK_TOLERANCE = timedelta(minutes=5)


class ClockGrade(StrEnum):
    """How narrowly an entry's time is known: within 2 minutes, within 12 hours, or worse."""

    VERIFIED = "verified"
    BOUNDED = "bounded"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Interval:
    """The earliest and latest instant at which something happened."""

    earliest: datetime
    latest: datetime

    @property
    def grade(self) -> ClockGrade:
        """How good this knowledge is."""
        width = self.latest - self.earliest
        if width <= VERIFIED_WITHIN:
            return ClockGrade.VERIFIED
        return ClockGrade.BOUNDED if width <= BOUNDED_WITHIN else ClockGrade.UNVERIFIED

    def disagrees(self, claimed: datetime) -> bool:
        """Whether the claimed instant lies more than 5 minutes outside."""
        return not (self.earliest - CLOCK_TOLERANCE <= claimed <= self.latest + CLOCK_TOLERANCE)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery's own times: when it arrived, the chain's tick at sending, its last answer.

    ``tick`` and ``last_answer`` are None when somebody else carries the chain's entries.
    """

    at: datetime
    tick: Tick | None = None
    last_answer: LastAnswer | None = None


def intervals(
    headers: Sequence[Header], arrival: Arrival, previous_earliest: datetime
) -> list[Interval]:
    """When each of one chain's entries, in chain order, can have happened.

    ``previous_earliest`` is the earliest of the entry before the first, or of the chain's
    enrolment. Earliest never exceeds latest, and neither lies after arrival.
    """
    latest = [_latest(header, arrival) for header in headers]
    for index in range(len(latest) - 2, -1, -1):
        latest[index] = min(latest[index], latest[index + 1])
    found: list[Interval] = []
    floor = previous_earliest
    for header, last in zip(headers, latest, strict=True):
        floor = min(max(floor, _earliest(header, arrival) or floor), last)
        found.append(Interval(floor, last))
    return found


def _latest(header: Header, arrival: Arrival) -> datetime:
    if arrival.tick is None or header.tick is None or header.tick.boot != arrival.tick.boot:
        return arrival.at
    return arrival.at - _milliseconds(max(0, arrival.tick.ms - header.tick.ms))


def _earliest(header: Header, arrival: Arrival) -> datetime | None:
    answer, tick = arrival.last_answer, header.tick
    if answer is None or arrival.tick is None or tick is None or tick.boot != arrival.tick.boot:
        return None
    if tick.ms < answer.ms:
        return None
    return parse_instant(answer.server_at) + _milliseconds(tick.ms - answer.ms)


def _milliseconds(ms: int) -> timedelta:
    return timedelta(milliseconds=min(ms, 10 * 365 * 24 * 3600 * 1000))
