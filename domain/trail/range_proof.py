"""That neighbouring leaves stand in a tree: one proof for all of them, of compact ranges.

The proof names the complete subtrees (RFC 9162, section 2.1) left and right of the leaves
start..end in the tree of n leaves: those over 0..start and over end..n, from left to right.
With the leaves between them they give the tree's one root.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.trail.merkle import (
    Frontier,
    Node,
    are_hashes,
    node_hash,
    nodes_over,
)


@dataclass(frozen=True, slots=True)
class RangeProof:
    """The hashes of the subtrees on both sides of some neighbouring leaves."""

    left: tuple[bytes, ...] = ()
    right: tuple[bytes, ...] = ()


@dataclass(slots=True)
class Growth:
    """A tree that grew by some leaves, with every complete subtree that this completed.

    Each run of the new leaves is proved from it, without what is older or newer.
    """

    before: Frontier
    leaf_hashes: Sequence[bytes]
    after: Frontier = field(init=False)
    _nodes: dict[Node, bytes] = field(init=False)

    def __post_init__(self) -> None:
        nodes = self._nodes = dict(
            zip(nodes_over(0, self.before.size), self.before.peaks, strict=True)
        )
        peaks, at = list(self.before.peaks), self.before.size
        for added in self.leaf_hashes:
            level, index, peak = 0, at, added
            nodes[0, at] = peak
            while index & 1:
                peak = node_hash(peaks.pop(), peak)
                level, index = level + 1, index >> 1
                nodes[level, index] = peak
            peaks.append(peak)
            at += 1
        self.after = Frontier(at, tuple(peaks))

    def completed(self, level: int) -> list[tuple[int, bytes]]:
        """Index and hash of the nodes of this level that the new leaves completed, in order."""
        indexes = range(self.before.size >> level, self.after.size >> level)
        return [(index, self._nodes[level, index]) for index in indexes]

    def proof(self, start: int, end: int) -> RangeProof:
        """That new leaves start..end stand in the tree as it is now; ValueError for older ones."""
        if not self.before.size <= start < end <= self.after.size:
            raise ValueError(f"leaves {start} to {end} were not added here")
        return RangeProof(
            tuple(self._nodes[each] for each in nodes_over(0, start)),
            tuple(self._nodes[each] for each in nodes_over(end, self.after.size)),
        )


def range_root(
    start: int, leaf_hashes: Sequence[bytes], size: int, proof: RangeProof
) -> bytes | None:
    """The root of the tree of ``size`` leaves that has these from ``start`` on.

    None where the proof is of another shape than such a tree has.
    """
    end = start + len(leaf_hashes)
    right = list(nodes_over(end, size))
    if start < 0 or end > size or not leaf_hashes or len(right) != len(proof.right):
        return None
    if len(proof.left) != start.bit_count() or not are_hashes(
        [*proof.left, *leaf_hashes, *proof.right]
    ):
        return None
    range_end = Frontier(start, proof.left).append(leaf_hashes)
    peaks = list(zip(nodes_over(0, end), range_end.peaks, strict=True))
    for (level, index), added in zip(right, proof.right, strict=True):
        at, node = (level, index), added
        while peaks and at[1] & 1 and peaks[-1][0] == (at[0], at[1] - 1):
            node = node_hash(peaks.pop()[1], node)
            at = (at[0] + 1, at[1] >> 1)
        peaks.append((at, node))
    return Frontier(size, tuple(node for _, node in peaks)).root
