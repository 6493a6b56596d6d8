"""Checking the log itself, commit by commit: every entry's bytes, columns and link."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from domain.errors import BadLine
from domain.kinds.server import ServerRestored
from domain.trail.line import Header, read_header, sha256_hex
from domain.trail.receipt import Leaf
from sync_server.data import scan
from sync_server.data.engine import Transaction
from sync_server.verification.fault import Fault, FaultKind
from sync_server.verification.links import Links, withheld_pieces
from sync_server.verification.tree import TreeCheck, entry_fault, leaf_of


@dataclass
class LogCheck:
    """Goes through the log once, commit by commit, beside its tree heads."""

    transaction: Transaction
    public_key: str
    links: Links
    entries: int = 0
    heads: int = 0
    withheld: int = 0
    restorations: list[ServerRestored] = field(default_factory=list)
    tree: TreeCheck = field(init=False)

    def __post_init__(self) -> None:
        self.tree = TreeCheck(self.transaction, self.public_key, self.links)

    def faults(self) -> Iterator[Fault]:
        """Everything wrong with ``entry``, ``tree_head`` and ``tile_hash``."""
        connection = self.transaction.ledger
        heads = scan.tree_heads(connection)
        head = next(heads, None)
        rows: list[Any] = []
        for row in scan.entries(connection):
            while head is not None and row.position >= head.tree_size:
                yield from self._commit(head, rows)
                rows, head = [], next(heads, None)
            rows.append(row)
        while head is not None:
            yield from self._commit(head, rows)
            rows, head = [], next(heads, None)
        for row in rows:
            yield entry_fault(FaultKind.TREE_WRONG, row, "tree_size", "没有包含它的日志树")
        yield from self.tree.tile_faults()

    def _commit(self, head: Any, rows: list[Any]) -> Iterator[Fault]:
        """Check the entries of one commit and the tree head after it."""
        self.heads += 1
        if self.tree.epoch and head.epoch != self.tree.epoch:
            yield from self._new_epoch(head, rows)
        self.tree.begin(head)
        there = {row.position for row in rows}
        for position in range(self.tree.frontier.size, head.tree_size):
            if position not in there:
                yield Fault(FaultKind.POSITION_MISSING, "entry", str(position), "position")
        leaves: list[tuple[Any, Leaf]] = []
        for row in rows:
            self.entries += 1
            yield from self._bytes(row)
            if row.tree_size != head.tree_size:
                yield entry_fault(FaultKind.TREE_WRONG, row, "tree_size")
            try:
                leaves.append((row, leaf_of(row)))
            except ValidationError as error:
                column = str(error.errors()[0]["loc"][0])
                yield entry_fault(FaultKind.LEAF_CHANGED, row, column)
        yield from self.tree.faults(rows, leaves)

    def _new_epoch(self, head: Any, rows: list[Any]) -> Iterator[Fault]:
        """Only going back to a backup begins an epoch, and the first entry in it says so."""
        told = _restored(rows[0]) if rows else None
        place = (self.tree.frontier.size, self.tree.epoch)
        if told is None or (told.tree_size, told.epoch_before) != place:
            yield Fault(FaultKind.EPOCH_UNEXPLAINED, "tree_head", str(head.tree_size), "epoch")
        else:
            self.restorations.append(told)

    def _bytes(self, row: Any) -> Iterator[Fault]:
        """Check one entry's three pieces, the columns copied from its header, and its link."""
        raw = row.header if isinstance(row.header, bytes) else b""
        try:
            header = read_header(raw)
        except BadLine as error:
            yield entry_fault(FaultKind.BYTES_CHANGED, row, "header", error.message)
            return
        if sha256_hex(raw) != row.id:
            yield entry_fault(
                FaultKind.BYTES_CHANGED,
                row,
                "id" if self.tree.is_leaf(row, sha256_hex(raw)) else "header",
            )
        yield from self._pieces(row, header)
        for column in ("chain", "seq", "prev", "saw", "kind"):
            if getattr(row, column) != getattr(header, column):
                yield entry_fault(FaultKind.COLUMN_NOT_THE_HEADERS, row, column)
        if row.subject != (header.subject or sha256_hex(raw)):
            yield entry_fault(FaultKind.COLUMN_NOT_THE_HEADERS, row, "subject")
        yield from self.links.faults(row, header)

    def _pieces(self, row: Any, header: Header) -> Iterator[Fault]:
        """Check that body and private piece are those of the header, or were never sent."""
        withheld = withheld_pieces(row)
        self.withheld += len(withheld)
        for piece, hashed in (("body", header.body), ("private", header.private)):
            raw = getattr(row, piece)
            if piece in withheld:
                continue
            if raw is None and piece == "private":
                yield entry_fault(FaultKind.PRIVATE_GONE, row, piece)
            elif raw is None or sha256_hex(_bytes(raw)) != hashed:
                yield entry_fault(FaultKind.BYTES_CHANGED, row, piece)


def _restored(row: Any) -> ServerRestored | None:
    """What the entry says of a backup; None when it says anything else."""
    try:
        return (
            ServerRestored.model_validate_json(row.body)
            if row.kind == ServerRestored.kind
            else None
        )
    except ValidationError:
        return None


def _bytes(value: object) -> bytes:
    """The piece's bytes; a piece that became something else has none that fit."""
    return value if isinstance(value, bytes) else b""
