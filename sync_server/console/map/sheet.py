"""A map as it is drawn: where the picture's tiles, units and stops lie, in its own pixels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from domain.place.datum import Datum, LatLng, from_wgs84, to_wgs84
from domain.place.grouping import grouped
from domain.place.tile_source import TileSource
from domain.place.window import DEEPEST_ZOOM, Box, Frame, Pixel, ScaleBar, Window, window_on
from sync_server.overview.day_route import Stop
from sync_server.overview.on_map import UnitOnMap

# Nearer than a map of its own accord goes to a single unit.
NEAR_ZOOM = 16
BAR_PX = 140
# A name is written beside a mark where so few are shown that it finds room.
MOST_NAMES = 30
_KM = 1000
_SEAM_PX = 0.7
_NAME_PX, _LINE_PX, _BESIDE_PX = 13, 18, 13
STOPS_APART_PX = 22


class Look(NamedTuple):
    """A size of map: its frame, and how far its marks lie apart."""

    name: str
    frame: Frame
    apart_px: int


WIDE = Look("wide", Frame(920, 560, margin_px=36, deepest=NEAR_ZOOM), 40)
NARROW = Look("narrow", Frame(360, 400, margin_px=28, deepest=NEAR_ZOOM), 46)


class Picture(NamedTuple):
    """A tile's address, and where it lies; a little wider than it is, so that no seam shows."""

    address: str
    at: Pixel
    width_px: float


@dataclass(frozen=True, slots=True)
class Mark:
    """One unit, or several that would lie on each other, at the place of the first of them.

    ``name`` is written beside it where there is room: on its left with ``is_left``.
    """

    at: Pixel
    units: Sequence[UnitOnMap]
    box: Box
    name: str = ""
    is_left: bool = False

    @property
    def unit(self) -> UnitOnMap | None:
        """The unit, where it is one alone."""
        return self.units[0] if len(self.units) == 1 else None

    @property
    def visited(self) -> int:
        """How many of them were visited."""
        return sum(bool(each.called.visits) for each in self.units)

    @property
    def visited_percent(self) -> int:
        """How large a part of them that is."""
        return round(100 * self.visited / len(self.units))

    @property
    def with_hazard(self) -> int:
        """How many of them have a hazard that is not put right."""
        return sum(each.has_hazard for each in self.units)

    @property
    def is_one_place(self) -> bool:
        """Whether looking nearer would not take them apart."""
        return self.box.west == self.box.east and self.box.south == self.box.north


class StopMark(NamedTuple):
    """The numbers of the stops at one place of a route."""

    at: Pixel
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One map. ``way`` is the line from stop to stop."""

    look: Look
    window: Window
    datum: Datum
    pictures: Sequence[Picture]
    marks: Sequence[Mark]
    stops: Sequence[StopMark]
    way: Sequence[Pixel]

    @property
    def box(self) -> Box:
        """What it shows, in WGS-84."""
        return _true(self.window.box, self.datum)

    @property
    def bar(self) -> ScaleBar:
        """Its scale."""
        return self.window.scale_bar(BAR_PX)

    @property
    def bar_words(self) -> str:
        """What is written on it."""
        length_m = self.bar.length_m
        return f"{length_m} 米" if length_m < _KM else f"{length_m // _KM} 公里"

    def nearer(self, times: float) -> Box:
        """What it would show so many times nearer."""
        return _true(self.window.nearer(times).box, self.datum)

    def aside(self, across: float, down: float) -> Box:
        """What it would show moved aside."""
        return _true(self.window.aside(across, down).box, self.datum)

    @property
    def is_deepest(self) -> bool:
        """Whether it cannot be looked at from nearer."""
        return self.window.zoom >= DEEPEST_ZOOM


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be on a map, and which part of it; all of it without a box."""

    units: Sequence[UnitOnMap]
    stops: Sequence[Stop]
    box: Box | None
    tiles: TileSource | None

    @property
    def places(self) -> list[LatLng]:
        """Where there is something to be seen: on a route the stops and their units."""
        stops = [each.place for each in self.stops if each.place]
        there = {each.school_id for each in self.stops} if stops else None
        units = (each for each in self.units if there is None or each.school_id in there)
        return [*stops, *(each.place for each in units if each.place)]


