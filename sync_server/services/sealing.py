"""Putting taken entries into the log: leaves, tree, receipts, and the rows that keep them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from domain.clock import format_instant
from domain.delivery import SignedHead
from domain.line import Line
from domain.receipt import Leaf, Receipt, receipt_message
from sync_server.data import ledger
from sync_server.data.engine import Transaction
from sync_server.data.ledger import LogHead
from sync_server.services.acceptance import Pending
from sync_server.services.keys import LogKey

MAX_N = 2**53 - 1


def seal(
    transaction: Transaction,
    log: LogHead,
    pending: Sequence[Pending],
    key: LogKey,
    now: datetime,
) -> tuple[LogHead, dict[str, Receipt]]:
    """Append the entries; the log's new head and each entry's receipt. At least one entry."""
    at = format_instant(now)
    leaves = [_leaf(each, at) for each in pending]
    frontier = log.frontier.append(leaf.leaf_hash() for leaf in leaves)
    head = LogHead(frontier, register_n(log.register_n, (p.line for p in pending)), log.epoch)
    root = frontier.root.hex()
    receipts = {leaf.id: _receipt(leaf, head, root, key) for leaf in leaves}
    rows = [_row(each, receipts[each.line.id]) for each in pending]
    ledger.append_entries(transaction, rows)
    ledger.append_head(transaction, head, root, at)
    return head, receipts


def keep_heads(transaction: Transaction, heads: Iterable[SignedHead]) -> None:
    """Keep the signatures by which chains vouched for what was taken."""
    rows = [head.model_dump(include={"id", "chain", "seq", "signature"}) for head in heads]
    if rows:
        ledger.keep_head_signatures(transaction, rows)


def register_n(before: int, lines: Iterable[Line]) -> int:
    """The highest n of entries of no visit, given the highest before these lines."""
    return max([before, *(line.header.n for line in lines if line.visit_id is None)])


def _leaf(pending: Pending, at: str) -> Leaf:
    return Leaf(
        position=pending.position,
        id=pending.line.id,
        accepted_at=at,
        earliest=format_instant(pending.interval.earliest),
        latest=format_instant(pending.interval.latest),
        carrier=pending.carrier,
    )


def _receipt(leaf: Leaf, head: LogHead, root: str, key: LogKey) -> Receipt:
    message = receipt_message(leaf, head.epoch, head.size, root)
    return Receipt(
        **leaf.model_dump(),
        epoch=head.epoch,
        tree_size=head.size,
        root=root,
        signature=key.sign(message),
    )


def _row(pending: Pending, receipt: Receipt) -> dict[str, Any]:
    line, header = pending.line, pending.line.header
    return {
        "position": pending.position,
        "id": line.id,
        "chain": header.chain,
        "seq": header.seq,
        "prev": header.prev,
        "n": header.n,
        "kind": header.kind,
        "visit": line.visit_id,
        "header": line.header_bytes,
        "body": line.body_bytes,
        "private": line.private_bytes,
        "accepted_at": receipt.accepted_at,
        "earliest": receipt.earliest,
        "latest": receipt.latest,
        "carrier": receipt.carrier,
        "marks": ",".join(sorted(pending.marks)),
        "tree_size": receipt.tree_size,
        "signature": receipt.signature,
    }
