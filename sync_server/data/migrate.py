"""Bringing a database to the present schema."""

from pathlib import Path

from sqlalchemy import Connection

from sync_server.data.engine import Database, Transaction
from sync_server.data.migrations.format import (
    REVISIONS,
    check_file,
    check_revision,
    newest_revision,
    revision_of,
)
from sync_server.data.tables import FOLLOWING_TABLES, METADATA


def migrate(database: Database, to: str = "head") -> None:
    """Apply the revisions the database has not seen, in one transaction under the log's lock.

    Safe to call from any number of processes at once: the first does it, the others wait.
    Unavailable, with nothing changed, where another version's format is there.
    """
    if database.is_sqlite and database.log.url.database:
        check_file(Path(database.log.url.database))
    database.write(lambda transaction: _upgrade(transaction, to))


def differences(connection: Connection) -> list[object]:
    """Where the database and the tables as declared do not agree; empty when they do.

    Tables that follow have no revisions: they are made as declared.
    """
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - see `known_revisions`
    from alembic.migration import MigrationContext  # noqa: PLC0415

    followed = {table.name for table in FOLLOWING_TABLES}

    def has_revisions(_thing: object, name: str | None, sort: str, *_rest: object) -> bool:
        return sort != "table" or name not in followed

    options = {"compare_type": True, "include_object": has_revisions}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, METADATA))


def _upgrade(transaction: Transaction, to: str) -> None:
    found = revision_of(transaction.ledger)
    check_revision(found)
    if to == "head" and found == newest_revision():
        return
    from alembic import command  # noqa: PLC0415 - see `known_revisions`
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(REVISIONS))
    config.attributes["connection"] = transaction.ledger
    command.upgrade(config, to)
