"""The ledger's Merkle tree (RFC 9162, section 2): roots, proofs, and how to check them.

No function needs the whole tree. What was appended is known by its *frontier* (the compact
range of leaves 0 to n); a proof is made of *nodes*, the roots of complete subtrees, each asked
for by its level (0: a leaf hash) and its index on that level. Hashes are 32 raw bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

Node = tuple[int, int]
"""A complete subtree: its level, and its index from the left among those of that level."""
NodeHash = Callable[[int, int], bytes]
"""What answers the hash of a node that the tree has."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one leaf's bytes (prefix 0x00 keeps leaves and nodes apart)."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children (prefix 0x01)."""
    return sha256(b"\x01" + left + right).digest()


def nodes_over(start: int, end: int) -> Iterator[Node]:
    """The fewest complete subtrees that hold the leaves start..end, from left to right.

    With ``start`` 0 these are the peaks of the tree of ``end`` leaves, the largest first.
    """
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        yield level, start >> level
        start += 1 << level


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
        if not are_hashes(self.peaks):
            raise ValueError("a peak is not a SHA-256 hash")

    @classmethod
    def from_bytes(cls, size: int, peaks: bytes) -> Self:
        """The frontier that `to_bytes` described. Raises ValueError when it cannot be one."""
        return cls(size, split_hashes(peaks))

    def to_bytes(self) -> bytes:
        """The peaks one after the other, largest subtree first, to be stored beside `size`."""
        return b"".join(self.peaks)

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
        return _bagged(self.peaks) if self.peaks else EMPTY_ROOT


def root_over(leaf_hashes: Iterable[bytes]) -> bytes:
    """The root of the tree of these leaf hashes (2.1.1)."""
    return Frontier().append(leaf_hashes).root


def inclusion_proof(index: int, size: int, node: NodeHash) -> list[bytes]:
    """The proof that leaf `index` is in the tree of `size` leaves (2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size} leaves")
    start, end = 0, size
    proof: list[bytes] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(_subtree(middle, end, node))
            end = middle
        else:
            proof.append(_subtree(start, middle, node))
            start = middle
    return proof[::-1]


def consistency_proof(first: int, second: int, node: NodeHash) -> list[bytes]:
    """The proof that the tree of `second` leaves begins with that of `first` (2.1.4.1).

    Empty when `first` is 0 or equals `second`, where there is nothing to prove.
    """
    if not 0 <= first <= second:
        raise ValueError(f"a tree of {first} leaves cannot come before one of {second}")
    if first == 0:
        return []
    start, end = 0, second
    proof: list[bytes] = []
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            proof.append(_subtree(middle, end, node))
            end = middle
        else:
            proof.append(_subtree(start, middle, node))
            start = middle
    if start:  # the verifier knows the first root itself already
        proof.append(_subtree(start, end, node))
    return proof[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes
) -> bool:
    """Whether `proof` shows the leaf hash at `index` of the tree with this root (2.1.3.2)."""
    if not 0 <= index < size or not are_hashes([leaf, *proof]):
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
    if not 0 <= first <= second or not are_hashes(proof):
        return False
    if first in (0, second):
        known = EMPTY_ROOT if first == 0 else second_root
        return not proof and first_root == known and (second > 0 or second_root == EMPTY_ROOT)
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    return bool(path) and _leads_to_both(path, first, second) == (first_root, second_root)


def split_hashes(joined: bytes) -> tuple[bytes, ...]:
    """The hashes that stand one after the other in these bytes; ValueError for half a one."""
    if len(joined) % HASH_BYTES:
        raise ValueError("these bytes are not SHA-256 hashes")
    return tuple(joined[at : at + HASH_BYTES] for at in range(0, len(joined), HASH_BYTES))


def are_hashes(hashes: Iterable[bytes]) -> bool:
    """Whether all of them are as long as a SHA-256 hash."""
    return all(len(each) == HASH_BYTES for each in hashes)


def _subtree(start: int, end: int, node: NodeHash) -> bytes:
    """The root over leaves start..end; start is always a multiple of a subtree's width."""
    return _bagged([node(level, index) for level, index in nodes_over(start, end)])


def _bagged(peaks: Sequence[bytes]) -> bytes:
    """The root over the peaks of a tree, at least one."""
    *rest, root = peaks
    for peak in reversed(rest):
        root = node_hash(peak, root)
    return root


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
