"""What stands in the log."""

from sync_server.data import ledger
from sync_server.data.engine import Database
from sync_server.data.ledger import Logged
from sync_server.data.log_tree import newest_head


def logged_since(database: Database, position: int = 0) -> list[Logged]:
    """All entries from a position on, in log order."""
    with database.reading() as transaction:
        head = newest_head(transaction.ledger)
        return ledger.between(transaction.ledger, position, head.size if head else 0)


def entries_of(database: Database, kind: str) -> list[Logged]:
    """The entries of one kind, in log order."""
    return [each for each in logged_since(database) if each.line.header.kind == kind]


def logged(database: Database, entry: str) -> Logged:
    """The entry of this id."""
    (found,) = (each for each in logged_since(database) if each.line.id == entry)
    return found
