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
    _older: dict[Node, bytes] = field(init=False)
    _levels: list[tuple[int, list[bytes]]] = field(init=False)

    def __post_init__(self) -> None:
        size, peaks = self.before.size, list(self.before.peaks)
        self._older = dict(zip(nodes_over(0, size), peaks, strict=True))
        self._levels = []
        lone: list[bytes] = []
        nodes, start = list(self.leaf_hashes), size
        while nodes:
            if start & 1:
                # An older subtree that the first of the new ones completes.
                nodes.insert(0, peaks.pop())
                start -= 1
            self._levels.append((start, nodes))
            if len(nodes) & 1:
                lone.append(nodes[-1])
            nodes = [node_hash(*pair) for pair in zip(nodes[::2], nodes[1::2], strict=False)]
            start >>= 1
        self.after = Frontier(size + len(self.leaf_hashes), (*peaks, *reversed(lone)))

    def completed(self, level: int) -> list[tuple[int, bytes]]:
        """Index and hash of the nodes of this level that the new leaves completed, in order."""
        indexes = range(self.before.size >> level, self.after.size >> level)
        return [(index, self._node((level, index))) for index in indexes]

    def proof(self, start: int, end: int) -> RangeProof:
        """That new leaves start..end stand in the tree as it is now; ValueError for older ones."""
        if not self.before.size <= start < end <= self.after.size:
            raise ValueError(f"leaves {start} to {end} were not added here")
        return RangeProof(
            tuple(map(self._node, nodes_over(0, start))),
            tuple(map(self._node, nodes_over(end, self.after.size))),
        )

    def _node(self, node: Node) -> bytes:
        level, index = node
        if level >= len(self._levels):
            return self._older[node]
        # Older ones of such a level were completed by the new, and stand before them.
        start, nodes = self._levels[level]
        return nodes[index - start]


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
