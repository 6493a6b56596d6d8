"""Chinese map datums: WGS-84 (GPS), GCJ-02 (高德, 腾讯) and BD-09 (百度), and the way between.

Everything inside the project is WGS-84. Positions that come shifted are converted once,
where they enter; the shift is some 500 m, more than a school's whole circle.
"""

from collections.abc import Callable
from enum import StrEnum
from math import atan2, cos, hypot, pi, sin, sqrt
from typing import NamedTuple


class Datum(StrEnum):
    """Which datum a pair of coordinates is in."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class LatLng(NamedTuple):
    """A position in degrees, latitude first."""

    lat: float
    lng: float


_Shift = Callable[[LatLng], LatLng]

# The Krasovsky 1940 ellipsoid, on which GCJ-02 is defined.
_AXIS_M = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
# Where GCJ-02 is applied: a box around China. Beyond it maps show WGS-84.
_LAT_RANGE = (0.8293, 55.8271)
_LNG_RANGE = (72.004, 137.8347)
_BD_TURN = pi * 3000 / 180
_BD_LAT, _BD_LNG = 0.006, 0.0065
# Each round leaves about a thousandth of the error before it: far past 1e-7 degrees.
_ROUNDS = 6


def from_wgs84(lat: float, lng: float, datum: Datum) -> LatLng:
    """The WGS-84 position as a map in `datum` shows it; outside China unchanged."""
    here = LatLng(lat, lng)
    if datum is Datum.WGS84 or not _is_in_china(here):
        return here
    return _wgs_to_gcj(here) if datum is Datum.GCJ02 else _gcj_to_bd(_wgs_to_gcj(here))


def to_wgs84(lat: float, lng: float, datum: Datum) -> LatLng:
    """The WGS-84 position of a point given in `datum`; outside China unchanged.

    The exact inverse of `from_wgs84` (to 1e-7 degrees, about 1 cm), found by iteration.
    """
    shown = LatLng(lat, lng)
    if datum is Datum.WGS84 or not _is_in_china(shown):
        return shown
    gcj = shown if datum is Datum.GCJ02 else _inverse(_gcj_to_bd, shown)
    return _inverse(_wgs_to_gcj, gcj)


def _is_in_china(place: LatLng) -> bool:
    return (
        _LAT_RANGE[0] <= place.lat <= _LAT_RANGE[1] and _LNG_RANGE[0] <= place.lng <= _LNG_RANGE[1]
    )


def _inverse(shift: _Shift, shifted: LatLng) -> LatLng:
    """The place that `shift` moves to `shifted`; the shift hardly changes over its length."""
    place = shifted
    for _ in range(_ROUNDS):
        moved = shift(place)
        place = LatLng(
            place.lat + shifted.lat - moved.lat,
            place.lng + shifted.lng - moved.lng,
        )
    return place


def _wgs_to_gcj(wgs: LatLng) -> LatLng:
    x, y = wgs.lng - 105.0, wgs.lat - 35.0
    phi = wgs.lat / 180 * pi
    curvature = 1 - _ECCENTRICITY_SQUARED * sin(phi) ** 2
    meridian_m = _AXIS_M * (1 - _ECCENTRICITY_SQUARED) / (curvature * sqrt(curvature))
    parallel_m = _AXIS_M / sqrt(curvature) * cos(phi)
    return LatLng(
        wgs.lat + _north_m(x, y) * 180 / (meridian_m * pi),
        wgs.lng + _east_m(x, y) * 180 / (parallel_m * pi),
    )


def _north_m(x: float, y: float) -> float:
    plain = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    waves = (
        (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi))
        + (20 * sin(y * pi) + 40 * sin(y / 3 * pi))
        + (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30))
    )
    return plain + waves * 2 / 3


def _east_m(x: float, y: float) -> float:
    plain = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    waves = (
        (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi))
        + (20 * sin(x * pi) + 40 * sin(x / 3 * pi))
        + (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi))
    )
    return plain + waves * 2 / 3


def _gcj_to_bd(gcj: LatLng) -> LatLng:
    radius = hypot(gcj.lng, gcj.lat) + 0.000_02 * sin(gcj.lat * _BD_TURN)
    angle = atan2(gcj.lat, gcj.lng) + 0.000_003 * cos(gcj.lng * _BD_TURN)
    return LatLng(radius * sin(angle) + _BD_LAT, radius * cos(angle) + _BD_LNG)
