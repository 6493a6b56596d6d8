"""Checking a copied database: that it is whole, and goes on from the log that was copied."""

from domain.trail.checkpoint import Checkpoint
from domain.trail.merkle import Frontier
from sync_server.data import scan
from sync_server.data.engine import Transaction
from sync_server.data.log_tree import LogHead

_AT_ONCE = 1000


def log_faults(transaction: Transaction, head: LogHead, before: Checkpoint) -> list[str]:
    """What is wrong with the copy's log; empty when nothing is.

    Its tree is computed anew from its leaves and must be the one its newest head names, and it
    must hold what the server's ``before`` copying stood for.
    """
    faults: list[str] = []
    entries = scan.entry_count(transaction.ledger)
    if entries != head.size:
        faults.append(f"日志应有 {head.size} 条，备份里有 {entries} 条")
    if _root_of(transaction) != head.frontier.root:
        faults.append("日志树与重新计算的不符")
    row = scan.tree_head(transaction.ledger, before.tree_size)
    if row is None or row.root != before.root or row.epoch != before.epoch:
        faults.append(f"备份里没有备份开始时的那一版日志（{before.tree_size} 条）")
    return faults


def _root_of(transaction: Transaction) -> bytes | None:
    """The root of the log's tree, computed from its leaves; None where they cannot be told."""
    frontier, hashes = Frontier(), list[bytes]()
    try:
        for leaf in scan.leaves(transaction.ledger):
            hashes.append(leaf.leaf_hash())
            if len(hashes) == _AT_ONCE:
                frontier, hashes = frontier.append(hashes), []
    except ValueError:
        return None
    return frontier.append(hashes).root
