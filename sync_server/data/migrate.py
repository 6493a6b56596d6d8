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
from sync_server.data.tables import METADATA


def migrate(database: Database, to: str = "head") -> None:
    """Apply the revisions the database has not seen, in one transaction under the log's lock.

    Safe to call from any number of processes at once: the first does it, the others wait.
    Unavailable, with nothing changed, where another version's format is there.
    """
    if database.is_sqlite and database.engine.url.database:
        check_file(Path(database.engine.url.database))
    database.write(lambda transaction: _upgrade(transaction, to))


def differences(connection: Connection) -> list[object]:
    """Where the database and the tables as declared do not agree; empty when they do."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - see `known_revisions`
    from alembic.migration import MigrationContext  # noqa: PLC0415

    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


def _upgrade(transaction: Transaction, to: str) -> None:
    found = revision_of(transaction.tables)
    check_revision(found)
    if to == "head" and found == newest_revision():
        return
    from alembic import command  # noqa: PLC0415 - see `known_revisions`
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(REVISIONS))
    config.attributes["connection"] = transaction.tables
    command.upgrade(config, to)
