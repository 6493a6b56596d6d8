"""The members of a tar that is read once, from front to back.

Not by ``tarfile``: that keeps in memory, and expands, whatever a hostile header names. Here
only plain files come out, by names that are never used as paths; all else is passed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from domain.errors import BadInput

BLOCK_BYTES = 512
PIECE_BYTES = 64 * 1024
BAD_CONTENT = "bad_trail_content"

# Hard and symbolic links, devices, folders and pipes: nothing follows their header.
_WITHOUT_CONTENT = frozenset(b"123456")
_FILES = frozenset(b"0\0")
_CHECKSUM = slice(148, 156)


class Readable(Protocol):
    """Bytes to be read once: as many as asked for, fewer only at the end."""

    def read(self, size: int) -> bytes:
        """The next bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name as it is written there, its size, and whether it is a plain file."""

    name: str
    size: int
    is_file: bool


class Members:
    """Iterates over the members; ``pieces`` and ``content`` read the one that came last.

    BadInput (``bad_trail_content``) where the bytes are no tar, and whatever reading raises.
    """

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._left = 0

    def __iter__(self) -> Iterator[Member]:
        """The members in their order; what is not read of one is passed over."""
        while header := self._stream.read(BLOCK_BYTES):
            if not any(header):
                self._end()
                return
            member, self._left = _member(header)
            padding = -self._left % BLOCK_BYTES
            yield member
            for _ in self.pieces():
                pass
            self._exactly(padding)

    def pieces(self) -> Iterator[bytes]:
        """What is left of the present member, piece by piece."""
        while self._left:
            piece = self._exactly(min(self._left, PIECE_BYTES))
            self._left -= len(piece)
            yield piece

    def content(self) -> bytes:
        """All that is left of the present member; look at its size first."""
        return b"".join(self.pieces())

    def _exactly(self, size: int) -> bytes:
        found = self._stream.read(size)
        if len(found) != size:
            raise BadInput("The tar ends within a member.", code=BAD_CONTENT)
        return found

    def _end(self) -> None:
        """Read on to the end, which proves itself; only zeros may come there."""
        while rest := self._stream.read(PIECE_BYTES):
            if any(rest):
                raise BadInput("Something follows the end of the tar.", code=BAD_CONTENT)


def _member(header: bytes) -> tuple[Member, int]:
    """The member a header announces, and how many bytes of content follow."""
    without_sum = header[: _CHECKSUM.start] + b" " * 8 + header[_CHECKSUM.stop :]
    if len(header) != BLOCK_BYTES or _octal(header[_CHECKSUM]) != sum(without_sum):
        raise BadInput("The content is no tar.", code=BAD_CONTENT)
    kind = header[156]
    size = _octal(header[124:136])
    name = _text(header[:100])
    if header[257:262] == b"ustar" and (prefix := _text(header[345:500])):
        name = f"{prefix}/{name}"
    return Member(name, size, kind in _FILES), 0 if kind in _WITHOUT_CONTENT else size


def _octal(field: bytes) -> int:
    """The number in a header's field; only what a trail file can need: no binary sizes."""
    digits = field.strip(b" \0")
    if digits and not digits.strip(b"01234567"):
        return int(digits, 8)
    raise BadInput("The tar has a number that is none.", code=BAD_CONTENT)


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "replace")
