"""The ledger's Merkle tree (RFC 9162, section 2): roots, proofs, and how to check them.

Hashes are 32 raw bytes in memory and lower-case hex in stored or sent text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one leaf's bytes (prefix 0x00 keeps leaves and nodes apart)."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children (prefix 0x01)."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to append to a tree: the roots of its complete subtrees.

    `peaks` runs from the largest (leftmost) subtree to the smallest; there is one for
    every bit set in `size`. Appending costs O(log n) and never changes the value itself.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise ValueError(f"a tree of {self.size} leaves cannot have {len(self.peaks)} peaks")
        if any(len(peak) != HASH_BYTES for peak in self.peaks):
            raise ValueError("a peak is not a SHA-256 hash")

    @classmethod
    def from_hex(cls, size: int, peaks: Iterable[str]) -> Self:
        """The frontier that `to_hex` described. Raises ValueError when it cannot be one."""
        return cls(size, tuple(bytes.fromhex(peak) for peak in peaks))

    def to_hex(self) -> list[str]:
        """The peaks as hex, largest subtree first, to be stored beside `size`."""
        return [peak.hex() for peak in self.peaks]

    def append(self, leaf_hashes: Iterable[bytes]) -> Self:
        """The frontier after these leaf hashes, in their order."""
        size, peaks = self.size, list(self.peaks)
        for added in leaf_hashes:
            peak, carry = added, size
            while carry & 1:
                peak = node_hash(peaks.pop(), peak)
                carry >>= 1
            peaks.append(peak)
            size += 1
        return type(self)(size, tuple(peaks))

    @property
    def root(self) -> bytes:
        """The root of the tree; the SHA-256 of nothing while it is empty."""
        if not self.peaks:
            return EMPTY_ROOT
        *rest, node = self.peaks
        for peak in reversed(rest):
            node = node_hash(peak, node)
        return node


class Tree:
    """A whole tree held in memory, for many roots and proofs over the same leaves.

    Building hashes every leaf once, O(n); each root or proof is then O(log n) look-ups.
    """

    def __init__(self, leaf_hashes: Sequence[bytes]) -> None:
        self._levels: list[Sequence[bytes]] = [leaf_hashes]
        while len(below := self._levels[-1]) > 1:
            pairs = zip(below[0::2], below[1::2], strict=False)  # an odd last one has no pair
            self._levels.append([node_hash(left, right) for left, right in pairs])

    @property
    def size(self) -> int:
        """How many leaves the tree holds."""
        return len(self._levels[0])

    def root(self, size: int) -> bytes:
        """The root when the tree had `size` leaves. Raises ValueError beyond its end."""
        self._check(size)
        return self._hash(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """The proof that leaf `index` is in the tree of `size` leaves (RFC 9162, 2.1.3.1)."""
        self._check(size)
        if not 0 <= index < size:
            raise ValueError(f"leaf {index} is not in a tree of {size} leaves")
        start, end = 0, size
        proof: list[bytes] = []
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                proof.append(self._hash(middle, end))
                end = middle
            else:
                proof.append(self._hash(start, middle))
                start = middle
        return proof[::-1]

    def consistency_proof(self, first: int, second: int) -> list[bytes]:
        """The proof that the tree of `second` leaves begins with that of `first` (2.1.4.1).

        Empty when `first` is 0 or equals `second`, where there is nothing to prove.
        """
        self._check(second)
        if not 0 <= first <= second:
            raise ValueError(f"a tree of {first} leaves cannot come before one of {second}")
        if first == 0:
            return []
        start, end = 0, second
        proof: list[bytes] = []
        while first != end:
            middle = start + _split(end - start)
            if first <= middle:
                proof.append(self._hash(middle, end))
                end = middle
            else:
                proof.append(self._hash(start, middle))
                start = middle
        if start:  # the verifier knows the first root itself already
            proof.append(self._hash(start, end))
        return proof[::-1]

    def _check(self, size: int) -> None:
        if not 0 <= size <= self.size:
            raise ValueError(f"the tree holds {self.size} leaves, not {size}")

    def _hash(self, start: int, end: int) -> bytes:
        """The root over leaves start..end; start is always a multiple of a subtree's width."""
        width = end - start
        if width & (width - 1) == 0:
            return self._levels[width.bit_length() - 1][start // width]
        middle = start + _split(width)
        return node_hash(self._hash(start, middle), self._hash(middle, end))


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes."""
    return Frontier().append(leaf_hashes).root


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int, size: int) -> list[bytes]:
    """The proof for one leaf; for many over the same leaves build a `Tree` once."""
    return Tree(leaf_hashes).inclusion_proof(index, size)


def consistency_proof(leaf_hashes: Sequence[bytes], first: int, second: int) -> list[bytes]:
    """The proof between two sizes; for many over the same leaves build a `Tree` once."""
    return Tree(leaf_hashes).consistency_proof(first, second)


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes
) -> bool:
    """Whether `proof` shows the leaf hash at `index` of the tree with this root (2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes(leaf, *proof):
        return False
    at, last, node = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(step, node)
            at, last = _climb(at, last)
        else:
            node = node_hash(node, step)
        at, last = at >> 1, last >> 1
    return last == 0 and node == expected_root


def verify_consistency(
    first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether `proof` shows that the second tree only added to the first (2.1.4.2)."""
    if not 0 <= first <= second or not _are_hashes(*proof):
        return False
    if first in (0, second):
        known = EMPTY_ROOT if first == 0 else second_root
        return not proof and first_root == known and (second > 0 or second_root == EMPTY_ROOT)
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    return bool(path) and _leads_to_both(path, first, second) == (first_root, second_root)


def _leads_to_both(path: list[bytes], first: int, second: int) -> tuple[bytes, bytes] | None:
    """The two roots a consistency path computes, or None when its length does not fit."""
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node_hash(step, old), node_hash(step, new)
            at, last = _climb(at, last)
        else:
            new = node_hash(new, step)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None


def _climb(at: int, last: int) -> tuple[int, int]:
    """Past the levels where a lone right edge was carried up without a sibling."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _split(width: int) -> int:
    """The largest power of two below `width`: the size of the left child."""
    return 1 << ((width - 1).bit_length() - 1)


def _are_hashes(*hashes: bytes) -> bool:
    return all(len(each) == HASH_BYTES for each in hashes)
