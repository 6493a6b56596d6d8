"""Runs: neighbouring entries of the log in one row, as small as they pack.

A run's lines are of one chain, each the next one's ``prev``, and of one subject; one carrier
brought them in one commit, and acceptance marked them alike. What the lines tell of each other
is left out of what is stored: in all headers but the first the id of the line before, the hash
of the body, chain and subject. No line holds a control byte but its tabs, so these stand in for
it. Private pieces are packed apart: an erasure rewrites these alone.

Nothing here knows of a database, so that a process that only reads runs starts quickly.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, repeat
from typing import Any

from domain.clock import milliseconds_of, parse_instant
from domain.errors import BadLine
from domain.trail.line import Line, read_header, sha256_hex

MOST_LINES = 200
"""No run has more, so that those around a position or a seq are found by a short range."""

ID_BYTES = 32
TIME_BYTES = 6
_CHECK_BYTES = 4
# Of the levels of zlib the third is as fast as the first on a visit's lines, and packs them to
# within 7 % of the last.
_LEVEL = 3
_RAW_DEFLATE = -15
# What lines are full of, so that the first one packs small too: a run is often a line or two.
# What is in the ledger cannot be read with any other.
_DICTIONARY = b"".join(
    (
        b'"is_withdrawn":false,"is_announced":false,"participants":[],"size_bytes":1000,"width":'
        b'"band_px":80,"original_sha256":"","sha256":"","photo_id":"","finding_id":"","caption":"'
        b'","circle":{"lat":26.57,"lng":106.71,"radius_m":500.0},"presence":"inside"}\n{"salt":"'
        b'","accuracy_m":12.0,"age_s":1.0,"source":"gps","is_mocked":false,"section":"record"}',
        b'","lat":26.57,"lng":106.71,"reason":""}\n{"salt":"","remark":"","text":""}\n{"salt":"',
        b"visit.opened visit.checked_in visit.noted visit.checked_out visit.submitted photo.taken ",
        b'finding.raised item.answered"item_id":"","value":"yes"}\n{"v":1,"chain":"\x03","seq":1',
        b',"prev":"\x01","saw":null,"at":"2026-01-01T00:00:00.000Z","tz":480,"tick":{"boot":"',
        b'","ms":10},"kind":"visit.noted","subject":"\x04","body":"\x02","private":""}\t{"salt":"',
    )
)
BEFORE, BODY, CHAIN, SUBJECT = b"\x01", b"\x02", b"\x03", b"\x04"
_ZONE = len("+00:00")

Times = tuple[str, str]
"""The earliest and the latest instant at which an entry can have happened."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all entries of a run have in common besides chain and subject."""

    carrier: str
    accepted_at: str
    marks: str
    tree_size: int


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the log, from the position ``first`` on; ``times`` are each line's."""

    first: int
    lines: Sequence[Line]
    times: Sequence[Times]
    shared: Shared

    @property
    def end(self) -> int:
        """The position behind its last entry."""
        return self.first + len(self.lines)


def goes_on(before: Line, line: Line, length: int) -> bool:
    """Whether the line belongs into the run of ``length`` lines that ends with the other.

    Both stand side by side in the log, and what a run shares is the same of both.
    """
    return (
        length < MOST_LINES
        and line.header.prev == before.id
        and line.header.chain == before.header.chain
        and line.header.seq == before.header.seq + 1
        and line.subject == before.subject
    )


def packed(run: Run) -> tuple[Any, ...]:
    """The run's row, in the order of the table's columns."""
    first, shared = run.lines[0], run.shared
    return (
        run.first,
        len(run.lines),
        first.header.chain,
        first.header.seq,
        first.header.prev,
        first.subject,
        shared.carrier,
        shared.accepted_at,
        shared.marks,
        shared.tree_size,
        bytes.fromhex("".join([line.id for line in run.lines])),
        packed_times(run.times, shared.accepted_at),
        _packed_lines(run.lines),
        packed_private([line.private_bytes for line in run.lines]),
    )


def unpacked(row: Mapping[str, Any]) -> Run:
    """The run in a row, its bytes believed (``verify`` is what checks them).

    BadLine where they cannot be read at all.
    """
    try:
        shared = Shared(row["carrier"], row["accepted_at"], row["marks"], row["tree_size"])
        times = unpacked_times(row["times"], shared.accepted_at)
        private = unpacked_private(row["private"])
        lines = unpacked_lines(row["lines"], private)
        if not len(lines) == len(times) == len(private):
            raise ValueError("not as many times and private pieces as lines")
    except ValueError as error:
        raise BadLine(
            f"The entries from position {row['first']} on cannot be read ({error}): "
            "run `duji verify`.",
            code="run_damaged",
        ) from error
    return Run(row["first"], lines, times, shared)


def split_ids(raw: bytes) -> list[str]:
    """The ids that are stored one after the other."""
    _require_bytes(raw)
    if len(raw) % ID_BYTES:
        raise ValueError("not a whole number of ids")
    return [raw[at : at + ID_BYTES].hex() for at in range(0, len(raw), ID_BYTES)]


def packed_times(times: Sequence[Times], accepted_at: str) -> bytes:
    """Milliseconds before acceptance, six bytes each: earliest and latest by turns."""
    accepted = milliseconds_of(accepted_at)
    return b"".join(
        [
            (accepted - milliseconds_of(each)).to_bytes(TIME_BYTES, "big", signed=True)
            for pair in times
            for each in pair
        ]
    )


