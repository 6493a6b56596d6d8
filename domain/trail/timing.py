"""When an entry can have happened, from ticks and server times instead of the phone's clock.

For an entry of the boot that delivers it: earliest = the last answer's server time plus the
ticks since that answer; latest = arrival minus the ticks since the entry. Else: the previous
entry's earliest, and arrival. A chain's entries happen in their order, which narrows both.

What a device claims never lowers the floor, which is the server's own: the chain's enrolment,
then each entry's earliest. Only an answer that the server itself recorded makes *verified*.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.clock import from_milliseconds, milliseconds_of, to_milliseconds
from domain.trail.delivery import LastAnswer
from domain.trail.line import Header, Tick

VERIFIED_WITHIN = timedelta(minutes=2)
BOUNDED_WITHIN = timedelta(hours=12)
CLOCK_TOLERANCE = timedelta(minutes=5)
_VERIFIED_MS = VERIFIED_WITHIN // timedelta(milliseconds=1)
_MOST_MS = 10 * 365 * 24 * 3600 * 1000


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


Stamp = tuple[str, int] | None
"""The boot and the milliseconds of a tick, where there is one."""

Span = tuple[int, int, bool]
"""An interval in milliseconds since 1970: earliest, latest, and whether it is contradicted."""


def intervals(
    headers: Sequence[Header], arrival: Arrival, previous_earliest: datetime
) -> list[Interval]:
    """When each of one chain's entries, in chain order, can have happened.

    ``previous_earliest`` is the earliest of the entry before the first, or of the chain's
    enrolment. Earliest never exceeds latest, and neither lies after arrival.
    """
    ticks = [(each.tick.boot, each.tick.ms) if each.tick else None for each in headers]
    found = spans(ticks, arrival, to_milliseconds(previous_earliest))
    return [Interval(from_milliseconds(one), from_milliseconds(two), no) for one, two, no in found]


def spans(ticks: Sequence[Stamp], arrival: Arrival, previous_earliest: int) -> list[Span]:
    """The same by the entries' ticks, in milliseconds."""
    at, own = to_milliseconds(arrival.at), arrival.tick
    floor, counter = min(previous_earliest, at), 0
    if own is None:
        return [(floor, at, False)] * len(ticks)
    boot, own_ms = own.boot, own.ms
    is_believed = not arrival.is_contradicted
    found: list[Span] = []
    for tick in ticks:
        if tick is None or tick[0] != boot:
            each = (floor, at, False)
        elif is_believed and counter <= tick[1] <= own_ms:
            each = _by_ticks(tick[1], own_ms, arrival.last_answer, floor, at)
            counter = tick[1]
        else:
            each = (floor, at, True)
            counter = max(counter, tick[1])
        floor = each[0]
        found.append(each)
    for index in range(len(found) - 2, -1, -1):
        earliest, latest, is_contradicted = found[index]
        following = found[index + 1][1]
        if following < latest and not is_contradicted:
            found[index] = (earliest, following, False)
    if arrival.last_answer is not None:
        return found
    return [_at_best_bounded(each, at) for each in found]


def _by_ticks(ms: int, own_ms: int, answer: LastAnswer | None, floor: int, at: int) -> Span:
    """What the ticks tell of an entry of the boot that brings it, where they can be true."""
    latest = at - min(own_ms - ms, _MOST_MS)
    earliest = floor
    if answer is not None and ms >= answer.ms:
        earliest = milliseconds_of(answer.server_at) + min(ms - answer.ms, _MOST_MS)
    if latest < floor - _VERIFIED_MS or earliest > latest + _VERIFIED_MS:
        return floor, at, True
    latest = max(latest, floor)
    return min(max(floor, earliest), latest), latest, False


def _at_best_bounded(span: Span, at: int) -> Span:
    """The interval, no narrower than *bounded*: it rests on no answer of the server."""
    earliest, latest, is_contradicted = span
    least = min(earliest + _VERIFIED_MS + 1, at)
    return span if least <= latest else (earliest, least, is_contradicted)


def _milliseconds(ms: int) -> timedelta:
    return timedelta(milliseconds=min(ms, _MOST_MS))
