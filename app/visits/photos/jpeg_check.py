"""Whether a JPEG's picture data is whole: decoders only mutter about damage and paint over it.

Looks at the markers alone (ITU-T T.81, annex B), which a damaged camera file gives away: a
stray marker amid the picture data, or restart markers missing or out of turn.
"""

import re
from dataclasses import dataclass

_EOI, _SOS, _DRI = 0xD9, 0xDA, 0xDD
_BASELINE = (0xC0, 0xC1)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_RESTARTS = range(0xD0, 0xD8)
_MARKER = re.compile(rb"\xff+([^\x00\xff])")


@dataclass(slots=True)
class _Frame:
    """What the segments before the picture data say."""

    interval: int = 0
    units: int = 0
    components: int = 0


def is_whole(data: bytes) -> bool:
    """Whether nothing shows that the picture data of a baseline JPEG is damaged.

    True for what cannot be judged by its markers (progressive, no restart markers); whether it
    can be decoded at all is for the decoder to say.
    """
    frame = _Frame()
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            if marker not in _BASELINE:
                return True
            _read_frame(frame, data[at + 4 : at + 2 + length])
        elif marker == _DRI:
            frame.interval = int.from_bytes(data[at + 4 : at + 6], "big")
        elif marker == _SOS:
            # A picture in several scans has other markers between them.
            is_single = data[at + 4 : at + 5] == bytes([frame.components])
            return not is_single or _is_scan_whole(data, at + 2 + length, frame)
        at += 2 + length
    return True


def _read_frame(frame: _Frame, segment: bytes) -> None:
    """Count the units (MCU) the picture is coded in; none when the segment is too short."""
    if len(segment) < 9:
        return
    height, width = (int.from_bytes(segment[i : i + 2], "big") for i in (1, 3))
    frame.components = segment[5]
    factors = segment[7::3][: frame.components]
    wide, high = (max(each >> 4 for each in factors), max(each & 15 for each in factors))
    if frame.components == 1:
        wide = high = 1
    frame.units = -(-width // (8 * max(wide, 1))) * -(-height // (8 * max(high, 1)))


def _is_scan_whole(data: bytes, start: int, frame: _Frame) -> bool:
    expected = -(-frame.units // frame.interval) - 1 if frame.interval and frame.units else 0
    for seen, found in enumerate(_MARKER.finditer(data, start)):
        marker = found[1][0]
        if marker == _EOI:
            return seen in (expected, expected + 1)  # Some encoders also close with one.
        if marker not in _RESTARTS or marker != _RESTARTS[seen % 8]:
            return False
    return True  # Without an end: the decoder knows whether anything is missing.
