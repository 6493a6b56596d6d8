"""When an entry can have happened, from ticks and server times instead of the phone's clock.

For an entry of the boot that delivers it: earliest = the last answer's server time plus the
ticks since that answer; latest = arrival minus the ticks since the entry. Else: the previous
entry's earliest, and arrival. A chain's entries happen in their order, which narrows both.

What a device claims never lowers the floor, which is the server's own: the chain's enrolment,
then each entry's earliest. Only an answer that the server itself recorded makes *verified*.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
class Answered:
    """The server's own record of one answer: when, and the device's tick when it asked."""

    at: datetime
    tick: Tick


@dataclass(frozen=True, slots=True)
class Interval:
    """The earliest and latest instant at which something happened.

    ``is_contradicted``: what the device claimed of its ticks cannot be, so none of it was used.
    """

    earliest: datetime
    latest: datetime
    is_contradicted: bool = False

    @property
    def grade(self) -> ClockGrade:
        """How good this knowledge is."""
        if self.is_contradicted:
            return ClockGrade.UNVERIFIED
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
    ``answered`` is what the server recorded of that last answer, None where it has no record.
    """

    at: datetime
    tick: Tick | None = None
    last_answer: LastAnswer | None = None
    answered: Answered | None = None

    @property
    def is_contradicted(self) -> bool:
        """Whether the claimed last answer cannot be the one that the server gave.

        Never given, asked for in another boot or after it was had, or as far back by the
        device's counter as it is not by the server's clock.
        """
        answer, record, tick = self.last_answer, self.answered, self.tick
        if answer is None or tick is None:
            return False
        if record is None or record.tick.boot != tick.boot:
            return True
        if not record.tick.ms <= answer.ms <= tick.ms:
            return True
        counted = _milliseconds(tick.ms - record.tick.ms)
        return abs(counted - (self.at - record.at)) > CLOCK_TOLERANCE


def intervals(
    headers: Sequence[Header], arrival: Arrival, previous_earliest: datetime
) -> list[Interval]:
    """When each of one chain's entries, in chain order, can have happened.

    ``previous_earliest`` is the earliest of the entry before the first, or of the chain's
    enrolment. Earliest never exceeds latest, and neither lies after arrival.
    """
    own, floor, counter = arrival.tick, min(previous_earliest, arrival.at), 0
    if own is None:
        return [Interval(floor, arrival.at)] * len(headers)
    is_believed = not arrival.is_contradicted
    found: list[Interval] = []
    for header in headers:
        tick = header.tick
        if tick is None or tick.boot != own.boot:
            each = Interval(floor, arrival.at)
        elif is_believed and counter <= tick.ms <= own.ms:
            each = _by_ticks(tick, own, arrival, floor)
            counter = tick.ms
        else:
            each = Interval(floor, arrival.at, is_contradicted=True)
            counter = max(counter, tick.ms)
        floor = each.earliest
        found.append(each)
    for index in range(len(found) - 2, -1, -1):
        each, following = found[index], found[index + 1]
        if not each.is_contradicted and following.latest < each.latest:
            found[index] = Interval(each.earliest, following.latest)
    if arrival.last_answer is not None:
        return found
    return [_at_best_bounded(each, arrival.at) for each in found]


def _by_ticks(tick: Tick, own: Tick, arrival: Arrival, floor: datetime) -> Interval:
    """What the ticks tell of an entry of the boot that brings it, where they can be true."""
    latest = arrival.at - _milliseconds(own.ms - tick.ms)
    earliest = _earliest(tick, arrival) or floor
    if latest < floor - VERIFIED_WITHIN or earliest > latest + VERIFIED_WITHIN:
        return Interval(floor, arrival.at, is_contradicted=True)
    latest = max(latest, floor)
    return Interval(min(max(floor, earliest), latest), latest)


def _earliest(tick: Tick, arrival: Arrival) -> datetime | None:
    answer = arrival.last_answer
    if answer is None or tick.ms < answer.ms:
        return None
    return parse_instant(answer.server_at) + _milliseconds(tick.ms - answer.ms)


def _at_best_bounded(interval: Interval, arrived: datetime) -> Interval:
    """The interval, no narrower than *bounded*: it rests on no answer of the server."""
    least = min(interval.earliest + VERIFIED_WITHIN + _milliseconds(1), arrived)
    return interval if least <= interval.latest else replace(interval, latest=least)


def _milliseconds(ms: int) -> timedelta:
    return timedelta(milliseconds=min(ms, 10 * 365 * 24 * 3600 * 1000))
