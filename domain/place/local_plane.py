"""The neighbourhood of a place as a flat map: metres east and north of it, and back to degrees.

Good for what lies in one district: within 50 km it is at most some metres off the true
distance. Beyond that the direction still holds well enough to draw an arrow.
"""

from math import cos, hypot, pi, radians, sin, sqrt
from typing import NamedTuple

from domain.place.datum import LatLng
from domain.place.presence import Circle, Fix

_AXIS_M = 6_378_137.0
_ECCENTRICITY_SQUARED = 0.006_694_379_990_14
# Nearer to a pole a degree of longitude is no length any more.
_NARROWEST = 1e-6


class Offset(NamedTuple):
    """Metres to the east and to the north; negative to the west and to the south."""

    east_m: float
    north_m: float

    @property
    def distance_m(self) -> float:
        """How far that is."""
        return hypot(self.east_m, self.north_m)


def offset_of(place: Fix | Circle | LatLng, origin: Fix | Circle | LatLng) -> Offset:
    """Where the place lies, seen from the origin, the short way around the earth."""
    east_m, north_m = _degree_m((place.lat + origin.lat) / 2)
    turn = (place.lng - origin.lng + 180) % 360 - 180
    return Offset(turn * east_m, (place.lat - origin.lat) * north_m)


def moved(origin: Fix | Circle | LatLng, offset: Offset) -> LatLng:
    """The place that lies so many metres from the origin; it stays on the globe."""
    lat = origin.lat
    # A degree is as long as halfway there, which is known better each time.
    for _ in range(3):
        east_m, north_m = _degree_m((lat + origin.lat) / 2)
        lat = max(-90.0, min(90.0, origin.lat + offset.north_m / north_m))
    lng = origin.lng + offset.east_m / east_m
    return LatLng(lat, (lng + 180) % 360 - 180)


def _degree_m(lat: float) -> tuple[float, float]:
    """How long a degree to the east and one to the north is there, on WGS-84."""
    phi = radians(lat)
    curvature = 1 - _ECCENTRICITY_SQUARED * sin(phi) ** 2
    across_m = _AXIS_M / sqrt(curvature)
    along_m = across_m * (1 - _ECCENTRICITY_SQUARED) / curvature
    return across_m * max(_NARROWEST, cos(phi)) * pi / 180, along_m * pi / 180
