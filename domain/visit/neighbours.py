"""What one visit says about another: by which keys rules find neighbours, and what they say then.

Every visit has keys; two visits of a district that share one are neighbours. A rule makes the
keys of a visit and judges it by the keys of its neighbours, so that whoever changes a visit
finds all that must be judged anew without knowing any rule.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from domain.visit.flag import Flag
from domain.visit.visit import Visit


class VisitKey(NamedTuple):
    """One key of a visit.

    ``value`` is what neighbours share, a signed 64-bit print of what is compared in ``space``
    (files, sentences …). ``part`` is the photo, section or whatever of the visit has it,
    ``measure`` what a rule weighs it by, ``position`` the place in the log of the entry that
    brought it.
    """

    visit: str
    district: str
    space: str
    value: int
    part: str
    measure: int
    position: int


@dataclass(frozen=True, slots=True)
class Known:
    """What keys are made from beside the visit: its entries' positions, and photos' likenesses.

    ``positions`` are by entry, ``likenesses`` by the file's SHA-256; a file that is not here, or
    has no likeness, is not among them.
    """

    positions: Mapping[str, int]
    likenesses: Mapping[str, int]


class NeighbourRule(Protocol):
    """One rule that judges a visit by its neighbours.

    ``spaces`` are those of its keys. With ``is_mutual`` a later visit also says something of an
    earlier one; without, only what stood earlier in the log counts.
    """

    spaces: frozenset[str]
    is_mutual: bool

    def keys(self, visit: Visit, known: Known) -> Iterable[VisitKey]:
        """The visit's keys."""
        ...

    def do_meet(self, one: VisitKey, other: VisitKey) -> bool:
        """Whether two keys with the same value say something of each other."""
        ...

    def flags(
        self, visit: Visit, mine: Sequence[VisitKey], theirs: Sequence[VisitKey]
    ) -> Iterable[Flag]:
        """What the neighbours say of the visit.

        ``theirs`` are the keys, of other visits, that share a value with one of ``mine``, in the
        order of the log; both are of the rule's own spaces.
        """
        ...


def value_of(space: str, text: str) -> int:
    """The print of what is compared: the first 64 bits of SHA-256, signed."""
    digest = hashlib.sha256(f"{space}\0{text}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def keys_of(rules: Iterable[NeighbourRule], visit: Visit, known: Known) -> list[VisitKey]:
    """All keys of a visit; none twice."""
    return list(dict.fromkeys(key for rule in rules for key in rule.keys(visit, known)))


def flags_of(
    rules: Iterable[NeighbourRule],
    visit: Visit,
    mine: Sequence[VisitKey],
    theirs: Sequence[VisitKey],
) -> tuple[Flag, ...]:
    """What the rules say of a visit, given its keys and those that others share with it."""
    found: list[Flag] = []
    for rule in rules:
        own = [key for key in mine if key.space in rule.spaces]
        if own:
            found += rule.flags(visit, own, [key for key in theirs if key.space in rule.spaces])
    return tuple(found)


def judged_anew(
    rules: Iterable[NeighbourRule], moved: Iterable[VisitKey], sharing: Iterable[VisitKey]
) -> set[str]:
    """The visits whose judgement may change because these keys came, went or moved.

    ``sharing`` are the keys that share a value with one of ``moved``. The visits of ``moved``
    are among them where another visit's key says something of theirs.
    """
    rule_of = {space: rule for rule in rules for space in rule.spaces}
    met: dict[tuple[str, int], list[VisitKey]] = {}
    for other in sharing:
        met.setdefault((other.district, other.value), []).append(other)
    found = set()
    for key in moved:
        rule = rule_of[key.space]
        for other in met.get((key.district, key.value), ()):
            if other.visit == key.visit or not rule.do_meet(key, other):
                continue
            if rule.is_mutual or other.position > key.position:
                found.add(other.visit)
            if rule.is_mutual or other.position < key.position:
                found.add(key.visit)
    return found


def reaching(
    rules: Iterable[NeighbourRule], keys: Iterable[VisitKey], since: int
) -> list[VisitKey]:
    """Those of the keys that may say something of visits whose keys all stand before ``since``."""
    mutual = {space for rule in rules if rule.is_mutual for space in rule.spaces}
    return [key for key in keys if key.position < since or key.space in mutual]
