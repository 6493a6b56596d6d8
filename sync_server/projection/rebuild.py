"""Making the projected tables and the index of entries anew from the ledger, while it is used."""

from collections import Counter

from sync_server.data.engine import Database, Transaction
from sync_server.data.following.aside import (
    Aside,
    aside,
    put_following_right,
    put_standing_right,
)
from sync_server.data.following.entry_index import put_right
from sync_server.data.following.place import place_of
from sync_server.data.log_tree import newest_head
from sync_server.projection.batch import batches
from sync_server.projection.shadow import Shadow


def rebuild(database: Database) -> dict[str, int]:
    """How many rows of each projected table had to be changed; empty when none had to.

    Everything is made anew aside, while others go on writing and reading; what differs is then
    put right at once: what stands in a transaction under the log's lock, what follows in one
    that only keeps others from following meanwhile. Within one fold version nothing differs
    unless somebody changed the tables.
    """
    with aside() as made:
        shadow = Shadow(made)
        shadow.approach(database)
        changed = database.write(lambda transaction: _standing(transaction, shadow, made))
        for _ in batches(database):
            pass
        changed += database.follow(lambda transaction: _following(transaction, shadow, made))
    return dict(changed)


def _standing(transaction: Transaction, shadow: Shadow, made: Aside) -> Counter[str]:
    head = newest_head(transaction.ledger)
    shadow.go_on(transaction, head.size if head else 0)
    return put_standing_right(transaction, made)


def _following(transaction: Transaction, shadow: Shadow, made: Aside) -> Counter[str]:
    stands = place_of(transaction.tables)
    shadow.go_on(transaction, stands.position)
    changed = put_following_right(transaction, made)
    if rows := put_right(transaction.tables, stands.position):
        changed["entry"] = rows
    return changed
