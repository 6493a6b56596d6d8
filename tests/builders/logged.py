"""What stands in the log."""

from sync_server.data import ledger
from sync_server.data.engine import Database
from sync_server.data.ledger import Logged


def entries_of(database: Database, kind: str) -> list[Logged]:
    """The entries of one kind, in log order."""
    with database.reading() as transaction:
        head = ledger.newest_head(transaction.ledger)
        everything = ledger.between(transaction.ledger, 0, head.size if head else 0)
    return [each for each in everything if each.line.header.kind == kind]
