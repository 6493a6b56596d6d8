"""Where the demo's phones say they are: fixes around a school, and the strange ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin
from random import Random

from demo.plan import Oddity
from demo.region import DemoSchool
from domain.kinds.visit.place import FixPrivate
from domain.place.presence import Circle, Fix, Presence, distance_m, presence

_METRES_A_DEGREE = 111_320
_REASONS = {
    Oddity.OUTSIDE: "校门口修路绕行，先在村委会停车处记录到校，再步行进校。",
    Oddity.BY_HAND: "教学楼内一直搜不到卫星信号，手动标注在校内。",
}


@dataclass(frozen=True, slots=True)
class DemoFix:
    """A fix as the phone had it (None: set by hand without one), judged by the school's circle."""

    fix: Fix
    circle: Circle | None
    presence: Presence
    private: FixPrivate

    @property
    def quality(self) -> dict[str, object]:
        """What the entry's body says of the fix."""
        return {
            "accuracy_m": self.fix.accuracy_m,
            "age_s": self.fix.age_s,
            "source": self.fix.source,
            "is_mocked": self.fix.is_mocked,
        }


def circle_of(school: DemoSchool) -> Circle | None:
    """The circle a visit to the school is judged by; None where the register has no position."""
    if not school.is_placed:
        return None
    return Circle(lat=school.position.lat, lng=school.position.lng, radius_m=school.radius_m)


def fix_at(school: DemoSchool, chance: Random, oddity: Oddity | None) -> DemoFix:
    """A fix on the school's ground, or one as strange as the oddity asks for."""
    is_far = oddity is Oddity.OUTSIDE
    away = chance.uniform(1_100, 2_600) if is_far else chance.uniform(5, school.radius_m * 0.35)
    angle = chance.uniform(0, 2 * pi)
    lat = school.position.lat + away * cos(angle) / _METRES_A_DEGREE
    lng = school.position.lng + away * sin(angle) / (_METRES_A_DEGREE * cos(radians(lat)))
    is_by_hand = oddity is Oddity.BY_HAND
    fix = Fix(
        lat=round(lat, 6),
        lng=round(lng, 6),
        accuracy_m=None if is_by_hand else round(chance.uniform(4, 38), 1),
        age_s=None if is_by_hand else round(chance.uniform(0.4, 20), 1),
        source="manual" if is_by_hand else chance.choice(("gps", "gps", "fused", "network")),
        is_mocked=oddity is Oddity.MOCKED,
    )
    circle = circle_of(school)
    reason = _REASONS.get(oddity, "") if oddity else ""
    private = FixPrivate(lat=fix.lat, lng=fix.lng, reason=reason)
    return DemoFix(fix, circle, presence(fix, circle), private)


def nearest(school: DemoSchool, others: Sequence[DemoSchool]) -> DemoSchool | None:
    """The nearest of the other schools, all of which have a place; None of none."""
    here = _circle(school)
    return min(others, key=lambda each: distance_m(_circle(each), here), default=None)


def _circle(school: DemoSchool) -> Circle:
    return Circle(lat=school.position.lat, lng=school.position.lng, radius_m=school.radius_m)
