"""A delivery as nearly all are, read at once: a run of one chain, written as our writers write.

Nothing is made of its lines one by one. Whatever is unlike it in any way is for `read_delivery`
to read with care, which also says what is wrong with it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from domain.clock import parse_instant
from domain.trail import strict_json
from domain.trail.line import (
    MAX_LINE_BYTES,
    MAX_SALT,
    MAX_ZONE_MINUTES,
    Header,
    Line,
    Tick,
    has_control_byte,
)

# As `domain.trail.line` reads a header of ours; of its time the day is still to be checked. A line
# without ``prev`` opens a chain, which is not usual.
_HEADER = re.compile(
    r'^\{"v":1,"chain":"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"'
    r',"seq":([1-9][0-9]{0,14}),"prev":"([0-9a-f]{64})","saw":(?:null|"([0-9a-f]{64})")'
    r',"at":"([0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z)"'
    r',"tz":(0|-?[1-9][0-9]{0,2})'
    r',"tick":(?:null|\{"boot":"([ !#-\[\]-~]{1,64})","ms":(0|[1-9][0-9]{0,14})\})'
    r',"kind":"([a-z][a-z_]{0,31}\.[a-z][a-z_]{0,31})","subject":(?:null|"([0-9a-f]{64})")'
    r',"body":"([0-9a-f]{64})","private":"([0-9a-f]{64})"\}$',
    re.MULTILINE,
)
_MIDNIGHT = "T00:00:00.000Z"
_DAY = len("2026-01-01")

Found = tuple[str, ...]
"""What a header says, field by field without its version; empty for null."""


@dataclass(frozen=True, slots=True)
class UsualRun:
    """Whole entries of one chain that follow each other, their hashes and pieces checked.

    The columns have a value for each of them: ``found`` what its header says, ``subjects`` its
    own id where it opens one, ``ticks`` the boot and the milliseconds. ``prev`` is of the first,
    ``seq`` too.
    """

    chain: str
    seq: int
    prev: str
    ids: list[str]
    headers: list[bytes]
    bodies: list[bytes]
    privates: list[bytes]
    found: Sequence[Found]
    subjects: list[str]
    ticks: list[tuple[str, int] | None]
    kinds: frozenset[str]

    @property
    def last_seq(self) -> int:
        """The seq of its last entry."""
        return self.seq + len(self.ids) - 1

    def lines(self, start: int = 0, end: int | None = None) -> list[Line]:
        """Its lines from one place up to another, as they are read one by one."""
        some = slice(start, end)
        columns = (self.ids, self.found, self.ticks, self.headers, self.bodies, self.privates)
        return [
            Line(entry, _header(found, tick), header, body, private)
            for entry, found, tick, header, body, private in zip(
                *(column[some] for column in columns), strict=True
            )
        ]


def _header(found: Found, tick: tuple[str, int] | None) -> Header:
    chain, seq, prev, saw, at, tz, _, _, kind, subject, body, private = found
    ticked = None if tick is None else Tick(boot=tick[0], ms=tick[1])
    named = (kind, subject or None, body, private)
    return Header(1, chain, int(seq), prev, saw or None, at, int(tz), ticked, *named)


def read_usual_run(raw: bytes) -> UsualRun | None:
    """The run that these lines are, each ended by a newline; None where they may be no such."""
    texts = raw.split(b"\n")
    if texts.pop() or not texts or has_control_byte(b"".join(texts)):
        return None
    if {each.count(b"\t") for each in texts} != {2} or max(map(len, texts)) > MAX_LINE_BYTES:
        return None
    flat = b"\t".join(texts).split(b"\t")
    headers, bodies, privates = flat[::3], flat[1::3], flat[2::3]
    # Each byte a character: what is none of ASCII is none of the pattern's either.
    found: list[Found] = _HEADER.findall(b"\n".join(headers).decode("latin-1"))
    if len(found) != len(headers):
        return None
    chains, seqs, prevs, _, ats, zones, boots, ms, kinds, subjects, *hashes = zip(
        *found, strict=True
    )
    ids = [sha256(each).hexdigest() for each in headers]
    if not _follow(chains, seqs, prevs, ids) or not _are_times(ats, zones):
        return None
    pieces = bodies + privates
    if not _are_named(hashes[0] + hashes[1], pieces) or not _are_salted(pieces):
        return None
    return UsualRun(
        chains[0],
        int(seqs[0]),
        prevs[0],
        ids,
        headers,
        bodies,
        privates,
        found,
        [each or own for each, own in zip(subjects, ids, strict=True)],
        [(boot, int(each)) if boot else None for boot, each in zip(boots, ms, strict=True)],
        frozenset(kinds),
    )


def _follow(chains: Found, seqs: Found, prevs: Found, ids: list[str]) -> bool:
    """Whether each is the next one's ``prev``, on one chain; none is its first."""
    first = int(seqs[0])
    return (
        first > 1
        and chains.count(chains[0]) == len(chains)
        and list(prevs[1:]) == ids[:-1]
        and list(map(int, seqs)) == list(range(first, first + len(seqs)))
    )


def _are_times(ats: Found, zones: Found) -> bool:
    try:
        for day in {at[:_DAY] for at in ats}:
            parse_instant(day + _MIDNIGHT)
    except ValueError:
        return False
    return all(abs(int(zone)) <= MAX_ZONE_MINUTES for zone in set(zones))


def _are_named(hashes: Found, pieces: list[bytes]) -> bool:
    """Whether the headers name the hashes of these pieces."""
    return list(hashes) == [sha256(each).hexdigest() for each in pieces]


def _are_salted(pieces: list[bytes]) -> bool:
    """Whether each is a strict JSON object with its salt."""
    found = strict_json.usual_objects(pieces)
    if found is None:
        return False
    for each in found:
        salt = each.get("salt")
        if type(salt) is not str or not 0 < len(salt) <= MAX_SALT:
            return False
    return True
