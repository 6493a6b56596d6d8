"""Bringing a database to the present schema."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from sync_server.data.engine import Database, Transaction
from sync_server.data.tables import METADATA

_FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database, to: str = "head") -> None:
    """Apply the revisions the database has not seen, in one transaction under the log's lock.

    Safe to call from any number of processes at once: the first does it, the others wait.
    """
    database.write(lambda transaction: _upgrade(transaction, to))


def differences(connection: Connection) -> list[object]:
    """Where the database and the tables as declared do not agree; empty when they do."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


def _upgrade(transaction: Transaction, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = transaction.tables
    command.upgrade(config, to)
