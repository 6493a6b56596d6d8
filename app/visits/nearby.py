"""Which schools are near: to offer them first when the phone knows where it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.place.local_plane import offset_of
from domain.place.presence import Fix
from domain.wire.workbook import WorkbookSchool

NEAR_M = 1_000
MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class NearSchool:
    """A school and how far its centre is from the phone; None for one without a position."""

    school: WorkbookSchool
    distance_m: float | None


def by_distance(schools: Iterable[WorkbookSchool], fix: Fix) -> list[NearSchool]:
    """The schools, the nearest first; those without a position last, as the office has them."""
    found = [NearSchool(each, _distance_m(each, fix)) for each in schools]
    return sorted(found, key=lambda each: (each.distance_m is None, each.distance_m or 0.0))


def near(schools: Iterable[WorkbookSchool], fix: Fix | None) -> list[NearSchool]:
    """The few schools whose circle is within a kilometre of the fix, the nearest first."""
    if fix is None:
        return []
    return [each for each in by_distance(schools, fix) if _is_near(each)][:MOST_NEAR]


def _is_near(found: NearSchool) -> bool:
    circle = found.school.circle
    if circle is None or found.distance_m is None:
        return False
    return found.distance_m - circle.radius_m <= NEAR_M


def _distance_m(school: WorkbookSchool, fix: Fix) -> float | None:
    return offset_of(school.circle, fix).distance_m if school.circle else None
