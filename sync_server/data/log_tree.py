"""The log's tree as it is stored: the head after each commit, its leaves' hashes, tiles above."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from domain.trail.checkpoint import Checkpoint
from domain.trail.merkle import HASH_BYTES, Frontier, split_hashes
from domain.trail.receipt import Leaf
from sync_server.data.driver.statements import executed, fetched, insertion
from sync_server.data.engine import Transaction
from sync_server.data.held import Place, at_places
from sync_server.data.ledger import by_keys
from sync_server.data.runs import time_at
from sync_server.data.tables import METADATA

TREE_HEAD = METADATA.tables["tree_head"]
TILE_HASH = METADATA.tables["tile_hash"]

_NEWEST_HEAD = "SELECT tree_size, frontier, epoch FROM tree_head ORDER BY tree_size DESC LIMIT 1"
_INSERT_HEAD = insertion(
    "tree_head", ("tree_size", "root", "frontier", "leaf_hashes", "signature", "at", "epoch")
)
_INSERT_TILE = insertion("tile_hash", ("level", "n", "hash"))


@dataclass(frozen=True, slots=True)
class LogHead:
    """The log as it stands: its size (also the next position), tree and epoch."""

    frontier: Frontier
    epoch: str

    @property
    def size(self) -> int:
        """How many entries the log holds."""
        return self.frontier.size


@dataclass(frozen=True, slots=True)
class StoredHead:
    """The tree after one commit, as its row tells."""

    frontier: Frontier
    epoch: str
    at: str
    signature: str

    @property
    def size(self) -> int:
        """How many entries the log held then."""
        return self.frontier.size


@dataclass(frozen=True, slots=True)
class StoredCommit:
    """One commit again: the tree before it, the hashes of the leaves it added, its head."""

    before: Frontier
    leaf_hashes: tuple[bytes, ...]
    head: StoredHead


def newest_head(connection: Connection) -> LogHead | None:
    """The log's newest tree head; None while it is empty."""
    for size, peaks, epoch in fetched(connection, _NEWEST_HEAD):
        return LogHead(Frontier.from_bytes(size, peaks), epoch)
    return None


def newest_stored_head(connection: Connection) -> StoredHead | None:
    """The same with its time and signature."""
    query = select(TREE_HEAD).order_by(TREE_HEAD.c.tree_size.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _stored(row)


def append_head(
    transaction: Transaction, checkpoint: Checkpoint, at: str, frontier: Frontier, leaves: bytes
) -> None:
    """Insert the tree head after a commit's entries; ``leaves`` are the hashes it added."""
    row = (
        checkpoint.tree_size,
        checkpoint.root,
        frontier.to_bytes(),
        leaves,
        checkpoint.signature,
        at,
        checkpoint.epoch,
    )
    executed(transaction.ledger, _INSERT_HEAD, [row])


def append_tile_hashes(
    transaction: Transaction, level: int, hashes: Sequence[tuple[int, bytes]]
) -> None:
    """Insert the hashes of a level above the leaves' that a commit completed."""
    executed(transaction.ledger, _INSERT_TILE, [(level, n, each) for n, each in hashes])


def leaves_of(connection: Connection, places: Iterable[Place]) -> list[tuple[int, Leaf]]:
    """The leaves of those of the entries that the log holds, each with its commit's tree size."""
    found: list[tuple[int, Leaf]] = []
    for row, at, entry in at_places(connection, places):
        earliest, latest = time_at(row.times, at, row.accepted_at)
        leaf = Leaf(
            position=row.first + at,
            id=entry,
            accepted_at=row.accepted_at,
            earliest=earliest,
            latest=latest,
            carrier=row.carrier,
        )
        found.append((row.tree_size, leaf))
    return found


def commits(connection: Connection, sizes: Iterable[int]) -> dict[int, StoredCommit]:
    """The commits after which the log had these sizes."""
    older = TREE_HEAD.alias("older")
    before = select(func.max(older.c.tree_size)).where(older.c.tree_size < TREE_HEAD.c.tree_size)
    query = select(TREE_HEAD, before.scalar_subquery().label("before"))
    rows = by_keys(connection, query, TREE_HEAD.c.tree_size, sizes)
    firsts = {row.before for row in rows if row.before is not None}
    frontiers = {
        row.tree_size: _stored(row).frontier
        for row in by_keys(connection, select(TREE_HEAD), TREE_HEAD.c.tree_size, firsts)
    }
    empty = Frontier()
    return {
        row.tree_size: StoredCommit(
            frontiers.get(row.before, empty), split_hashes(row.leaf_hashes), _stored(row)
        )
        for row in rows
    }


def leaf_hashes(connection: Connection, first: int, end: int) -> list[bytes]:
    """The hashes of the leaves at the positions first..end, which the log has."""
    reaches_end = select(func.min(TREE_HEAD.c.tree_size)).where(TREE_HEAD.c.tree_size >= end)
    query = select(TREE_HEAD.c.tree_size, TREE_HEAD.c.leaf_hashes).where(
        TREE_HEAD.c.tree_size > first, TREE_HEAD.c.tree_size <= reaches_end.scalar_subquery()
    )
    rows = connection.execute(query.order_by(TREE_HEAD.c.tree_size)).all()
    joined = b"".join(row.leaf_hashes for row in rows)
    start = rows[0].tree_size - len(rows[0].leaf_hashes) // HASH_BYTES
    return list(split_hashes(joined))[first - start : end - start]


def tile_hashes(connection: Connection, level: int, first: int, end: int) -> list[bytes]:
    """The hashes at the places first..end of a level above the leaves', which the log has."""
    query = select(TILE_HASH.c.hash).where(
        TILE_HASH.c.level == level, TILE_HASH.c.n >= first, TILE_HASH.c.n < end
    )
    return [bytes(row.hash) for row in connection.execute(query.order_by(TILE_HASH.c.n))]


def _stored(row: Any) -> StoredHead:
    frontier = Frontier.from_bytes(row.tree_size, row.frontier)
    return StoredHead(frontier, row.epoch, row.at, row.signature)
