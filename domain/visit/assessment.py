"""What the rules say of a visit: its date, its presence, its clock grade, its flags.

Nothing here changes or refuses anything; every flag has the facts its sentence needs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.clock import local_date, month_of, parse_instant
from domain.kinds.folding import Stamp
from domain.kinds.visit.place import PlaceMark
from domain.place.presence import Presence, distance_m, presence
from domain.register.trail_rule import FULL_TRAIL, Trace, TrailRule, rule_on
from domain.trail.timing import ClockGrade, Interval
from domain.visit.content_rules import content_flags
from domain.visit.flag import UNIT_NUMBER, UNIT_SCHOOL, Flag, FlagCode, FlagFact, wanted
from domain.visit.visit import Visit


class Mark(StrEnum):
    """What acceptance noted about one entry: kept all the same."""

    FORK = "fork"
    REVOKED_CHAIN = "revoked_chain"
    WITHHELD = "withheld"
    CLOCK_CONTRADICTION = "clock_contradiction"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the server knows of one entry: when it came, when it can have happened, its marks."""

    accepted_at: datetime
    interval: Interval
    marks: frozenset[Mark] = frozenset()

    def __post_init__(self) -> None:
        is_contradicted = Mark.CLOCK_CONTRADICTION in self.marks
        if is_contradicted != self.interval.is_contradicted:
            interval = replace(self.interval, is_contradicted=is_contradicted)
            object.__setattr__(self, "interval", interval)


