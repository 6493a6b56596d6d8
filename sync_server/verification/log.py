"""Checking the log itself: every entry's bytes and columns, every leaf, receipt and tree head."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from json import dumps, loads
from typing import Any

from pydantic import ValidationError

from domain.errors import BadLine
from domain.kinds.server import ServerRestored
from domain.trail.line import Header, read_header, sha256_hex
from domain.trail.merkle import Frontier
from domain.trail.receipt import Leaf, receipt_message
from sync_server.data import scan
from sync_server.data.engine import Transaction
from sync_server.ledger.keys import is_signed
from sync_server.verification.fault import Fault, FaultKind
from sync_server.verification.links import Links, withheld_pieces

LEAF_COLUMNS = ("id", "accepted_at", "earliest", "latest", "carrier")


@dataclass
class LogCheck:
    """Goes through the log once, commit by commit, beside its tree heads."""

    transaction: Transaction
    public_key: str
    links: Links
    entries: int = 0
    heads: int = 0
    withheld: int = 0
    frontier: Frontier = field(default_factory=Frontier)
    epoch: str = ""
    restorations: list[ServerRestored] = field(default_factory=list)

    def faults(self) -> Iterator[Fault]:
        """Everything wrong with ``entry`` and ``tree_head``."""
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
            yield _entry(FaultKind.TREE_WRONG, row, "tree_size", "没有包含它的日志树")

    def _commit(self, head: Any, rows: list[Any]) -> Iterator[Fault]:
        """Check the entries of one commit and the tree head after it."""
        self.heads += 1
        if self.epoch and head.epoch != self.epoch:
            yield from self._new_epoch(head, rows)
        expected = range(self.frontier.size, head.tree_size)
        there = {row.position for row in rows}
        for position in expected:
            if position not in there:
                yield Fault(FaultKind.POSITION_MISSING, "entry", str(position), "position")
        leaves: list[tuple[Any, Leaf]] = []
        for row in rows:
            self.entries += 1
            yield from self._bytes(row)
            if row.tree_size != head.tree_size:
                yield _entry(FaultKind.TREE_WRONG, row, "tree_size")
            try:
                leaves.append((row, _leaf(row)))
            except ValidationError as error:
                column = str(error.errors()[0]["loc"][0])
                yield _entry(FaultKind.LEAF_CHANGED, row, column)
        yield from self._tree(head, rows, leaves)

    def _new_epoch(self, head: Any, rows: list[Any]) -> Iterator[Fault]:
        """Only going back to a backup begins an epoch, and the first entry in it says so."""
        told = _restored(rows[0]) if rows else None
        place = (self.frontier.size, self.epoch)
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
            yield _entry(FaultKind.BYTES_CHANGED, row, "header", error.message)
            return
        if sha256_hex(raw) != row.id:
            yield _entry(
                FaultKind.BYTES_CHANGED, row, "id" if self._is_leaf(row, raw) else "header"
            )
        yield from self._pieces(row, header)
        for column in ("chain", "seq", "prev", "saw", "kind"):
            if getattr(row, column) != getattr(header, column):
                yield _entry(FaultKind.COLUMN_NOT_THE_HEADERS, row, column)
        if row.subject != (header.subject or sha256_hex(raw)):
            yield _entry(FaultKind.COLUMN_NOT_THE_HEADERS, row, "subject")
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
                yield _entry(FaultKind.PRIVATE_GONE, row, piece)
            elif raw is None or sha256_hex(_bytes(raw)) != hashed:
                yield _entry(FaultKind.BYTES_CHANGED, row, piece)

    def _is_leaf(self, row: Any, raw: bytes) -> bool:
        """Whether the receipt holds for the header's own hash: then the id was changed."""
        head = scan.tree_head(self.transaction.ledger, row.tree_size)
        try:
            leaf = _leaf(row).model_copy(update={"id": sha256_hex(raw)})
        except ValidationError:
            return True
        return head is not None and self._holds(row, leaf, head, head.root)

    def _tree(self, head: Any, rows: list[Any], leaves: list[tuple[Any, Leaf]]) -> Iterator[Fault]:
        key = str(head.tree_size)
        grown = self.frontier.append(leaf.leaf_hash() for _, leaf in leaves)
        root = grown.root.hex()
        is_whole = len(leaves) == len(rows) and grown.size == head.tree_size
        if is_whole and root == head.root:
            yield from self._receipts(head, leaves)
        elif is_whole and any(self._holds(row, leaf, head, root) for row, leaf in leaves):
            yield Fault(FaultKind.TREE_WRONG, "tree_head", key, "root")
        else:
            yield from self._changed_leaves(head, leaves)
        yield from self._head_columns(head, rows, grown if is_whole else None)
        self.frontier = self._go_on_from(head, grown)
        self.epoch = head.epoch

    def _receipts(self, head: Any, leaves: list[tuple[Any, Leaf]]) -> Iterator[Fault]:
        """Check the receipts of leaves that the tree shows to be as they were."""
        wrong = [row for row, leaf in leaves if not self._holds(row, leaf, head, head.root)]
        if wrong and len(wrong) == len(leaves) and self._was_epoch(head, leaves[0]):
            yield Fault(FaultKind.TREE_WRONG, "tree_head", str(head.tree_size), "epoch")
            return
        for row in wrong:
            yield _entry(FaultKind.RECEIPT_WRONG, row, "signature")

    def _was_epoch(self, head: Any, first: tuple[Any, Leaf]) -> bool:
        """Whether the receipt holds in a neighbouring epoch, or the epoch is none at all."""
        row, leaf = first
        following = scan.next_epoch(self.transaction.ledger, head.tree_size)
        others = {self.epoch, following or ""} - {head.epoch, ""}
        return any(self._holds(row, leaf, head, head.root, each) for each in others)

    def _changed_leaves(self, head: Any, leaves: list[tuple[Any, Leaf]]) -> Iterator[Fault]:
        wrong = [row for row, leaf in leaves if not self._holds(row, leaf, head, head.root)]
        for row in wrong:
            yield _entry(FaultKind.LEAF_CHANGED, row, self._suspect(row, head))
        if not wrong:
            yield Fault(FaultKind.TREE_WRONG, "tree_head", str(head.tree_size), "root")

    def _suspect(self, row: Any, head: Any) -> str:
        """The column of a changed leaf, as far as it can be told."""
        if row.accepted_at != head.at:
            return "accepted_at"
        if not self.links.knows(row.carrier):
            return "carrier"
        return "earliest/latest"

    def _head_columns(self, head: Any, rows: list[Any], grown: Frontier | None) -> Iterator[Fault]:
        key = str(head.tree_size)
        if grown is not None and head.frontier != dumps(grown.to_hex()):
            yield Fault(FaultKind.TREE_WRONG, "tree_head", key, "frontier")
        if rows and all(row.accepted_at != head.at for row in rows):
            yield Fault(FaultKind.TREE_WRONG, "tree_head", key, "at")

    def _go_on_from(self, head: Any, grown: Frontier) -> Frontier:
        """The tree to grow further: the stored one where it is sound, so that one fault is one."""
        stored = _frontier(head)
        if stored is not None and stored.root.hex() == head.root:
            return stored
        return grown if grown.size == head.tree_size else stored or grown

    def _holds(self, row: Any, leaf: Leaf, head: Any, root: str, epoch: str | None = None) -> bool:
        message = receipt_message(leaf, epoch or head.epoch, head.tree_size, root)
        return is_signed(self.public_key, message, str(row.signature))


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


def _leaf(row: Any) -> Leaf:
    return Leaf(**{name: getattr(row, name) for name in Leaf.model_fields})


def _bytes(value: object) -> bytes:
    """The piece's bytes; a piece that became something else has none that fit."""
    return value if isinstance(value, bytes) else b""


def _entry(fault: FaultKind, row: Any, column: str, detail: str = "") -> Fault:
    return Fault(fault, "entry", str(row.position), column, detail)


def _frontier(head: Any) -> Frontier | None:
    try:
        return Frontier.from_hex(head.tree_size, loads(head.frontier))
    except (TypeError, ValueError):
        return None
