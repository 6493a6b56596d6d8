"""The further units of a visit to several (2-23, 3-13): added, arrived at, counted, taken out."""

from app.visits.draft_keys import unit_count_key
from app.visits.fix_fields import place_of, quality_of
from app.visits.messages import WORDS, made, refusal
from app.visits.recorder import Recorder
from domain.clock import Clock
from domain.errors import BadInput
from domain.kinds.visit.place import FixPrivate
from domain.kinds.visit.record import Method
from domain.kinds.visit.unit import UnitAdded, UnitCheckedIn, UnitCounted
from domain.place.presence import Fix, presence
from domain.visit.visit import Visit


class Units:
    """The acts about further units."""

    def __init__(self, recorder: Recorder, now: Clock) -> None:
        self._recorder = recorder
        self._now = now

    def add_unit(self, visit_id: str, school_id: str) -> Visit:
        """Go on with the visit at this unit as well; Conflict for the one it was opened at."""
        school = self._recorder.school(school_id)
        if school is None:
            raise refusal("school_unknown")
        body = made(UnitAdded, school_id=school_id, school_kind=school.school_kind)
        return self._recorder.record(visit_id, body)

    def remove_unit(self, visit_id: str, school_id: str) -> Visit:
        """Take a unit out again; what is recorded of it is the first one's from then on."""
        body = made(UnitAdded, school_id=school_id, is_withdrawn=True)
        return self._recorder.record(visit_id, body)

    def arrive_at_unit(
        self, visit_id: str, school_id: str, fix: Fix | None, reason: str = ""
    ) -> Visit:
        """Record the arrival at a further unit, judged by its own circle; no place is refused.

        ``reason`` says why there is no position, or why it was set by hand (then BadInput without).
        Where the district wants no place, none is recorded.
        """
        rule = self._recorder.rule(self._recorder.visit(visit_id), self._now())
        if not rule.wants_place:
            return self._recorder.record(visit_id, UnitCheckedIn(school_id=school_id), FixPrivate())
        if fix is not None and fix.source == "manual" and not reason.strip():
            raise BadInput(WORDS["hand_reason_missing"], code="hand_reason_missing")
        school = self._recorder.school(school_id)
        circle = school.circle if school else None
        body = made(
            UnitCheckedIn,
            school_id=school_id,
            circle=circle,
            presence=presence(fix, circle),
            **quality_of(fix),
        )
        return self._recorder.record(visit_id, body, made(FixPrivate, **place_of(fix, reason)))

    def record_unit_count(
        self, visit_id: str, school_id: str, method: Method, quantity: int
    ) -> Visit:
        """Set how often a method was used at a further unit."""
        body = made(UnitCounted, school_id=school_id, method=method, quantity=quantity)
        keys = [unit_count_key(body.method, school_id)]
        return self._recorder.record(visit_id, body, drafts=keys)


def unit_now(visit: Visit) -> str | None:
    """At which unit of a visit to several one is: where one arrived last, else the first.

    None for a visit to one unit, of which nothing names its unit.
    """
    return visit.unit_now if visit.units else None
