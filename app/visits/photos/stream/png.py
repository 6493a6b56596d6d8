"""Whether a PNG is whole: its chunks' checksums, and that its packed data holds every row."""

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PIECE_BYTES = 1 << 20
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# Adam7: first column and row, and the steps to the next, of each pass.
_PASSES = (
    *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4)),
    *((0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)),
)

Chunk = tuple[bytes, memoryview]


def is_whole(data: bytes) -> bool:
    """Whether every chunk up to the last is there with its checksum, and all rows are in them."""
    try:
        chunks = list(_chunks(data))
        head = bytes(next(body for name, body in chunks if name == b"IHDR"))
        return _has_rows((body for name, body in chunks if name == b"IDAT"), _row_bytes(head))
    except (ValueError, StopIteration, KeyError, struct.error, zlib.error):
        return False


def _chunks(data: bytes) -> Iterator[Chunk]:
    """The chunks up to IEND; ValueError where one is cut off or has another checksum."""
    view, at, name = memoryview(data), len(SIGNATURE), b""
    while name != b"IEND":
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 8 + length
        (checksum,) = struct.unpack_from(">I", data, end)
        if zlib.crc32(view[at + 4 : end]) != checksum:
            raise ValueError("a chunk has another checksum than it says")
        name = data[at + 4 : at + 8]
        yield name, view[at + 8 : end]
        at = end + 4


def _row_bytes(head: bytes) -> int:
    """How many bytes all rows have, each with the byte that names its filter."""
    width, height, depth, colours, _, _, interlaced = struct.unpack_from(">IIBBBBB", head)
    bits = depth * _CHANNELS[colours]
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    total = 0
    for column, row, across, down in passes:
        wide, high = -(-(width - column) // across), -(-(height - row) // down)
        total += high * (1 + -(-wide * bits // 8)) if wide > 0 and high > 0 else 0
    return total


def _has_rows(packed: Iterator[memoryview], expected: int) -> bool:
    """Whether the packed data comes to its end, by its own checksum, and fills the rows."""
    unpacking, found = zlib.decompressobj(), 0
    for body in packed:
        waiting: bytes | memoryview = body
        while waiting and not unpacking.eof:
            found += len(unpacking.decompress(waiting, PIECE_BYTES))
            waiting = unpacking.unconsumed_tail
    while not unpacking.eof and (rest := unpacking.decompress(b"", PIECE_BYTES)):
        found += len(rest)
    return unpacking.eof and found >= expected
