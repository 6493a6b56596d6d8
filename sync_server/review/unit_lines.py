"""The units of a visit to several, as its page lists them."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.kinds.visit.place import PlaceMark
from domain.kinds.visit.record import Method
from domain.place.presence import Presence, distance_m, presence
from domain.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: its number among all, how the arrival there is judged, and what there is of it."""

    number: int
    school_id: str
    arrival: PlaceMark | None
    lessons: int
    findings: int
    photos: int
    quantities: Mapping[Method, int]

    @property
    def presence(self) -> Presence | None:
        """Where the arrival puts the phone; None without one."""
        return presence(self.arrival.fix, self.arrival.circle) if self.arrival else None

    @property
    def distance_m(self) -> float | None:
        """How far from the unit it was; None where nobody knows."""
        mark = self.arrival
        if mark is None or mark.fix is None or mark.circle is None:
            return None
        return distance_m(mark.fix, mark.circle)


def unit_lines(visit: Visit) -> tuple[UnitLine, ...]:
    """The units of a visit to several; none for a visit to one, which names itself."""
    return tuple(
        _line(visit, number, each) for number, each in enumerate(visit.schools, 1) if visit.units
    )


def _line(visit: Visit, number: int, school_id: str) -> UnitLine:
    there = visit.at(school_id)
    return UnitLine(
        number=number,
        school_id=school_id,
        arrival=visit.arrival_at(school_id),
        lessons=len(there.lessons),
        findings=len(there.findings),
        photos=len(there.shown_photos),
        quantities=there.quantities,
    )
