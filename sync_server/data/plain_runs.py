"""Checking runs that are as acceptance writes them nearly always, without making their lines.

How a run is packed says what all its lines have in common. So most of what a check asks of each
line is asked of the packed bytes, at a third of the time; any other run is read line by line.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from sys import intern
from typing import Any, NamedTuple

from domain.clock import parse_instant
from domain.errors import BadLine
from domain.trail.line import MAX_HEADER_BYTES, MAX_ZONE_MINUTES, Header, read_header
from domain.trail.merkle import leaf_hash
from domain.trail.receipt import leaf_bytes
from sync_server.data.runs import (
    BEFORE,
    BODY,
    CHAIN,
    ID_BYTES,
    MOST_LINES,
    SUBJECT,
    Times,
    inflated,
    unpacked_times,
)
from sync_server.data.tables.followed import FOUND_BY_KIND

# A header as it is packed behind the first: every strict header of ours is so, and nothing else.
_PACKED = re.compile(
    rb'\{"v":1,"chain":"\x03","seq":([1-9][0-9]{0,14}),"prev":"\x01"'
    rb',"saw":(?:null|"(?:[\x01\x04]|[0-9a-f]{64})")'
    rb',"at":"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z"'
    rb',"tz":(0|-?[1-9][0-9]{0,2})'
    rb',"tick":(?:null|\{"boot":"[ !#-\[\]-~]{1,64}","ms":(?:0|[1-9][0-9]{0,14})\})'
    rb',"kind":"([a-z][a-z_]{0,31}\.[a-z][a-z_]{0,31})","subject":"([\x01\x04])"'
    rb',"body":"\x02","private":"([0-9a-f]{64})"\}\t'
)


class RunColumns(NamedTuple):
    """The columns of a row, in the table's order: what a row is in a process without tables."""

    first: Any
    entries: Any
    chain: Any
    seq: Any
    prev: Any
    subject: Any
    carrier: Any
    accepted_at: Any
    marks: Any
    tree_size: Any
    ids: Any
    times: Any
    lines: Any
    private: Any


class PlainRun(NamedTuple):
    """A run of which this holds: its parts fit, and they are what every header says.

    Each header is strict and of the row's chain, of the next seq, of the id before, and of the
    row's subject; its hash is the row's id. Bodies and private pieces are all there, and are
    those that the headers name. The leaves are those of the row's carrier and time of acceptance.
    """

    ids: list[str]
    times: list[Times]
    kinds: list[str]
    leaf_hashes: list[bytes]

    def index_rows(self, row: Any) -> list[tuple[Any, ...]]:
        """The run's rows in the table ``entry``; ``row`` is the one it was read from."""
        first = row.first
        return [
            (position, bytes.fromhex(entry), first, kind if kind in FOUND_BY_KIND else None)
            for position, (entry, kind) in enumerate(zip(self.ids, self.kinds, strict=True), first)
        ]


def plain_run(row: Any) -> PlainRun | None:
    """The run in this row; None where anything at all is not as usual, which is no fault yet."""
    try:
        return _plain(row)
    except (AttributeError, BadLine, TypeError, ValueError):
        return None


def plain_runs(rows: Iterable[Sequence[Any]]) -> list[PlainRun | None]:
    """The same for the columns of many rows, in another process than that which has the rows."""
    return [plain_run(RunColumns(*row)) for row in rows]


def _plain(row: Any) -> PlainRun | None:
    ids = row.ids
    private = inflated(row.private).split(b"\n")
    opening, _, rest = inflated(row.lines).partition(b"\n")
    header, _, body = opening.partition(b"\t")
    first = read_header(header)
    length = len(ids) // ID_BYTES
    is_even = length * ID_BYTES == len(ids) and row.entries == length == len(private)
    if not is_even or length > MOST_LINES:
        return None
    digests = [ids[at : at + ID_BYTES] for at in range(0, len(ids), ID_BYTES)]
    names = [each.hex() for each in digests]
    told = (first.chain, first.seq, first.prev, first.subject or names[0])
    if told != (row.chain, row.seq, row.prev, row.subject) or not _is_first(
        first, (header, body, private[0]), digests[0]
    ):
        return None
    kinds = _kinds(first, told[3], rest, list(zip(private, digests, names, strict=True)))
    if kinds is None:
        return None
    times = unpacked_times(row.times, row.accepted_at)
    if len(times) != length:
        return None
    accepted_at, carrier = row.accepted_at, row.carrier
    leaf_hashes = [
        leaf_hash(leaf_bytes(position, name, (accepted_at, *each), carrier))
        for position, (name, each) in enumerate(zip(names, times, strict=True), row.first)
    ]
    return PlainRun(names, times, kinds, leaf_hashes)


def _kinds(
    first: Header, subject: str, rest: bytes, entries: Sequence[tuple[bytes, bytes, str]]
) -> list[str] | None:
    """The kind of each entry, by its private piece, digest and name; None for a faulty one.

    ``rest`` are the packed lines behind the first.
    """
    if len(entries) == 1:
        return None if rest else [first.kind]
    whole = rest.replace(CHAIN, first.chain.encode()).replace(SUBJECT, subject.encode())
    packed = zip(rest.split(b"\n"), whole.split(b"\n"), entries[1:], strict=True)
    kinds, seq, before = [first.kind], first.seq, entries[0][2]
    for short, line, (piece, digest, name) in packed:
        seq += 1
        kind = _kind(short, line, piece, (digest, before, b"%d" % seq, subject))
        if kind is None:
            return None
        kinds.append(kind)
        before = name
    return kinds


def _is_first(header: Header, pieces: tuple[bytes, bytes, bytes], digest: bytes) -> bool:
    """Whether the first line's pieces are all there and what its header and id say."""
    raw, body, private = pieces
    return (
        sha256(raw).digest() == digest
        and bool(body)
        and sha256(body).hexdigest() == header.body
        and bool(private)
        and sha256(private).hexdigest() == header.private
    )


def _kind(
    short: bytes, line: bytes, private: bytes, expected: tuple[bytes, str, bytes, str]
) -> str | None:
    """The kind of a line behind the first, if all is as it must be.

    ``short`` is the line as it is packed, ``line`` with chain and subject put in, and
    ``expected`` its hash, the id before, its seq and its subject.
    """
    digest, before, seq, subject = expected
    found = _PACKED.match(short)
    header, _, body = line.partition(b"\t")
    if found is None or not body or not private:
        return None
    told_seq, day, zone, kind, place, told_private = found.groups()
    header = header.replace(BODY, sha256(body).hexdigest().encode())
    header = header.replace(BEFORE, before.encode())
    is_right = (
        sha256(header).digest() == digest
        and sha256(private).hexdigest().encode() == told_private
        and told_seq == seq
        and (place == SUBJECT or before == subject)
        and -MAX_ZONE_MINUTES <= int(zone) <= MAX_ZONE_MINUTES
        and len(header) <= MAX_HEADER_BYTES
    )
    return intern(kind.decode()) if is_right and _is_day(day) else None


@lru_cache(maxsize=1_000)
def _is_day(day: bytes) -> bool:
    try:
        parse_instant(f"{day.decode()}T00:00:00.000Z")
    except ValueError:
        return False
    return True
