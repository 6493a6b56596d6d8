"""What a map shows: a part of the flat world on so many pixels, with its scale and its tiles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import floor
from typing import NamedTuple

from domain.place.datum import LatLng
from domain.place.mercator import (
    Spot,
    Tile,
    place_at,
    spot_of,
    world_m,
    world_px,
    zoom_of,
)

DEEPEST_ZOOM = 19
"""As near as a map goes: some 30 cm a pixel."""

# A box that was rounded for an address still means its own zoom.
_ROUNDED = 0.01
_LENGTHS = (1, 2, 5)


class Pixel(NamedTuple):
    """A place of the picture, from its upper left corner."""

    x: float
    y: float


class Box(NamedTuple):
    """A part of the world between two meridians and two parallels, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, places: Iterable[LatLng]) -> "Box":
        """The least that holds all of them; ValueError without any."""
        lats, lngs = zip(*places, strict=True)
        return cls(min(lngs), min(lats), max(lngs), max(lats))

    @property
    def corners(self) -> tuple[LatLng, LatLng]:
        """The one in the south-west and the one in the north-east."""
        return LatLng(self.south, self.west), LatLng(self.north, self.east)

    def holds(self, place: LatLng) -> bool:
        """Whether a place is within, or at the edge."""
        return self.west <= place.lng <= self.east and self.south <= place.lat <= self.north


class Piece(NamedTuple):
    """A tile, where its upper left corner is in the picture, and how wide it is there."""

    tile: Tile
    at: Pixel
    size_px: float


class ScaleBar(NamedTuple):
    """A length of the map, and how long it is in the picture."""

    length_m: int
    length_px: float


@dataclass(frozen=True, slots=True)
class Window:
    """A picture of so many pixels around a spot, in which the whole world is ``world_px`` wide."""

    middle: Spot
    world_px: float
    width: int
    height: int

    def pixel(self, place: LatLng) -> Pixel:
        """Where a place is in the picture, or beside it."""
        spot = spot_of(place)
        return Pixel(
            (spot.x - self.middle.x) * self.world_px + self.width / 2,
            (spot.y - self.middle.y) * self.world_px + self.height / 2,
        )

    def shows(self, at: Pixel) -> bool:
        """Whether a pixel is in the picture."""
        return 0 <= at.x <= self.width and 0 <= at.y <= self.height

    @property
    def box(self) -> Box:
        """What is in the picture."""
        across, down = self.width / 2 / self.world_px, self.height / 2 / self.world_px
        (south, west), (north, east) = (
            place_at(Spot(self.middle.x - across, self.middle.y + down)),
            place_at(Spot(self.middle.x + across, self.middle.y - down)),
        )
        return Box(west, south, east, north)

    @property
    def zoom(self) -> float:
        """Its zoom, whole where tiles fit it pixel by pixel."""
        return zoom_of(self.world_px)

    def nearer(self, times: float) -> "Window":
        """The same middle so many times larger; farther away below one. Not past the deepest."""
        return replace(self, world_px=min(self.world_px * times, world_px(DEEPEST_ZOOM)))

    def aside(self, across: float, down: float) -> "Window":
        """Moved by these parts of its width and height: to the east and to the south."""
        step_x, step_y = across * self.width / self.world_px, down * self.height / self.world_px
        return replace(self, middle=Spot(self.middle.x + step_x, self.middle.y + step_y))

    def pieces(self, deepest: int) -> Iterator[Piece]:
        """The tiles that cover it, none deeper than a pyramid goes; beyond the world are none."""
        zoom = max(0, min(deepest, round(self.zoom)))
        size = self.world_px / 2**zoom
        left, top = self._corner
        for y in range(max(0, floor(top / size)), 2**zoom):
            if y * size >= top + self.height:
                return
            for x in range(max(0, floor(left / size)), 2**zoom):
                if x * size >= left + self.width:
                    break
                yield Piece(Tile(zoom, x, y), Pixel(x * size - left, y * size - top), size)

    def scale_bar(self, most_px: float) -> ScaleBar:
        """The longest of 1, 2, 5, 10 … metres that is no longer in the picture's middle row."""
        metre_px = self.world_px / world_m(place_at(self.middle).lat)
        best, power = 1, 1
        while power * metre_px <= most_px:
            best = max(each * power for each in _LENGTHS if each * power * metre_px <= most_px)
            power *= 10
        return ScaleBar(best, best * metre_px)

    @property
    def _corner(self) -> Pixel:
        return Pixel(
            self.middle.x * self.world_px - self.width / 2,
            self.middle.y * self.world_px - self.height / 2,
        )


class Frame(NamedTuple):
    """A picture to be filled: its size, the margin kept free, and the deepest zoom it may have.

    ``is_whole`` wants a whole zoom, so that tiles are as sharp as they were drawn.
    """

    width: int
    height: int
    margin_px: int = 0
    deepest: float = DEEPEST_ZOOM
    is_whole: bool = False


def window_on(box: Box, frame: Frame) -> Window:
    """The nearest view of all of a box that the frame allows."""
    (west, south), (east, north) = map(spot_of, box.corners)
    across, down = east - west, south - north
    room_x, room_y = frame.width - 2 * frame.margin_px, frame.height - 2 * frame.margin_px
    fits = [room / size for room, size in ((room_x, across), (room_y, down)) if size > 0]
    zoom = min((zoom_of(each) for each in fits), default=frame.deepest)
    zoom = max(0.0, min(zoom, frame.deepest))
    if frame.is_whole:
        zoom = float(floor(zoom + _ROUNDED))
    middle = Spot((west + east) / 2, (south + north) / 2)
    return Window(middle, world_px(zoom), frame.width, frame.height)
