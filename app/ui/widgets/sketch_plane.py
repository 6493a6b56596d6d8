"""Where school and phone lie on a sketch: north up, both axes to one scale. Pure geometry."""

from dataclasses import dataclass
from math import floor, log10
from typing import NamedTuple

from domain.place.datum import LatLng
from domain.place.local_plane import Offset, moved, offset_of
from domain.place.presence import Circle, Fix

MARGIN_PX = 16.0
# At the foot, where the scale is written.
FOOT_PX = 36.0
# What is smaller would not be seen; a place without extent is shown with this much around it.
LEAST_EXTENT_M = 40.0
BAR_SHARE = 1 / 3


class Point(NamedTuple):
    """Pixels from the sketch's upper left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A sketch's size in pixels, what lies in its middle, and how many metres a pixel is."""

    width: float
    height: float
    middle: LatLng
    metres_per_px: float

    def point(self, place: Fix | Circle) -> Point:
        """Where the place lies on the sketch; it may be off its edge."""
        east_m, north_m = offset_of(place, self.middle)
        scale = self.metres_per_px
        return Point(self.width / 2 + east_m / scale, self.height / 2 - north_m / scale)

    def place(self, point: Point) -> LatLng:
        """The place under a point of the sketch."""
        east_px, north_px = point.x - self.width / 2, self.height / 2 - point.y
        scale = self.metres_per_px
        return moved(self.middle, Offset(east_px * scale, north_px * scale))

    def px(self, metres: float) -> float:
        """A length in pixels."""
        return metres / self.metres_per_px

    @property
    def bar_m(self) -> float:
        """The round length (1, 2 or 5 with zeros) of the scale bar, at most a third as wide."""
        most_m = self.width * BAR_SHARE * self.metres_per_px
        power: float = 10.0 ** floor(log10(most_m))
        return max(step * power for step in (1, 2, 5) if step * power <= most_m)


def fitting(circle: Circle | None, fix: Fix | None, width: float, height: float) -> Frame:
    """The frame that just shows the school's circle and the fix with its accuracy.

    Without either there is nothing to show: the frame lies at 0, 0.
    """
    origin = circle or fix
    if origin is None:
        return Frame(width, height, LatLng(0.0, 0.0), 1.0)
    boxes = [(Offset(0.0, 0.0), circle.radius_m)] if circle else []
    if fix is not None:
        boxes.append((offset_of(fix, origin), fix.accuracy_m or 0.0))
    east = [at.east_m + side * reach for at, reach in boxes for side in (-1, 1)]
    north = [at.north_m + side * reach for at, reach in boxes for side in (-1, 1)]
    middle = Offset((min(east) + max(east)) / 2, (min(north) + max(north)) / 2)
    wide_m = max(max(east) - min(east), LEAST_EXTENT_M)
    high_m = max(max(north) - min(north), LEAST_EXTENT_M)
    free_px = height - MARGIN_PX - FOOT_PX
    scale = max(wide_m / (width - 2 * MARGIN_PX), high_m / free_px)
    lower_m = (FOOT_PX - MARGIN_PX) / 2 * scale
    shifted = Offset(middle.east_m, middle.north_m - lower_m)
    return Frame(width, height, moved(origin, shifted), scale)


def centred(circle: Circle, reach_m: float, side: float) -> Frame:
    """A square frame with the school in its middle, reaching so many metres each way."""
    return Frame(side, side, LatLng(circle.lat, circle.lng), 2 * reach_m / side)
