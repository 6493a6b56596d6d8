"""A disk that is full, as a ledger's SQLite file meets it."""

from sqlalchemy import Connection, event

from sync_server.data.driver.statements import fetched
from sync_server.data.engine import Database


def fill_up(database: Database, *, is_full: bool = True) -> None:
    """Let the ledger's file grow no further than it is, or lift that again."""

    def limit(connection: Connection) -> None:
        ((pages,),) = fetched(connection, "PRAGMA page_count")
        fetched(connection, f"PRAGMA max_page_count={pages if is_full else 2**30}")

    event.listen(database.log, "begin", limit)
