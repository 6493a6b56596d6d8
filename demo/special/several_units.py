"""The second unit of a visit to several: which it is, and what is recorded there."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from demo.contents import Content
from demo.dice import dice
from demo.places import fix_at
from demo.plan import PlannedVisit
from demo.region import DemoSchool
from domain.kinds.visit.record import Method
from domain.kinds.visit.unit import UnitAdded, UnitCheckedIn, UnitCounted
from domain.place.presence import Circle, distance_m

# The parts of the visit by which one is on the way, there, and done.
_ON_THE_WAY, _THERE, _DONE = 0.62, 0.7, 0.9
_USED = {Method.DOCUMENTS: 4, Method.PATROLS: 1, Method.TALKS: 2}


def nearest(school: DemoSchool, others: Sequence[DemoSchool]) -> DemoSchool | None:
    """The nearest of the other schools, all of which have a place; None of none."""
    here = _circle(school)
    return min(others, key=lambda each: distance_m(_circle(each), here), default=None)


def _circle(school: DemoSchool) -> Circle:
    return Circle(lat=school.position.lat, lng=school.position.lng, radius_m=school.radius_m)


def further_unit(visit: PlannedVisit) -> Iterator[tuple[datetime, Content]]:
    """The visit goes on to its second unit: arrived at, and looked around."""
    unit = visit.further
    if unit is None:
        return

    def after(share: float) -> datetime:
        return visit.starts_at + timedelta(minutes=visit.dwell_min * share)

    added = UnitAdded(school_id=unit.school_id, school_kind=unit.kind)
    yield after(_ON_THE_WAY), (added, None)
    fix = fix_at(unit, dice("further unit", visit.number), None)
    place = {"school_id": unit.school_id, "circle": fix.circle, "presence": fix.presence}
    yield after(_THERE), (UnitCheckedIn.model_validate({**fix.quality, **place}), fix.private)
    for method, quantity in _USED.items():
        counted = UnitCounted(school_id=unit.school_id, method=method, quantity=quantity)
        yield after(_DONE), (counted, None)
