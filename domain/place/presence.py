"""Where a phone says it is, and whether that is at the school."""

from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

STALE_AFTER_S = 120
COARSE_BEYOND_M = 500
EXACT_WITHIN_M = 50

Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Metres = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]

FixSource = Literal["gps", "network", "fused", "manual", "browser", "unknown"]


class Fix(BaseModel):
    """One answer of a positioning device, in WGS-84, with all it said about itself.

    `accuracy_m` is the radius of 68 % confidence; None or 0 means the device gave none.
    `age_s` is how old the position was when it was used; None means not known.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    lat: Latitude
    lng: Longitude
    accuracy_m: Metres | None = None
    age_s: Seconds | None = None
    source: FixSource = "unknown"
    is_mocked: bool = False


class Circle(BaseModel):
    """A school's position (WGS-84) and the radius in metres a visit is judged by."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    lat: Latitude
    lng: Longitude
    radius_m: Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Presence(StrEnum):
    """Whether a fix puts the phone at the school."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    CANNOT_TELL = "cannot_tell"


def distance_m(one: Fix | Circle, other: Fix | Circle) -> float:
    """The geodesic distance of two positions on WGS-84, in metres."""
    return _geodesic_m((one.lat, one.lng), (other.lat, other.lng))


# One visit's rules ask for the same distance several times, and a geodesic takes long.
@lru_cache(maxsize=256)
def _geodesic_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    # It brings in all of requests, which nothing before the first distance has use for.
    from geopy.distance import geodesic  # noqa: PLC0415

    return float(geodesic(one, other).meters)


def presence(fix: Fix | None, circle: Circle | None) -> Presence:
    """Whether the fix puts the phone at the school: inside, outside, or cannot tell (2-04).

    The fix's own accuracy is the benefit of the doubt: outside only when even its nearest
    edge lies beyond the radius (distance - accuracy > radius), else inside. Nothing can
    be told without a fix or a school position, nor from a fix that is mocked, set by hand,
    older than 120 s or of unknown age, or whose accuracy is unknown or worse than both
    the radius and 500 m: so wide an answer would fit any place in town.
    """
    if fix is None or circle is None or not _is_telling(fix, circle):
        return Presence.CANNOT_TELL
    nearest_m = distance_m(fix, circle) - (fix.accuracy_m or 0)
    return Presence.OUTSIDE if nearest_m > circle.radius_m else Presence.INSIDE


def is_exact(fix: Fix) -> bool:
    """Whether a fix is good enough to say where a school is: real, fresh and within 50 m."""
    if fix.is_mocked or fix.source == "manual" or fix.age_s is None or not fix.accuracy_m:
        return False
    return fix.age_s <= STALE_AFTER_S and fix.accuracy_m <= EXACT_WITHIN_M


def _is_telling(fix: Fix, circle: Circle) -> bool:
    if fix.is_mocked or fix.source == "manual":
        return False
    if fix.age_s is None or fix.age_s > STALE_AFTER_S:
        return False
    if not fix.accuracy_m:
        return False
    return fix.accuracy_m <= max(circle.radius_m, COARSE_BEYOND_M)
