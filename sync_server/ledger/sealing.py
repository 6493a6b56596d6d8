"""Putting taken entries into the log: leaves, tree, receipts, and the rows that keep them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from domain.clock import format_instant
from domain.trail import merkle, strict_json
from domain.trail.delivery import SignedHead
from domain.trail.receipt import Receipt, receipt_prefix
from sync_server.data import ledger
from sync_server.data.engine import Transaction
from sync_server.data.ledger import LogHead
from sync_server.ledger.acceptance import Pending
from sync_server.ledger.keys import LogKey


def seal(
    transaction: Transaction,
    log: LogHead,
    pending: Sequence[Pending],
    key: LogKey,
    now: datetime,
) -> tuple[LogHead, dict[str, Receipt]]:
    """Append the entries; the log's new head and each entry's receipt. At least one entry."""
    at = format_instant(now)
    leaves = [strict_json.dump(_leaf(each, at)) for each in pending]
    frontier = log.frontier.append(map(merkle.leaf_hash, leaves))
    head = LogHead(frontier, log.epoch)
    root = frontier.root.hex()
    prefix = receipt_prefix(head.epoch, head.size, root)
    signatures = [key.sign(prefix + leaf) for leaf in leaves]
    signed = list(zip(pending, signatures, strict=True))
    rows = [_row(each, at, head.size, signature) for each, signature in signed]
    ledger.append_entries(transaction, rows)
    ledger.append_head(transaction, head, root, at)
    common: dict[str, Any] = {"epoch": head.epoch, "tree_size": head.size, "root": root}
    return head, {
        each.line.id: Receipt.model_construct(**_leaf(each, at), **common, signature=signature)
        for each, signature in signed
    }


def keep_heads(transaction: Transaction, heads: Iterable[SignedHead]) -> None:
    """Keep the signatures by which chains vouched for what was taken."""
    rows = [head.model_dump(include={"id", "chain", "seq", "signature"}) for head in heads]
    if rows:
        ledger.keep_head_signatures(transaction, rows)


def _leaf(pending: Pending, at: str) -> dict[str, Any]:
    """The fields of the entry's ``Leaf`` in their order; they need no check, being our own."""
    return {
        "position": pending.position,
        "id": pending.line.id,
        "accepted_at": at,
        "earliest": pending.earliest,
        "latest": pending.latest,
        "carrier": pending.carrier,
    }


def _row(pending: Pending, at: str, tree_size: int, signature: str) -> dict[str, Any]:
    line, header = pending.line, pending.line.header
    return {
        **_leaf(pending, at),
        "chain": header.chain,
        "seq": header.seq,
        "prev": header.prev,
        "kind": header.kind,
        "saw": header.saw,
        "subject": line.subject,
        "header": line.header_bytes,
        "body": line.body_bytes,
        "private": line.private_bytes,
        "marks": ",".join(sorted(pending.marks)),
        "tree_size": tree_size,
        "signature": signature,
    }
