"""Checking the log's tree: each commit's leaves, its head and signature, and the tiles' hashes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.trail.checkpoint import checkpoint_text
from domain.trail.merkle import Frontier, split_hashes
from domain.trail.range_proof import Growth
from domain.trail.tiles import HEIGHT, MOST_LEVELS
from sync_server.data import scan
from sync_server.data.engine import Transaction
from sync_server.ledger.keys import is_signed
from sync_server.verification.fault import Fault, FaultKind
from sync_server.verification.links import Links
from sync_server.verification.opened import OpenedRun


@dataclass
class TreeCheck:
    """Grows the tree beside its stored heads; ``begin`` a commit, then ask for its faults.

    A head keeps the hashes of its commit's leaves. They are believed where they lead to the
    signed root, and then tell which leaf is not what it was.
    """

    transaction: Transaction
    public_key: str
    links: Links
    frontier: Frontier = field(default_factory=Frontier)
    epoch: str = ""
    _head: Any = None
    _kept: tuple[bytes, ...] = ()
    _tiles: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def begin(self, head: Any) -> None:
        """Go on with the commit that this is the tree head of."""
        self._head = head
        try:
            self._kept = split_hashes(head.leaf_hashes)
        except (TypeError, ValueError):
            self._kept = ()

    def is_leaf(self, run: OpenedRun, at: int, entry: str) -> bool:
        """Whether the log has the leaf at this place of the run, were the entry's id this one."""
        found = run.leaf_hash(at, entry)
        return found is None or found == self._kept_hash(run.first + at)

    def faults(self, runs: Sequence[OpenedRun]) -> Iterator[Fault]:
        """What is wrong with the commit's leaves and head; the next commit goes on from it."""
        head = self._head
        growth = Growth(self.frontier, [each for run in runs for each in run.leaf_hashes])
        grown = growth.after
        is_whole = grown.size == head.tree_size and all(
            len(run.leaf_hashes) == run.length for run in runs
        )
        if is_whole and grown.root.hex() == head.root:
            yield from self._signature()
        elif is_whole and self._is_signed(head.epoch, grown.root):
            yield self._fault(FaultKind.TREE_WRONG, "root")
        else:
            yield from self._changed_leaves(runs)
            is_whole = False
        if is_whole:
            if tuple(growth.leaf_hashes) != self._kept:
                yield self._fault(FaultKind.TREE_WRONG, "leaf_hashes")
            if head.frontier != grown.to_bytes():
                yield self._fault(FaultKind.TREE_WRONG, "frontier")
        if runs and all(run.row.accepted_at != head.at for run in runs):
            yield self._fault(FaultKind.TREE_WRONG, "at")
        self._go_on(growth)

    def tile_faults(self) -> Iterator[Fault]:
        """What is wrong with ``tile_hash``, once the whole log was gone through."""
        for row in scan.tile_hashes(self.transaction.ledger):
            if self._tiles.pop((row.level, row.n), None) != row.hash:
                yield Fault(FaultKind.TREE_WRONG, "tile_hash", f"{row.level}/{row.n}", "hash")
        for level, n in self._tiles:
            yield Fault(FaultKind.TREE_WRONG, "tile_hash", f"{level}/{n}", "n")

    def _signature(self) -> Iterator[Fault]:
        """Check the signature under a root that the leaves give."""
        head = self._head
        root = bytes.fromhex(head.root)
        if self._is_signed(head.epoch, root):
            return
        following = scan.next_epoch(self.transaction.ledger, head.tree_size)
        others = {self.epoch, following or ""} - {head.epoch, ""}
        if any(self._is_signed(each, root) for each in others):
            yield self._fault(FaultKind.TREE_WRONG, "epoch")
        else:
            yield self._fault(FaultKind.CHECKPOINT_WRONG, "signature")

    def _changed_leaves(self, runs: Sequence[OpenedRun]) -> Iterator[Fault]:
        """Name the leaves that do not lead to the root; the head where it is not to be believed."""
        head = self._head
        kept = self.frontier.append(self._kept)
        if kept.size != head.tree_size or kept.root.hex() != head.root:
            yield self._fault(FaultKind.TREE_WRONG, "root")
            return
        yield from self._signature()
        for run in runs:
            for at, found in enumerate(run.leaf_hashes):
                if found != self._kept_hash(run.first + at):
                    run.fault(FaultKind.LEAF_CHANGED, self._suspect(run, at), at=at)
            yield from run.take_faults()

    def _suspect(self, run: OpenedRun, at: int) -> str:
        """The column of a changed leaf, as far as it can be told."""
        if run.lines is not None and self.is_leaf(run, at, run.lines[at].id):
            return "ids"
        if run.row.accepted_at != self._head.at:
            return "accepted_at"
        return "times" if self.links.knows(run.row.carrier) else "carrier"

    def _kept_hash(self, position: int) -> bytes | None:
        at = position - self.frontier.size
        return self._kept[at] if 0 <= at < len(self._kept) else None

    def _go_on(self, growth: Growth) -> None:
        """Grow further from the stored tree where it is sound, so that one fault is one."""
        head, self.epoch = self._head, self._head.epoch
        is_as_kept = tuple(growth.leaf_hashes) == self._kept
        kept = growth if is_as_kept else Growth(self.frontier, self._kept)
        if kept.after.size == head.tree_size and kept.after.root.hex() == head.root:
            growth = kept
        for level in range(1, MOST_LEVELS):
            completed = growth.completed(level * HEIGHT)
            self._tiles |= {(level, n): each for n, each in completed}
        stored = _frontier(head)
        is_sound = stored is not None and stored.root.hex() == head.root
        is_whole = growth.after.size == head.tree_size
        self.frontier = stored if stored and (is_sound or not is_whole) else growth.after

    def _is_signed(self, epoch: str, root: bytes) -> bool:
        text = checkpoint_text(epoch, self._head.tree_size, root)
        return is_signed(self.public_key, text.encode(), str(self._head.signature))

    def _fault(self, kind: FaultKind, column: str) -> Fault:
        return Fault(kind, "tree_head", str(self._head.tree_size), column)


def _frontier(head: Any) -> Frontier | None:
    try:
        return Frontier.from_bytes(head.tree_size, head.frontier)
    except (TypeError, ValueError):
        return None
