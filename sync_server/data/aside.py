"""Projected tables made aside, and where they differ from those in place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Index,
    NullPool,
    Select,
    Table,
    bindparam,
    create_engine,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement
from sqlalchemy.types import NullType

from sync_server.data.engine import Transaction
from sync_server.data.tables import METADATA, PROJECTED
from sync_server.data.upsert import delete_rows, table_named, upsert_values

ROWS_AT_ONCE = 400

Raw = dict[str, Any]

TABLE_NAMES = tuple(str(model.__tablename__) for model in PROJECTED)


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row of a projected table that is not what the ledger makes of it.

    ``found`` is None where the row is missing, ``expected`` where there should be none.
    """

    table: str
    key: Raw
    found: Raw | None
    expected: Raw | None

    @property
    def columns(self) -> list[str]:
        """The columns that differ; none where the whole row is missing or too many."""
        if self.found is None or self.expected is None:
            return []
        return [name for name, value in self.expected.items() if self.found[name] != value]


@contextmanager
def aside(transaction: Transaction) -> Iterator[Transaction]:
    """The same ledger, with empty projected tables in a temporary file."""
    with _scratch().connect() as connection:
        # It is thrown away in any case, so nothing of it need survive anything.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-65536"):
            connection.exec_driver_sql(f"PRAGMA {pragma}")
        for statement in _making():
            connection.exec_driver_sql(statement)
        yield Transaction(transaction.ledger, connection)


@cache
def _scratch() -> Engine:
    """Opens a new empty file for every connection, which SQLite takes away when it is closed.

    It holds no connection and no data, only how statements are written for SQLite.
    """
    nameless = "sqlite:///file:?uri=true"
    return create_engine(nameless, poolclass=NullPool, hide_parameters=True)


@cache
def _making() -> tuple[str, ...]:
    """The statements that make the projected tables, in their order, and their indexes."""
    dialect = _scratch().dialect
    tables = [table for table in METADATA.sorted_tables if table.name in TABLE_NAMES]
    indexes = [index for table in tables for index in sorted(table.indexes, key=_name_of)]
    makers: list[ExecutableDDLElement] = [*map(CreateTable, tables), *map(CreateIndex, indexes)]
    return tuple(str(each.compile(dialect=dialect)) for each in makers)


def _name_of(index: Index) -> str:
    return str(index.name)


def differences(transaction: Transaction, made: Transaction) -> Iterator[RowDifference]:
    """Every row of every projected table that is not as it was made aside.

    Values are compared as the database holds them, without any conversion.
    """
    for name in TABLE_NAMES:
        table = table_named(name)
        for found in _parts(transaction.tables, table):
            expected = _rows_at(made.tables, table, found)
            for key, row in found.items():
                if expected.get(key) != row:
                    yield RowDifference(name, _key(table, row), row, expected.get(key))
        for expected in _parts(made.tables, table):
            found = _rows_at(transaction.tables, table, expected)
            for key, row in expected.items():
                if key not in found:
                    yield RowDifference(name, _key(table, row), None, row)


def repair(transaction: Transaction, difference: RowDifference) -> None:
    """Make the row in place what it should be."""
    table = table_named(difference.table)
    if difference.expected is None:
        delete_rows(transaction.tables, table, [difference.key])
    else:
        row = {
            name: bool(value) if table.c[name].type.python_type is bool else value
            for name, value in difference.expected.items()
        }
        upsert_values(transaction.tables, table, [row])


Keyed = dict[tuple[Any, ...], Raw]


def _parts(connection: Connection, table: Table) -> Iterator[Keyed]:
    """The table's rows, a handful at a time, by their primary key."""
    query = raw_rows(table).execution_options(yield_per=ROWS_AT_ONCE)
    for part in connection.execute(query).partitions(ROWS_AT_ONCE):
        yield _keyed(table, part)


def _rows_at(connection: Connection, table: Table, keys: Keyed) -> Keyed:
    return _keyed(table, connection.execute(_raw_rows_at(table), {"keys": list(keys)}))


@cache
def _raw_rows_at(table: Table) -> Select[Any]:
    key = tuple_(*table.primary_key)
    return raw_rows(table).where(key.in_(bindparam("keys", expanding=True)))


@cache
def raw_rows(table: Table) -> Select[Any]:
    """Every row of the table as the database holds it, without any conversion."""
    columns: list[Any] = [type_coerce(each, NullType()).label(each.name) for each in table.c]
    return select(*columns)


def _keyed(table: Table, rows: Any) -> Keyed:
    names = [column.name for column in table.primary_key]
    found = (dict(row._mapping) for row in rows)
    return {tuple(row[name] for name in names): row for row in found}


def _key(table: Table, row: Raw) -> Raw:
    return {column.name: row[column.name] for column in table.primary_key}
