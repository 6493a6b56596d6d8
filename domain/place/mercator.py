"""Web Mercator: the flat square world on which maps are drawn, and the tiles it is cut into.

It is one unit wide, counted from 180° west and from its northern edge. What is drawn on tiles
in a shifted datum is shifted first (`domain/place/datum.py`).
"""

from math import asinh, atan, cos, degrees, exp2, log2, pi, radians, sinh, tan
from typing import NamedTuple

from domain.place.datum import LatLng

NORTHMOST = degrees(atan(sinh(pi)))
"""The latitude of the square's northern edge; nothing beyond it is on the map."""

TILE_PX = 256
_AXIS_M = 6_378_137.0


class Spot(NamedTuple):
    """A place on the square: 0 to 1 to the east, and 0 to 1 to the south."""

    x: float
    y: float


class Tile(NamedTuple):
    """A picture of the tile pyramid: of 2^zoom columns and rows, the one in this column and row."""

    zoom: int
    x: int
    y: int


def spot_of(place: LatLng) -> Spot:
    """Where a place lies on the square; beyond its edges, at the edge."""
    lat = max(-NORTHMOST, min(NORTHMOST, place.lat))
    return Spot((place.lng + 180) / 360, (1 - asinh(tan(radians(lat))) / pi) / 2)


def place_at(spot: Spot) -> LatLng:
    """The place that lies there."""
    return LatLng(degrees(atan(sinh(pi * (1 - 2 * spot.y)))), spot.x * 360 - 180)


def world_m(lat: float) -> float:
    """How many metres the square is wide at a latitude; true to a hundredth."""
    return 2 * pi * _AXIS_M * cos(radians(lat))


def zoom_of(world_px: float) -> float:
    """At which zoom the square is so many pixels wide."""
    return log2(world_px / TILE_PX)


def world_px(zoom: float) -> float:
    """How many pixels the square is wide at a zoom."""
    return TILE_PX * exp2(zoom)
