"""A map with its list, its legend and its ways, put together for who asks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from domain.kinds.register.school import Ownership, SchoolKind
from domain.place.window import Box
from domain.words.values import words_of
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Listed
from sync_server.console.map.address import MAP, ROWS, MapFilters, Span, periods
from sync_server.console.map.rows import WORDS, Row, UnitLinks, chips
from sync_server.console.map.sheet import NARROW, WIDE, Mark, Sheet, Shown, sheet_of
from sync_server.overview.day_route import Stop
from sync_server.overview.on_map import OnMap, UnitOnMap, UnitsOnMap

STEP = 0.5
# What is shown around units that are looked at from nearer, as a part of what they take.
AROUND = 0.15
# At least so much of a degree, about a hundred metres.
LEAST_DEGREES = 0.001


class Way(NamedTuple):
    """A link that shows another part of the map; ``sign`` is what stands on it."""

    words: str
    sign: str
    address: str


class Legend(NamedTuple):
    """What a look of the map means, how many units have it, and where their rows are."""

    mark: OnMap
    words: str
    units: int
    address: str


@dataclass(frozen=True, slots=True)
class View:
    """A map with its list, put together for who asks."""

    asking: Asking[MapFilters]
    span: Span
    found: UnitsOnMap
    stops: Sequence[Stop]
    whose: str

    @classmethod
    def of(cls, asking: Asking[MapFilters]) -> "View":
        """What somebody asks for; NotAllowed for whoever sees no visits."""
        wanted, viewer, maps = asking.wanted, asking.viewer, asking.services.maps
        span = wanted.span(maps.today(), lambda: maps.term(viewer))
        found = maps.units(viewer, wanted.narrowed(span))
        whose = wanted.account if viewer.may_see_all else viewer.account
        stops: Sequence[Stop] = ()
        if whose and span.day:
            stops = asking.services.routes.stops(viewer, whose, span.day, found.names)
        return cls(asking, span, found, stops, whose)

    @property
    def units(self) -> list[UnitOnMap]:
        """The units of the state that is asked for."""
        state = self.asking.wanted.state
        return [each for each in self.found.units if not state or state in each.marks]

    def sheets(self) -> list[Sheet]:
        """The map for a wide page and for a narrow one; none where nothing has a position."""
        asked = self.asking
        shown = Shown(self.units, self.stops, asked.wanted.box, asked.services.tiles)
        found = (sheet_of(shown, look) for look in (WIDE, NARROW))
        return [each for each in found if each]

    @property
    def links(self) -> UnitLinks:
        """Where what is said of its units leads."""
        return UnitLinks(self.asking.viewer, self.span, self.whose)

    def listed(self, sheet: Sheet | None) -> Listed[Row]:
        """The rows: of a part of the map those that are in it."""
        box = sheet.box if sheet and self.asking.wanted.bbox else None

        def is_wanted(row: Row) -> bool:
            place = row.unit.place
            return box is None or (place is not None and box.holds(place))

        rows = [self.links.row(each) for each in self.units]
        found = InOrder(rows, is_wanted, lambda each: each.unit.school_id)
        left_out = () if self.asking.viewer.may_see_all else ("account",)
        return Listed(found.read, found.key, found.total, self._options(), left_out=left_out)

    def legend(self) -> list[Legend]:
        """What the marks mean, with the numbers of all units whatever part is shown."""
        wanted = self.asking.wanted
        numbers = Counter(mark for each in self.found.units for mark in each.marks)
        return [
            Legend(each, WORDS[each], numbers[each], _rows_at(wanted.address(state=each, bbox="")))
            for each in OnMap
        ]

    def days(self) -> list[Way]:
        """The day before and the one after, where the map is of a day."""
        if not self.span.day:
            return []
        day = date.fromisoformat(self.span.day)
        return [
            Way(words, "", self._of_day(day + timedelta(days=step)))
            for words, step in (("前一天", -1), ("后一天", 1))
        ]

    def _of_day(self, day: date) -> str:
        return self.asking.wanted.address(from_on=day.isoformat(), to_on="", period="", bbox="")

    def ways(self, sheet: Sheet) -> list[Way]:
        """Nearer, farther and to the sides."""
        wanted = self.asking.wanted
        sides = (
            ("向西移", "←", (-STEP, 0.0)),
            ("向北移", "↑", (0.0, -STEP)),
            ("向南移", "↓", (0.0, STEP)),
            ("向东移", "→", (STEP, 0.0)),
        )
        nearer = [] if sheet.is_deepest else [Way("放大", "＋", wanted.to(sheet.nearer(2)))]
        return [
            *nearer,
            Way("缩小", "－", wanted.to(sheet.nearer(0.5))),
            *(Way(words, sign, wanted.to(sheet.aside(*step))) for words, sign, step in sides),
            Way("看全部", "全部", wanted.address(bbox="") + MAP),
        ]

    def parts(self) -> list[Way]:
        """To each zone, or within a zone to each of its towns."""
        is_within = bool(self.asking.wanted.zone)
        places: dict[str, list[UnitOnMap]] = {}
        for each in self.found.units:
            name = each.town if is_within else each.zone_name
            if each.place and name:
                places.setdefault(name, []).append(each)
        return [
            Way(name, name, self.asking.wanted.to(_around(units)))
            for name, units in places.items()
            if len(places) > 1
        ]

    def mark_address(self, sheet: Sheet, mark: Mark) -> str:
        """Where a mark leads: of one unit its page, of several a nearer look at them."""
        if mark.unit:
            return self.links.unit(mark.unit)
        if mark.is_one_place or sheet.is_deepest:
            return _rows_at(self.asking.wanted.to(_around(mark.units)).removesuffix(MAP))
        return self.asking.wanted.to(_around(mark.units))

    def _options(self) -> dict[str, Mapping[str, str]]:
        known = self.found.names
        people = {row.account: row.name for row in known.inspectors}
        return {
            "period": periods(self.found.months),
            "school_kind": {each.value: word for each, word in words_of(SchoolKind).items()},
            "ownership": {each.value: word for each, word in words_of(Ownership).items()},
            "zone": {code: row.name for code, row in known.zones.items()},
            "state": {each.value: word for each, word in WORDS.items()},
            **({"account": people} if self.asking.viewer.may_see_all else {}),
        }


def _rows_at(address: str) -> str:
    return address + ROWS


def _around(units: Sequence[UnitOnMap]) -> Box:
    """A part of the map that holds these units and something around them."""
    box = Box.around(each.place for each in units if each.place)
    across = max(LEAST_DEGREES, AROUND * (box.east - box.west))
    down = max(LEAST_DEGREES, AROUND * (box.north - box.south))
    return Box(box.west - across, box.south - down, box.east + across, box.north + down)


def mark_words(mark: Mark) -> str:
    """What a mark says of its units."""
    if mark.unit:
        return "，".join((mark.unit.name, *(chip.word for chip in chips(mark.unit))))
    told = [f"{len(mark.units)} 个单位：已督导 {mark.visited}"]
    told += [f"未督导 {len(mark.units) - mark.visited}"] * (mark.visited < len(mark.units))
    told += [f"有隐患 {mark.with_hazard}"] * bool(mark.with_hazard)
    return "，".join(told)
