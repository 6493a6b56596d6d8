"""The log's hash tiles (C2SP tlog-tiles): which hashes stand in which, and how they are named.

A tile of level L holds up to 256 hashes of the tree's level 8·L, one after the other. Its path is
``tile/<L>/<N>``, the index in groups of three digits, all but the last after an ``x``; a tile at
the right edge of a tree has its width behind it, ``.p/<W>``. Entry bundles are not served.
"""

import re
from dataclasses import dataclass

HEIGHT = 8
WIDTH = 1 << HEIGHT
MOST_LEVELS = 64 // HEIGHT
_LEVEL = re.compile(r"[0-9]|[1-5][0-9]|6[0-3]")
_INDEX = re.compile(r"((?:x[0-9]{3}/)*)([0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True)
class Tile:
    """``width`` hashes of level ``HEIGHT * level`` of a tree, from ``index * WIDTH`` on."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its path under the log's prefix."""
        digits = str(self.index)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        whole = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        part = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{self.level}/{whole}{part}"

    @property
    def hashes(self) -> range:
        """The indexes of its hashes, on level ``HEIGHT * level`` of the tree."""
        first = self.index * WIDTH
        return range(first, first + self.width)

    def stands_in(self, size: int) -> bool:
        """Whether a tree of this size has all of its hashes."""
        return self.hashes.stop <= size >> (HEIGHT * self.level)


def read_tile(level: str, index: str) -> Tile | None:
    """The tile at ``tile/<level>/<index>``; None where no tile can be."""
    found = _INDEX.fullmatch(index)
    if found is None or not _LEVEL.fullmatch(level):
        return None
    upper, last, width = found.groups()
    tile = Tile(
        int(level),
        int(upper.replace("x", "").replace("/", "") + last),
        int(width) if width else WIDTH,
    )
    # One name each: no zeros in front, and a full tile goes without its width.
    return tile if tile.path == f"tile/{level}/{index}" else None


def tiles_of(size: int) -> list[Tile]:
    """All tiles of a tree of this size, from the leaves up, full ones before the last part."""
    tiles: list[Tile] = []
    level, count = 0, size
    while count:
        full, rest = divmod(count, WIDTH)
        tiles += [Tile(level, index) for index in range(full)]
        if rest:
            tiles.append(Tile(level, full, rest))
        level, count = level + 1, full
    return tiles
