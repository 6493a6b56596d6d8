"""RFC 9162's tree as section 2.1 defines it, recursively over all leaves: slow and plain."""

from collections.abc import Sequence
from hashlib import sha256


def split(count: int) -> int:
    """The largest power of two smaller than the count."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def root(leaves: Sequence[bytes]) -> bytes:
    """MTH (2.1.1), over leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\x01" + root(leaves[:k]) + root(leaves[k:])).digest()


def path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH (2.1.3.1)."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*path(index, leaves[:k]), root(leaves[k:])]
    return [*path(index - k, leaves[k:]), root(leaves[:k])]


def proof(first: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PROOF (2.1.4.1); empty before the first leaf."""
    return _subproof(first, leaves, is_known=True) if first else []


def _subproof(first: int, leaves: Sequence[bytes], *, is_known: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if is_known else [root(leaves)]
    k = split(len(leaves))
    if first <= k:
        return [*_subproof(first, leaves[:k], is_known=is_known), root(leaves[k:])]
    return [*_subproof(first - k, leaves[k:], is_known=False), root(leaves[:k])]


def node(leaves: Sequence[bytes], level: int, index: int) -> bytes:
    """The root of one complete subtree."""
    width = 1 << level
    some = leaves[index * width : (index + 1) * width]
    assert len(some) == width, "this subtree is not complete"
    return root(some)
