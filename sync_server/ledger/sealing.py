"""Putting taken entries into the log: leaves, tree, one signature, and the rows that keep them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.clock import format_instant
from domain.trail.checkpoint import Checkpoint, checkpoint_text
from domain.trail.line import Line
from domain.trail.range_proof import Growth
from domain.trail.receipt import Leaf, Receipt
from domain.trail.tiles import HEIGHT, MOST_LEVELS
from domain.visit.assessment import Mark
from sync_server.data import ledger, log_tree
from sync_server.data.engine import Transaction
from sync_server.data.held import Place
from sync_server.data.log_tree import LogHead, StoredCommit
from sync_server.data.runs import Run, Shared, goes_on
from sync_server.ledger.acceptance import Pending
from sync_server.ledger.keys import LogKey


@dataclass(frozen=True, slots=True)
class Sealed:
    """One commit in the log: its checkpoint, and what proves each run of its leaves."""

    checkpoint: Checkpoint
    growth: Growth

    @classmethod
    def again(cls, commit: StoredCommit, key: LogKey) -> "Sealed":
        """A commit that was sealed before."""
        head = commit.head
        text = checkpoint_text(head.epoch, head.size, head.frontier.root)
        checkpoint = Checkpoint.made(text, key.public_hex, head.signature)
        return cls(checkpoint, Growth(commit.before, commit.leaf_hashes))

    def receipt(self, leaves: Sequence[Leaf]) -> Receipt:
        """The receipt of neighbouring leaves that it added and one device brought."""
        first, last = leaves[0].position, leaves[-1].position
        return Receipt.of(self.checkpoint, leaves, self.growth.proof(first, last + 1))


@dataclass(frozen=True, slots=True)
class Standing:
    """A leaf of the log, and the commit that it came with."""

    leaf: Leaf
    sealed: Sealed


def seal(
    transaction: Transaction,
    log: LogHead,
    pending: Sequence[Pending],
    key: LogKey,
    now: datetime,
) -> tuple[LogHead, list[Standing]]:
    """Append the entries; the log's new head and where they stand. At least one entry."""
    at = format_instant(now)
    leaves = [_leaf(each, at) for each in pending]
    growth = Growth(log.frontier, [leaf.leaf_hash() for leaf in leaves])
    head = LogHead(growth.after, log.epoch)
    ledger.append_runs(transaction, runs_of(pending, at, head.size))
    sealed = Sealed(grow(transaction, growth, log.epoch, key, at), growth)
    return head, [Standing(leaf, sealed) for leaf in leaves]


def grow(transaction: Transaction, growth: Growth, epoch: str, key: LogKey, at: str) -> Checkpoint:
    """Let the stored tree grow, and sign it; its new checkpoint."""
    text = checkpoint_text(epoch, growth.after.size, growth.after.root)
    checkpoint = Checkpoint.made(text, key.public_hex, key.sign(text.encode()))
    hashes = b"".join(growth.leaf_hashes)
    log_tree.append_head(transaction, checkpoint, at, growth.after, hashes)
    for level in range(1, MOST_LEVELS):
        completed = growth.completed(level * HEIGHT)
        if not completed:
            break
        log_tree.append_tile_hashes(transaction, level, completed)
    return checkpoint


def runs_of(pending: Iterable[Pending], at: str, tree_size: int) -> list[Run]:
    """The runs that these entries of one commit make, which stand side by side in the log."""
    runs: list[Run] = []
    lines: list[Line] = []
    times: list[tuple[str, str]] = []
    shared: tuple[str, frozenset[Mark]] | None = None
    for each in pending:
        mine = (each.carrier, each.marks)
        if mine != shared or not goes_on(lines[-1], each.line, len(lines)):
            shared, lines, times = mine, [], []
            marks = ",".join(sorted(each.marks))
            runs.append(
                Run(each.position, lines, times, Shared(each.carrier, at, marks, tree_size))
            )
        lines.append(each.line)
        times.append((each.earliest, each.latest))
    return runs


def standing(transaction: Transaction, places: Iterable[Place], key: LogKey) -> dict[str, Standing]:
    """Where those of the entries stand that the log holds, read from what earlier commits kept."""
    found = log_tree.leaves_of(transaction.ledger, places)
    stored = log_tree.commits(transaction.ledger, {size for size, _ in found})
    sealed = {size: Sealed.again(commit, key) for size, commit in stored.items()}
    return {leaf.id: Standing(leaf, sealed[size]) for size, leaf in found}


def receipts(
    lines: Sequence[str], taken: Iterable[str], places: Mapping[str, Standing]
) -> tuple[Receipt, ...]:
    """One receipt for each unbroken run of the log that the taken lines of a delivery stand in.

    ``lines`` are the ids of all lines of the delivery, where each of them is an entry. A run is
    of one commit and one carrier, and holds nothing but lines of the delivery.
    """
    standing_at = {each.leaf.position: each for each in map(places.__getitem__, taken)}
    runs: list[list[Leaf]] = []
    seals: list[Sealed] = []
    for _, each in sorted(standing_at.items()):
        leaf = each.leaf
        if runs and seals[-1] is each.sealed and _goes_on(runs[-1][-1], leaf):
            runs[-1].append(leaf)
        else:
            runs.append([leaf])
            seals.append(each.sealed)
    made = [sealed.receipt(run) for sealed, run in zip(seals, runs, strict=True)]
    if len(made) == 1 and made[0].ids == tuple(lines):
        return (made[0].without_ids(),)
    return tuple(made)


def _goes_on(before: Leaf, after: Leaf) -> bool:
    return after.position == before.position + 1 and after.carrier == before.carrier


def _leaf(pending: Pending, at: str) -> Leaf:
    """The entry's leaf; its fields need no check, being our own."""
    return Leaf(
        position=pending.position,
        id=pending.line.id,
        accepted_at=at,
        earliest=pending.earliest,
        latest=pending.latest,
        carrier=pending.carrier,
    )
