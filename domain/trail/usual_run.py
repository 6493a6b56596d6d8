"""A delivery as nearly all are, read at once: a run of one chain, written as our writers write.

Nothing is made of its lines one by one. Whatever is unlike it in any way is for `read_delivery`
to read with care, which also says what is wrong with it.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from domain.clock import parse_instant
from domain.trail import strict_json
from domain.trail.line import MAX_LINE_BYTES, MAX_SALT, MAX_ZONE_MINUTES, has_control_byte

# As `domain.trail.line` reads a header of ours; of its time the day is still to be checked. A line
# without ``prev`` opens a chain, which is not usual.
_HEADER = re.compile(
    rb'^\{"v":1,"chain":"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"'
    rb',"seq":([1-9][0-9]{0,14}),"prev":"([0-9a-f]{64})","saw":(?:null|"[0-9a-f]{64}")'
    rb',"at":"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z"'
    rb',"tz":(0|-?[1-9][0-9]{0,2})'
    rb',"tick":(?:null|\{"boot":"([ !#-\[\]-~]{1,64})","ms":(0|[1-9][0-9]{0,14})\})'
    rb',"kind":"([a-z][a-z_]{0,31}\.[a-z][a-z_]{0,31})","subject":(?:null|"([0-9a-f]{64})")'
    rb',"body":"([0-9a-f]{64})","private":"([0-9a-f]{64})"\}$',
    re.MULTILINE,
)
_MIDNIGHT = "T00:00:00.000Z"


@dataclass(frozen=True, slots=True)
class UsualRun:
    """Whole entries of one chain that follow each other, their hashes and pieces checked.

    The columns have a value for each of them: ``subjects`` their own ids where they open one,
    ``ticks`` the boot and the milliseconds. ``prev`` is of the first, ``seq`` too.
    """

    chain: str
    seq: int
    prev: str
    ids: list[str]
    headers: list[bytes]
    bodies: list[bytes]
    privates: list[bytes]
    subjects: list[str]
    ticks: list[tuple[str, int] | None]
    kinds: frozenset[str]

    @property
    def last_seq(self) -> int:
        """The seq of its last entry."""
        return self.seq + len(self.ids) - 1

    def lines(self) -> list[bytes]:
        """The lines as they were sent."""
        pieces = zip(self.headers, self.bodies, self.privates, strict=True)
        return [b"\t".join(each) for each in pieces]


def read_usual_run(raw: bytes) -> UsualRun | None:
    """The run that these lines are, each ended by a newline; None where they may be no such."""
    texts = raw.split(b"\n")
    if texts.pop() or not texts or has_control_byte(b"".join(texts)):
        return None
    if {each.count(b"\t") for each in texts} != {2} or max(map(len, texts)) > MAX_LINE_BYTES:
        return None
    flat = b"\t".join(texts).split(b"\t")
    headers, bodies, privates = flat[::3], flat[1::3], flat[2::3]
    found = _HEADER.findall(b"\n".join(headers))
    if len(found) != len(headers):
        return None
    chains, seqs, prevs, days, zones, boots, ms, kinds, subjects, *hashes = zip(*found, strict=True)
    ids = [sha256(each).hexdigest() for each in headers]
    if not _follow(chains, seqs, prevs, ids) or not _are_times(days, zones):
        return None
    pieces = bodies + privates
    if not _are_named(hashes[0] + hashes[1], pieces) or not _are_salted(pieces):
        return None
    return UsualRun(
        chains[0].decode(),
        int(seqs[0]),
        prevs[0].decode(),
        ids,
        headers,
        bodies,
        privates,
        [each.decode() or own for each, own in zip(subjects, ids, strict=True)],
        [
            (boot.decode(), int(each)) if boot else None
            for boot, each in zip(boots, ms, strict=True)
        ],
        frozenset([each.decode() for each in set(kinds)]),
    )


def _follow(
    chains: tuple[bytes, ...], seqs: tuple[bytes, ...], prevs: tuple[bytes, ...], ids: list[str]
) -> bool:
    """Whether each is the next one's ``prev``, on one chain; none is its first."""
    first = int(seqs[0])
    return (
        first > 1
        and chains.count(chains[0]) == len(chains)
        and b"".join(prevs[1:]) == "".join(ids[:-1]).encode()
        and list(map(int, seqs)) == list(range(first, first + len(seqs)))
    )


def _are_times(days: tuple[bytes, ...], zones: tuple[bytes, ...]) -> bool:
    try:
        for day in set(days):
            parse_instant(day.decode() + _MIDNIGHT)
    except ValueError:
        return False
    return all(abs(int(zone)) <= MAX_ZONE_MINUTES for zone in set(zones))


def _are_named(hashes: tuple[bytes, ...], pieces: list[bytes]) -> bool:
    """Whether the headers name the hashes of these pieces."""
    found = [sha256(each).hexdigest() for each in pieces]
    return b"".join(hashes) == "".join(found).encode()


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