def unpacked_times(raw: bytes, accepted_at: str) -> list[Times]:
    """The times that were packed so; ValueError where they are none."""
    _require_bytes(raw)
    if len(raw) % (2 * TIME_BYTES):
        raise ValueError("not a whole number of times")
    accepted = parse_instant(accepted_at)
    told: dict[bytes, str] = {}
    found: list[str] = []
    for at in range(0, len(raw), TIME_BYTES):
        each = raw[at : at + TIME_BYTES]
        if each not in told:
            told[each] = _before(accepted, int.from_bytes(each, "big", signed=True))
        found.append(told[each])
    return list(zip(found[::2], found[1::2], strict=True))


def time_at(raw: bytes, at: int, accepted_at: str) -> Times:
    """The times of the entry at this place of the run."""
    wide = 2 * TIME_BYTES
    return unpacked_times(raw[at * wide : (at + 1) * wide], accepted_at)[0]


def packed_private(pieces: Sequence[bytes | None]) -> bytes:
    """The private pieces of a run; one that is None is not there."""
    return deflated(b"\n".join([piece or b"" for piece in pieces]))


def unpacked_private(raw: bytes) -> list[bytes | None]:
    """The pieces that were packed so; ValueError where they are none."""
    return [piece or None for piece in inflated(raw).split(b"\n")]


def _packed_lines(lines: Sequence[Line]) -> bytes:
    first, *others = lines
    parts: list[bytes] = []
    before = first
    for line in others:
        header = line.header_bytes.replace(before.id.encode(), BEFORE)
        if line.body_bytes is not None:
            header = header.replace(line.header.body.encode(), BODY)
        parts.append(b"\n%b\t%b" % (header, line.body_bytes or b""))
        before = line
    rest = b"".join(parts).replace(first.header.chain.encode(), CHAIN)
    rest = rest.replace(first.subject.encode(), SUBJECT)
    return deflated(b"%b\t%b%b" % (first.header_bytes, first.body_bytes or b"", rest))


def unpacked_lines(
    raw: bytes, private: Sequence[bytes | None] = (), ids: Sequence[str] = ()
) -> list[Line]:
    """The lines that were packed so, with these private pieces; ValueError where they are none.

    ``ids`` are what a check expects: then a line that was changed does not change those after.
    """
    opening, _, rest = inflated(raw).partition(b"\n")
    header, _, body = opening.partition(b"\t")
    secrets = chain(private, repeat(None))
    found = [_line(header, body, next(secrets))]
    if not rest:
        return found
    first = found[0]
    rest = rest.replace(CHAIN, first.header.chain.encode())
    for part in rest.replace(SUBJECT, first.subject.encode()).split(b"\n"):
        header, _, body = part.partition(b"\t")
        if body:
            header = header.replace(BODY, sha256_hex(body).encode())
        header = header.replace(BEFORE, _id_before(header, found, ids).encode())
        found.append(_line(header, body, next(secrets)))
    return found


def _id_before(header: bytes, found: Sequence[Line], ids: Sequence[str]) -> str:
    """The last line's id, or the one expected of it where this header was written after that."""
    at, own = len(found), found[-1].id
    if at < len(ids) and ids[at - 1] != own:
        expected = header.replace(BEFORE, ids[at - 1].encode())
        if sha256_hex(expected) == ids[at]:
            return ids[at - 1]
    return own


def is_said(raw: bytes, words: bytes) -> bool:
    """Whether the words, which are no hash of the run's own, stand in packed lines."""
    return words in inflated(raw)


def _line(header: bytes, body: bytes, private: bytes | None) -> Line:
    try:
        return Line(sha256_hex(header), read_header(header), header, body or None, private)
    except BadLine as error:
        raise ValueError(error.message) from error


def deflated(raw: bytes) -> bytes:
    """Compressed, with a check of its own: deflate has bits that nothing else would vouch for."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW_DEFLATE, zdict=_DICTIONARY)
    small = deflate.compress(raw) + deflate.flush()
    return small + zlib.crc32(small).to_bytes(_CHECK_BYTES, "big")


def inflated(raw: bytes) -> bytes:
    _require_bytes(raw)
    small, check = raw[:-_CHECK_BYTES], raw[-_CHECK_BYTES:]
    if zlib.crc32(small).to_bytes(_CHECK_BYTES, "big") != check:
        raise ValueError("the packed bytes were changed")
    inflate = zlib.decompressobj(_RAW_DEFLATE, zdict=_DICTIONARY)
    try:
        whole = inflate.decompress(small)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not inflate.eof or inflate.unused_data:
        raise ValueError("the packed bytes do not end where they should")
    return whole


def _require_bytes(raw: object) -> None:
    if not isinstance(raw, bytes):
        raise ValueError("not bytes")


def _before(accepted: datetime, milliseconds: int) -> str:
    """As `format_instant` writes it, which checks more and takes three times as long."""
    try:
        instant = accepted - timedelta(milliseconds=milliseconds)
    except OverflowError as error:
        raise ValueError("a time beyond all years") from error
    return instant.isoformat(timespec="milliseconds")[:-_ZONE] + "Z"