def sheet_of(shown: Shown, look: Look) -> Sheet | None:
    """The map; None where nothing has a position and no part was asked for."""
    if shown.box is None and not shown.places:
        return None
    tiles = shown.tiles
    datum = tiles.datum if tiles else Datum.WGS84
    window = _window(shown, look, datum)
    stops = [each for each in shown.stops if each.place]
    way = [window.pixel(_drawn(each.place, datum)) for each in stops if each.place]
    return Sheet(
        look=look,
        window=window,
        datum=datum,
        pictures=_pictures(window, tiles) if tiles else (),
        marks=_named(_marks(shown.units, window, datum, look), window),
        stops=_stop_marks([shown.stops.index(each) + 1 for each in stops], way),
        way=way,
    )


def _window(shown: Shown, look: Look, datum: Datum) -> Window:
    frame = look.frame._replace(is_whole=shown.tiles is not None)
    if shown.tiles:
        frame = frame._replace(deepest=min(NEAR_ZOOM, shown.tiles.deepest))
    if shown.box is None:
        return window_on(_shifted(Box.around(shown.places), datum), frame)
    return window_on(_shifted(shown.box, datum), frame._replace(margin_px=0, deepest=DEEPEST_ZOOM))


def _pictures(window: Window, tiles: TileSource) -> list[Picture]:
    return [
        Picture(tiles.address(each.tile), each.at, each.size_px + _SEAM_PX)
        for each in window.pieces(tiles.deepest)
    ]


def _marks(units: Iterable[UnitOnMap], window: Window, datum: Datum, look: Look) -> list[Mark]:
    placed = [(each, each.place) for each in units if each.place]
    pixels = [window.pixel(_drawn(place, datum)) for _, place in placed]
    seen = [number for number, at in enumerate(pixels) if window.shows(at)]
    groups = grouped([pixels[number] for number in seen], look.apart_px)
    members = [[seen[each] for each in group] for group in groups]
    return [
        Mark(
            at=pixels[numbers[0]],
            units=[placed[each][0] for each in numbers],
            box=Box.around(placed[each][1] for each in numbers),
        )
        for numbers in members
    ]


def _named(marks: Sequence[Mark], window: Window) -> list[Mark]:
    """The marks, with names beside those of one unit where they lie on no other mark or name."""
    if len(marks) > MOST_NAMES:
        return list(marks)
    taken = [_room(each.at, (-_BESIDE_PX, _BESIDE_PX)) for each in marks]
    found = []
    for mark in marks:
        name = mark.unit.name if mark.unit else ""
        reach = _BESIDE_PX + _NAME_PX * len(name)
        sides = {False: (_BESIDE_PX, reach), True: (-reach, -_BESIDE_PX)} if name else {}
        rooms = {is_left: _room(mark.at, side) for is_left, side in sides.items()}
        free = (
            is_left
            for is_left, room in rooms.items()
            if room.west > 0 and room.east < window.width
            if not any(_meet(room, each) for each in taken)
        )
        is_left = next(free, None)
        if is_left is None:
            found.append(mark)
        else:
            taken.append(rooms[is_left])
            found.append(replace(mark, name=name, is_left=is_left))
    return found


def _room(at: Pixel, across: tuple[float, float]) -> Box:
    """What a mark, or a name beside it, takes of the picture."""
    half = _LINE_PX / 2
    return Box(at.x + across[0], at.y - half, at.x + across[1], at.y + half)


def _meet(one: Box, other: Box) -> bool:
    return not (
        one.east <= other.west
        or other.east <= one.west
        or one.north <= other.south
        or other.north <= one.south
    )


def _stop_marks(numbers: Sequence[int], way: Sequence[Pixel]) -> list[StopMark]:
    groups = grouped(way, STOPS_APART_PX)
    return [
        StopMark(way[group[0]], "·".join(str(numbers[each]) for each in group)) for group in groups
    ]


def _drawn(place: LatLng, datum: Datum) -> LatLng:
    return from_wgs84(place.lat, place.lng, datum)


def _shifted(box: Box, datum: Datum) -> Box:
    (south, west), (north, east) = (_drawn(each, datum) for each in box.corners)
    return Box(west, south, east, north)


def _true(box: Box, datum: Datum) -> Box:
    (south, west), (north, east) = (to_wgs84(*each, datum) for each in box.corners)
    return Box(west, south, east, north)
