"""The pages of a SQLite database as they lie in its files, read without SQLite.

SQLite gives up at the first page that is not as it should be, and reaches what lies behind a
damaged page of a tree no more. Here every page is read for itself, as the file format tells
(https://www.sqlite.org/fileformat2.html): what is whole is found, whatever is damaged around it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAGIC = b"SQLite format 3\0"
USUAL_PAGE_BYTES = 4096
LARGEST_PAYLOAD = 64 * 1024 * 1024

_HEADER_BYTES = 100
_WAL_HEADER_BYTES, _FRAME_HEADER_BYTES = 32, 24
_LEAF_OF_TABLE = 0x0D
_VARINT_BYTES = 9

Value = None | int | float | bytes | str


@dataclass(frozen=True, slots=True)
class Record:
    """One row of some table: its row id and its values, in the order of the columns.

    ``is_whole`` is false where a page it goes on upon is missing: zeros stand for that part.
    ``age`` is 0 for the newest state of its page, and counts up for older ones.
    """

    row_id: int
    values: tuple[Value, ...]
    is_whole: bool
    age: int


class Pages:
    """All pages of a database: those of its file, and newer ones of its write-ahead log."""

    def __init__(self, path: Path) -> None:
        data = _read(path)
        self._size = _page_size(data)
        self._pages: dict[int, list[bytes]] = {}
        for number in range(1, -(-len(data) // self._size) + 1):
            page = data[(number - 1) * self._size : number * self._size]
            self._pages[number] = [page.ljust(self._size, b"\0")]
        for number, page in _frames(_read(path.with_name(f"{path.name}-wal")), self._size):
            self._pages.setdefault(number, []).insert(0, page)

    def __len__(self) -> int:
        return len(self._pages)

    def records(self) -> Iterator[Record]:
        """Every row that can be read, newer states before older ones of the same page."""
        for number, states in self._pages.items():
            for age, page in enumerate(states):
                yield from self._of_leaf(page, _HEADER_BYTES if number == 1 else 0, age)

    def _of_leaf(self, page: bytes, start: int, age: int) -> Iterator[Record]:
        if page[start] != _LEAF_OF_TABLE:
            return
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        for at in range(start + 8, min(start + 8 + 2 * count, self._size - 1), 2):
            place = int.from_bytes(page[at : at + 2], "big")
            try:
                yield self._of_cell(page, place, age)
            except (IndexError, ValueError, OverflowError):
                continue  # no cell there, or one that is none any more

    def _of_cell(self, page: bytes, place: int, age: int) -> Record:
        size, place = _varint(page, place)
        row_id, place = _varint(page, place)
        if size > LARGEST_PAYLOAD:
            raise ValueError("no row is so large")
        most = self._size - 35
        here = size
        if size > most:
            least = (self._size - 12) * 32 // 255 - 23
            here = least + (size - least) % (self._size - 4)
            here = here if here <= most else least
        payload, is_whole = page[place : place + here], True
        if len(payload) < here:
            raise ValueError("the cell runs over its page")
        if here < size:
            following = int.from_bytes(page[place + here : place + here + 4], "big")
            payload, is_whole = self._gone_on(payload, following, size, age)
        return Record(row_id, _values(payload), is_whole, age)

    def _gone_on(self, begun: bytes, number: int, size: int, age: int) -> tuple[bytes, bool]:
        """The payload with what lies on further pages; and whether all of them are there."""
        parts, missing = [begun], size - len(begun)
        while missing > 0:
            states = self._pages.get(number)
            if states is None:
                return b"".join(parts).ljust(size, b"\0"), False
            page = states[min(age, len(states) - 1)]
            number = int.from_bytes(page[:4], "big")
            parts.append(page[4 : 4 + missing])
            missing -= self._size - 4
        return b"".join(parts), True


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _page_size(data: bytes) -> int:
    told = int.from_bytes(data[16:18], "big")
    is_one = told >= 512 and told & (told - 1) == 0
    return told if data.startswith(MAGIC) and is_one else USUAL_PAGE_BYTES


def _frames(data: bytes, page_size: int) -> Iterator[tuple[int, bytes]]:
    """The pages in a write-ahead log that were committed, oldest first.

    Not by its checksums, which end at the first damage; what was left of an earlier round of the
    log has another salt.
    """
    step = _FRAME_HEADER_BYTES + page_size
    starts = range(_WAL_HEADER_BYTES, len(data) - step + 1, step)
    salt = data[16:24]
    if not any(data[start + 8 : start + 16] == salt for start in starts):
        salt = data[_WAL_HEADER_BYTES + 8 : _WAL_HEADER_BYTES + 16]
    waiting: list[tuple[int, bytes]] = []
    for start in starts:
        head = data[start : start + _FRAME_HEADER_BYTES]
        if head[8:16] != salt:
            continue
        number = int.from_bytes(head[:4], "big")
        waiting.append((number, data[start + _FRAME_HEADER_BYTES : start + step]))
        if any(head[4:8]):
            yield from waiting
            waiting = []


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """The number there, and the place behind it; IndexError at the end of the data."""
    value = 0
    for count in range(1, _VARINT_BYTES + 1):
        byte = data[place]
        place += 1
        if count == _VARINT_BYTES:
            return (value << 8) | byte, place
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            break
    return value, place


def _values(payload: bytes) -> tuple[Value, ...]:
    """The values of a record; ValueError or IndexError where it is none."""
    end, place = _varint(payload, 0)
    kinds: list[int] = []
    while place < end:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        size = _SIZES[kind] if kind < 10 else (kind - 12) // 2
        if size < 0 or place + size > len(payload):
            raise ValueError("the record is longer than its payload")
        values.append(_value(kind, payload[place : place + size]))
        place += size
    return tuple(values)


_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)


def _value(kind: int, raw: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind >= 12:
        return raw.decode("utf-8", "surrogateescape") if kind % 2 else raw
    return struct.unpack(">d", raw)[0] if kind == 7 else int.from_bytes(raw, "big", signed=True)
