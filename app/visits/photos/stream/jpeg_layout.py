"""How a JPEG file is laid out: its frame, its scans and its end (ITU-T T.81, annex B)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_SOI, _EOI, _SOS, _DHT, _DRI = 0xD8, 0xD9, 0xDA, 0xC4, 0xDD
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_RESTARTS = range(0xD0, 0xD8)
_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_EVERY_COEFFICIENT = range(64)


@dataclass(frozen=True, slots=True)
class Scan:
    """Picture data: its components, the bytes it fills, its restart markers in file order.

    ``zero_symbols`` is, per component, the symbol that zero bits stand for in its table of AC
    codes; None where there is no such table.
    """

    components: bytes
    start: int
    end: int
    restarts: tuple[int, ...]
    zero_symbols: tuple[int | None, ...]
    first_coefficient: int = 0


@dataclass(slots=True)
class Layout:
    """What the markers say. ``unit_px`` is the width and height of one coded unit (MCU)."""

    frame: int = 0
    height_at: int = 0
    size: tuple[int, int] = (0, 0)
    unit_px: tuple[int, int] = (8, 8)
    components: bytes = b""
    interval: int = 0
    end: int = 0
    scans: list[Scan] = field(default_factory=list)
    missing: dict[int, set[int]] = field(default_factory=dict)
    zero_symbols: dict[int, int] = field(default_factory=dict)

    @property
    def is_progressive(self) -> bool:
        """Whether each coefficient comes in several scans."""
        return self.frame == 0xC2

    @property
    def is_huffman_coded(self) -> bool:
        """Whether it is one of the kinds that cameras write: baseline, extended, progressive."""
        return self.frame in (0xC0, 0xC1, 0xC2)

    @property
    def units(self) -> tuple[int, int]:
        """How many coded units lie side by side, and one below the other."""
        (width, height), (unit_width, unit_height) = self.size, self.unit_px
        return -(-width // unit_width), -(-height // unit_height)

    @property
    def has_all_coefficients(self) -> bool:
        """Whether the scans brought every coefficient of every component to its last bit."""
        return bool(self.missing) and not any(self.missing.values())


def layout_of(data: bytes) -> Layout | None:
    """The layout up to the mark that ends the picture; None where the markers do not lead there."""
    layout, at = Layout(), 2
    while (found := _MARKER.search(data, at)) is not None:
        marker, at = found[1][0], found.end()
        if marker == _EOI:
            layout.end = found.start()
            return layout if layout.scans else None
        if marker in _RESTARTS or marker == 0x01:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        if marker == _SOI or length < 2 or at + length > len(data):
            return None
        segment = data[at + 2 : at + length]
        at += length
        if not _read(layout, marker, segment, at - length):
            return None
        if marker == _SOS:
            scan = _scan(data, at, segment, layout)
            if scan is None:
                return None
            layout.scans.append(scan)
            at = scan.end
    return None


def _read(layout: Layout, marker: int, segment: bytes, at: int) -> bool:
    """Take in what a segment says; False for one that cannot be."""
    if marker in _FRAMES:
        return _read_frame(layout, marker, segment, at)
    if marker == _DRI:
        layout.interval = int.from_bytes(segment[:2], "big")
    elif marker == _DHT:
        layout.zero_symbols.update(_zero_symbols(segment))
    elif marker == _SOS:
        return _read_coefficients(layout, segment)
    return True


def _read_frame(layout: Layout, marker: int, segment: bytes, at: int) -> bool:
    if layout.frame or len(segment) < 9 or len(segment) < 6 + 3 * segment[5]:
        return False
    height, width = (int.from_bytes(segment[i : i + 2], "big") for i in (1, 3))
    count = segment[5]
    factors = segment[7::3][:count]
    wide, high = (max(each >> 4 for each in factors), max(each & 15 for each in factors))
    if not (width and height and wide and high):
        return False
    layout.frame, layout.height_at, layout.size = marker, at + 3, (width, height)
    layout.unit_px = (8, 8) if count == 1 else (8 * wide, 8 * high)
    layout.components = segment[6::3][:count]
    layout.missing = {each: set(_EVERY_COEFFICIENT) for each in layout.components}
    return True


def _read_coefficients(layout: Layout, segment: bytes) -> bool:
    """Cross off what a scan brings to its last bit."""
    count = segment[0] if segment else 0
    if len(segment) < 4 + 2 * count or not count:
        return False
    first, last, bits = segment[1 + 2 * count : 4 + 2 * count]
    for component in segment[1 : 1 + 2 * count : 2]:
        if component not in layout.missing:
            return False
        if not layout.is_progressive:
            layout.missing[component].clear()
        elif bits & 15 == 0:
            layout.missing[component] -= set(range(first, last + 1))
    return True


def _zero_symbols(segment: bytes) -> Iterator[tuple[int, int]]:
    """Per AC table that is defined, the symbol whose code is all zeros: the first of its list."""
    at = 0
    while at + 17 < len(segment):
        table, count = segment[at], sum(segment[at + 1 : at + 17])
        if table >> 4:
            yield table & 15, segment[at + 17]
        at += 17 + count


def _scan(data: bytes, start: int, segment: bytes, layout: Layout) -> Scan | None:
    """The scan from its first byte to the marker behind it; None with restarts out of turn."""
    count = segment[0]
    tables = segment[2 : 2 + 2 * count : 2]
    restarts: list[int] = []
    for found in _MARKER.finditer(data, start):
        marker = found[1][0]
        if marker in _RESTARTS and marker == _RESTARTS[len(restarts) % 8]:
            restarts.append(found.start())
            continue
        if marker in _RESTARTS:
            return None
        zeros = tuple(layout.zero_symbols.get(each & 15) for each in tables)
        components = segment[1 : 1 + 2 * count : 2]
        first = segment[1 + 2 * count]
        return Scan(components, start, found.start(), tuple(restarts), zeros, first)
    return None
