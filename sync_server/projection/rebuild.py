"""Making the projected tables and the index of entries anew from the ledger."""

from sync_server.data.aside import aside, differences, repair
from sync_server.data.engine import Database, Transaction
from sync_server.data.entry_index import put_right
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.projector import Projector


def rebuild(database: Database) -> dict[str, int]:
    """How many rows of each projected table had to be changed; empty when none had to.

    Everything is recomputed under the log's lock, and what differs is put right in the same
    transaction. Within one fold version nothing differs unless somebody changed the tables.
    """
    return database.write(_rebuild)


def _rebuild(transaction: Transaction) -> dict[str, int]:
    with aside(transaction) as made:
        Projector(made, ChainBook(made)).all()
        wrong = list(differences(transaction, made))
    changed: dict[str, int] = {}
    if rows := put_right(transaction.ledger):
        changed["entry"] = rows
    for difference in wrong:
        repair(transaction, difference)
        changed[difference.table] = changed.get(difference.table, 0) + 1
    return changed