@dataclass(frozen=True, slots=True)
class Limits:
    """The district's settings the flags are measured by."""

    late_after_h: int = 72
    short_dwell_min: int = 10
    trail: tuple[TrailRule, ...] = (FULL_TRAIL,)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All the rules look at beside the visit itself; empty on the phone before acceptance.

    ``unknown_units`` are those of the further units that the register has not.
    ``of_neighbours`` is what other visits say of this one (``domain.visit.neighbours``).
    """

    accepted: Mapping[str, Acceptance] = field(default_factory=dict)
    of_neighbours: tuple[Flag, ...] = ()
    is_school_known: bool = True
    unknown_units: frozenset[str] = frozenset()
    is_school_placed: bool = True
    limits: Limits = Limits()


class Assessment(BaseModel):
    """What the rules say of one visit.

    ``unwanted`` is what the district did without on that date; where that is the place,
    ``presence``, ``presence_out`` and ``distance_m`` are None.
    ``visit_on`` is the Asia/Shanghai date of the check-in (of the opening without one), or the
    one that the office has set right.
    ``dwell_s`` is seconds between check-in and check-out, None where one is missing.
    ``grade`` is None before the server has seen the check-in.
    """

    model_config = ConfigDict(frozen=True)

    visit_on: date
    month: str
    unwanted: tuple[Trace, ...]
    presence: Presence | None
    presence_out: Presence | None
    distance_m: float | None
    dwell_s: int | None
    grade: ClockGrade | None
    flags: tuple[Flag, ...]


def assess(visit: Visit, evidence: Evidence) -> Assessment:
    """What the rules say of the visit, given what acceptance, register and likeness know."""
    start = visit.check_in.stamp if visit.check_in else visit.opened
    acceptance = evidence.accepted.get(start.entry)
    interval = acceptance.interval if acceptance else None
    day, spans = visit_date(parse_instant(start.at), interval)
    if visit.redating is not None:
        day, spans = date.fromisoformat(visit.redating.visit_on), False
    dwell, rule = dwell_s(visit), rule_on(evidence.limits.trail, day)
    flags = [
        *place_flags(visit),
        *unit_flags(visit, evidence.unknown_units),
        *_time_flags(visit, evidence, start, spans),
        *content_flags(visit, dwell, evidence.limits.short_dwell_min),
        *evidence.of_neighbours,
        *_trail_flags(visit, evidence),
    ]
    return Assessment(
        visit_on=day,
        month=month_of(day),
        unwanted=rule.unwanted,
        presence=_presence(visit.check_in) if rule.wants_place else None,
        presence_out=_presence(visit.check_out) if visit.check_out and rule.wants_place else None,
        distance_m=_distance_m(visit.check_in) if rule.wants_place else None,
        dwell_s=dwell,
        grade=_grade(interval, start),
        flags=wanted(flags, rule),
    )


def rule_of_visit(visit: Visit, rules: Sequence[TrailRule], now: datetime) -> TrailRule:
    """What is to be recorded of a visit: by its date, or before the arrival by that of ``now``."""
    if visit.redating is not None:
        return rule_on(rules, date.fromisoformat(visit.redating.visit_on))
    day = local_date(parse_instant(visit.check_in.stamp.at) if visit.check_in else now)
    return rule_on(rules, day)


def visit_date(claimed: datetime, interval: Interval | None) -> tuple[date, bool]:
    """The visit date and whether the interval spans days.

    Where it does, the claimed date if inside, else the latest. Without an interval, the claim.
    """
    if interval is None:
        return local_date(claimed), False
    first, last = local_date(interval.earliest), local_date(interval.latest)
    if first == last:
        return first, False
    day = local_date(claimed)
    return (day if first <= day <= last else last), True


def dwell_s(visit: Visit) -> int | None:
    """Seconds from check-in to check-out: by ticks within one boot, else by the claimed times."""
    if visit.check_in is None or visit.check_out is None:
        return None
    came, left = visit.check_in.stamp, visit.check_out.stamp
    if came.tick and left.tick and came.tick.boot == left.tick.boot and came.chain == left.chain:
        return max(0, left.tick.ms - came.tick.ms) // 1000
    return max(0, int((parse_instant(left.at) - parse_instant(came.at)).total_seconds()))


def _grade(interval: Interval | None, start: Stamp) -> ClockGrade | None:
    """The check-in's grade; a tick that is not the phone's own (on the web) is bounded at best."""
    if interval is None:
        return None
    is_web = start.tick is not None and start.tick.boot.startswith("web-")
    if is_web and interval.grade is ClockGrade.VERIFIED:
        return ClockGrade.BOUNDED
    return interval.grade


def _presence(mark: PlaceMark | None) -> Presence:
    return presence(mark.fix, mark.circle) if mark else Presence.CANNOT_TELL


def _distance_m(mark: PlaceMark | None) -> float | None:
    if mark is None or mark.fix is None or mark.circle is None:
        return None
    return round(distance_m(mark.fix, mark.circle), 1)


def place_flags(visit: Visit) -> Iterable[Flag]:
    """What check-in and check-out say of where the inspector was."""
    for mark, code in (
        (visit.check_in, FlagCode.OUTSIDE),
        (visit.check_out, FlagCode.LEFT_OUTSIDE),
    ):
        if mark is not None:
            yield from _outside(mark, code)
    if visit.check_in is not None:
        yield from _doubts(visit.check_in)
    elif visit.submissions:
        yield Flag.of(FlagCode.NO_CHECK_IN)


def unit_flags(visit: Visit, unknown: frozenset[str] = frozenset()) -> Iterable[Flag]:
    """What the arrivals at its further units say, each with the unit's number among all.

    One without an arrival of its own counts as visited, and not towards the duty (S2).
    """
    for number, school in enumerate(visit.units, start=2):
        unit: dict[str, FlagFact] = {UNIT_NUMBER: number, UNIT_SCHOOL: school}
        if school in unknown:
            yield Flag.of(FlagCode.UNKNOWN_SCHOOL, school=school, **unit)
        mark = visit.arrival_at(school)
        if mark is None:
            if visit.submissions:
                yield Flag.of(FlagCode.UNIT_NOT_ARRIVED, **unit)
            continue
        found = [*_outside(mark, FlagCode.OUTSIDE), *_doubts(mark)]
        yield from (Flag.of(each.code, **each.facts, **unit) for each in found)


def _outside(mark: PlaceMark, code: FlagCode) -> Iterable[Flag]:
    if mark.circle and _presence(mark) is Presence.OUTSIDE:
        away, radius = round(_distance_m(mark) or 0), round(mark.circle.radius_m)
        yield Flag.of(code, distance_m=away, radius_m=radius)


def _doubts(mark: PlaceMark) -> Iterable[Flag]:
    """Why an arrival does not tell where the inspector was."""
    if mark.fix and mark.fix.is_mocked:
        yield Flag.of(FlagCode.MOCKED)
    elif mark.fix and mark.fix.source == "manual":
        yield Flag.of(FlagCode.PLACE_BY_HAND, reason=mark.reason)
    elif _presence(mark) is Presence.CANNOT_TELL:
        yield Flag.of(FlagCode.PLACE_UNKNOWN)


def _time_flags(visit: Visit, evidence: Evidence, start: Stamp, spans: bool) -> Iterable[Flag]:
    acceptance = evidence.accepted.get(start.entry)
    if acceptance is None:
        return
    claimed = parse_instant(start.at)
    if acceptance.interval.disagrees(claimed):
        late = claimed > acceptance.interval.latest
        bound = acceptance.interval.latest if late else acceptance.interval.earliest
        off = round(abs((claimed - bound).total_seconds()) / 60)
        yield Flag.of(FlagCode.CLOCK_OFF, minutes=off, is_ahead=late)
    if acceptance.interval.grade is ClockGrade.UNVERIFIED:
        yield Flag.of(FlagCode.CLOCK_UNVERIFIED)
    if spans:
        yield Flag.of(FlagCode.DATE_SPANS)
    first = next(iter(visit.submissions), None)
    handed_in = evidence.accepted.get(first.entry) if first else None
    if handed_in is not None:
        waited = handed_in.accepted_at - max(claimed, acceptance.interval.earliest)
        hours = waited.total_seconds() / 3600
        if hours > evidence.limits.late_after_h:
            yield Flag.of(FlagCode.LATE_SYNC, days=round(hours / 24, 1))


def _trail_flags(visit: Visit, evidence: Evidence) -> Iterable[Flag]:
    if not evidence.is_school_known:
        yield Flag.of(FlagCode.UNKNOWN_SCHOOL, school=visit.school_id)
    if visit.position_proposal is not None and not evidence.is_school_placed:
        yield Flag.of(FlagCode.POSITION_PROPOSED)
    marks = {mark for accepted in evidence.accepted.values() for mark in accepted.marks}
    if Mark.FORK in marks:
        yield Flag.of(FlagCode.FORK)
    if Mark.CLOCK_CONTRADICTION in marks:
        yield Flag.of(FlagCode.CLOCK_CONTRADICTS)
    if Mark.REVOKED_CHAIN in marks:
        yield Flag.of(FlagCode.REVOKED_CHAIN)
    missing = sum(Mark.WITHHELD in accepted.marks for accepted in evidence.accepted.values())
    if missing:
        yield Flag.of(FlagCode.WITHHELD, entries=missing)
    reasons = [ignored.reason for ignored in visit.ignored]
    unread = sum(reason in _UNREADABLE for reason in reasons)
    if unread:
        yield Flag.of(FlagCode.UNREADABLE, entries=unread)
    if "after_submission" in reasons:
        yield Flag.of(FlagCode.AFTER_SUBMISSION, entries=reasons.count("after_submission"))
    if "no_right" in reasons:
        yield Flag.of(FlagCode.NO_RIGHT, entries=reasons.count("no_right"))
    if any(review.is_stale for review in visit.reviews):
        yield Flag.of(FlagCode.STALE_REVIEW)
    if visit.redating is not None:
        yield Flag.of(FlagCode.REDATED, visit_on=visit.redating.visit_on)
    if visit.amendments:
        yield Flag.of(FlagCode.AMENDED, times=len(visit.amendments))


_UNREADABLE = frozenset({"unknown_kind", "invalid_body", "invalid_private"})
