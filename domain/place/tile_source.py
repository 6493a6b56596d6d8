"""Where the pictures of a map come from: an address template, and what has to be known of it."""

import re
from dataclasses import dataclass

from domain.place.datum import Datum
from domain.place.mercator import Tile

# The host stands in a header that browsers obey, so that nothing else may stand in it.
_TEMPLATE = re.compile(r"(https?://[A-Za-z0-9.-]+(?::\d{1,5})?)/[^\s\"'<>\\]*")
_PLACES = ("{z}", "{x}", "{y}")


@dataclass(frozen=True, slots=True)
class TileSource:
    """A pyramid of Web Mercator tiles by ``{z}/{x}/{y}``, and what is said of who made it.

    ``datum`` is that of its pictures, ``deepest`` the last zoom it has.
    """

    template: str
    datum: Datum
    deepest: int
    credit: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a browser's policy names them."""
        return _matched(self.template)[1]

    def address(self, tile: Tile) -> str:
        """Where a tile's picture is."""
        named = zip(_PLACES, tile, strict=True)
        found = self.template
        for place, number in named:
            found = found.replace(place, str(number))
        return found


def checked_template(template: str) -> str:
    """The template; ValueError where it is no address with ``{z}``, ``{x}`` and ``{y}`` in it."""
    _matched(template)
    return template


def _matched(template: str) -> re.Match[str]:
    found = _TEMPLATE.fullmatch(template)
    if found is None:
        raise ValueError("an address is wanted, as https://tiles.example.cn/{z}/{x}/{y}.png")
    if any(template.count(each) != 1 for each in _PLACES) or template.count("{") > len(_PLACES):
        raise ValueError("{z}, {x} and {y} are to stand in it once each, and no other braces")
    return found


def checked_datum(datum: Datum) -> Datum:
    """The datum; ValueError for BD-09, whose tiles are cut otherwise."""
    if datum is Datum.BD09:
        raise ValueError(
            "BD-09 tiles (百度) lie on another grid than {z}/{x}/{y} means; "
            "take tiles in wgs84 (as 天地图) or gcj02 (as 高德, 腾讯)"
        )
    return datum
