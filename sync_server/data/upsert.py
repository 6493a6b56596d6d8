"""Writing projected rows by their primary key, on both databases."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Table, and_, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite

from sync_server.data.tables import METADATA


def table_named(name: str) -> Table:
    """The table of this name."""
    return METADATA.tables[name]


def upsert(connection: Connection, name: str, rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows, each replacing the one under its primary key. All rows name all columns."""
    if rows:
        connection.execute(_upsert(connection.dialect.name, name), list(rows))


def delete_rows(connection: Connection, name: str, keys: Iterable[dict[str, Any]]) -> None:
    """Delete the rows under these primary keys, given as dicts of the key's columns."""
    table = table_named(name)
    parameters = [{f"key_{column}": value for column, value in key.items()} for key in keys]
    if parameters:
        matches = [column == bindparam(f"key_{column.name}") for column in table.primary_key]
        connection.execute(delete(table).where(and_(*matches)), parameters)


@cache
def _upsert(dialect: str, name: str) -> Executable:
    """The statement for one table; building it costs more than a small one takes to run."""
    table = table_named(name)
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    keys = [column.name for column in table.primary_key]
    others = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if column.name not in keys
    }
    made: Executable = (
        statement.on_conflict_do_update(index_elements=keys, set_=others)
        if others
        else statement.on_conflict_do_nothing(index_elements=keys)
    )
    return made
