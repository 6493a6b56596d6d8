"""Writing rows by their primary key, on both databases."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Executable, Table, and_, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from sync_server.data.driver.statements import (
    Row,
    deletion,
    executed,
    insertion,
    replacement,
)
from sync_server.data.tables import METADATA, ProjectedRow, VisitPartRow


def table_named(name: str) -> Table:
    """The table of this name."""
    return METADATA.tables[name]


def table_of(model: type[SQLModel]) -> Table:
    """The table of this row class."""
    return table_named(str(model.__tablename__))


def values_of(row: SQLModel) -> dict[str, Any]:
    """The row's columns and what stands in them."""
    found = row.__dict__
    return {name: found[name] for name in columns_of(type(row))}


def key_of(row: SQLModel) -> dict[str, Any]:
    """The columns of the row's primary key and what stands in them."""
    return {column.name: getattr(row, column.name) for column in table_of(type(row)).primary_key}


def upsert(connection: Connection, rows: Sequence[SQLModel]) -> None:
    """Insert rows of one table, each replacing the one under its primary key."""
    if rows:
        upsert_values(connection, table_of(type(rows[0])), [values_of(row) for row in rows])


def upsert_values(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows, each replacing the one under its primary key. All rows name all columns."""
    if rows:
        connection.execute(_upsert(connection.dialect.name, table.name), list(rows))


def delete_rows(connection: Connection, table: Table, keys: Iterable[dict[str, Any]]) -> None:
    """Delete the rows under these primary keys, given as dicts of the key's columns."""
    parameters = [{f"key_{column}": value for column, value in key.items()} for key in keys]
    if parameters:
        matches = [column == bindparam(f"key_{column.name}") for column in table.primary_key]
        connection.execute(delete(table).where(and_(*matches)), parameters)


def delete_under(connection: Connection, table: Table, owner: dict[str, Any]) -> None:
    """Delete the rows that have these columns of their owner's key."""
    matches = [table.c[name] == value for name, value in owner.items()]
    connection.execute(delete(table).where(and_(*matches)))


def row_of(model: type[ProjectedRow], **values: Any) -> Row:
    """A row for the driver: the values of all columns, in the order they are declared.

    What is packed is to be packed already. TypeError or KeyError for other columns.
    """
    if len(values) != len(columns_of(model)):
        raise TypeError(f"not the columns of {model.__tablename__}")
    row: Row = _in_order(model)(values)
    return row


def upsert_rows(connection: Connection, model: type[ProjectedRow], rows: Sequence[Row]) -> None:
    """Insert rows for the driver, each replacing the one under its primary key."""
    executed(connection, _replacement(model), rows)


def replace_parts(
    connection: Connection, part: type[VisitPartRow], visits: Iterable[str], rows: Sequence[Row]
) -> None:
    """Write rows of one part of visits, after taking away those of ``visits``."""
    table = str(part.__tablename__)
    executed(connection, deletion(table, ["visit"]), [(visit,) for visit in visits])
    executed(connection, insertion(table, columns_of(part)), rows)


@cache
def columns_of(model: type[SQLModel]) -> tuple[str, ...]:
    """The names of the columns, in the order they are declared."""
    return tuple(column.name for column in table_of(model).columns)


@cache
def _in_order(model: type[ProjectedRow]) -> Callable[[dict[str, Any]], Row]:
    return itemgetter(*columns_of(model))


@cache
def _replacement(model: type[ProjectedRow]) -> str:
    keys = [column.name for column in table_of(model).primary_key]
    return replacement(str(model.__tablename__), columns_of(model), keys)


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
