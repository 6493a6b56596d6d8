"""Projected tables made aside, and where they differ from those in place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    NullPool,
    Select,
    Table,
    bindparam,
    create_engine,
    func,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.types import NullType

from sync_server.data.engine import Transaction
from sync_server.data.following.making import statements_for
from sync_server.data.tables import FOLLOWING, STANDING
from sync_server.data.tables.packed_text import PackedText, shown
from sync_server.data.upsert import delete_rows, table_named, upsert_values

ROWS_AT_ONCE = 400

Raw = dict[str, Any]
Row = tuple[Any, ...]
Keyed = dict[Row, Row]

STANDING_NAMES = tuple(str(model.__tablename__) for model in STANDING)
FOLLOWING_NAMES = tuple(str(model.__tablename__) for model in FOLLOWING)


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


@dataclass(frozen=True, slots=True)
class Aside:
    """Projected tables of nobody's, to be filled from a ledger and compared."""

    connection: Connection

    def with_ledger(self, transaction: Transaction) -> Transaction:
        """These tables with the ledger of another transaction."""
        return Transaction.aside(transaction.ledger, self.connection)


@contextmanager
def aside() -> Iterator[Aside]:
    """Empty projected tables in a temporary file."""
    with _scratch().connect() as connection:
        # It is thrown away in any case, so nothing of it need survive anything.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-65536"):
            connection.exec_driver_sql(f"PRAGMA {pragma}")
        for statement in _making():
            connection.exec_driver_sql(statement)
        yield Aside(connection)


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
    tables = map(table_named, (*STANDING_NAMES, *FOLLOWING_NAMES))
    makers = [each for table in tables for each in statements_for(table)]
    return tuple(str(each.compile(dialect=dialect)) for each in makers)


def standing_differences(transaction: Transaction, made: Aside) -> Iterator[RowDifference]:
    """Every row of the tables that stand which is not as it was made aside."""
    yield from _differences(transaction.standing, made.connection, STANDING_NAMES)


def following_differences(transaction: Transaction, made: Aside) -> Iterator[RowDifference]:
    """Every row of the tables that follow which is not as it was made aside."""
    yield from _differences(transaction.tables, made.connection, FOLLOWING_NAMES)


def _differences(
    connection: Connection, made: Connection, names: Iterable[str]
) -> Iterator[RowDifference]:
    """Every row of these projected tables that is not as it was made aside.

    Values are compared as the database holds them; only what is packed otherwise is compared by
    what it says, since another version of the library may pack the same text so.
    """
    for name in names:
        table, in_both = table_named(name), 0
        for found in _parts(connection, table):
            expected = _rows_at(made, table, found)
            in_both += len(expected)
            for key, row in found.items():
                other = expected.get(key)
                if row != other:
                    yield from _difference(table, row, other)
        if in_both == _count(made, table):
            continue
        for expected in _parts(made, table):
            found = _rows_at(connection, table, expected)
            for key, row in expected.items():
                if key not in found:
                    yield from _difference(table, None, row)


def _difference(table: Table, found: Row | None, expected: Row | None) -> Iterator[RowDifference]:
    """The difference of two rows, unless both say the same."""
    one, other = _named(table, found), _named(table, expected)
    if one != other:
        yield RowDifference(table.name, _key(table, one or other or {}), one, other)


def put_standing_right(transaction: Transaction, made: Aside) -> Counter[str]:
    """Make the tables that stand what was made aside; how many rows of each were not."""
    wrong = list(standing_differences(transaction, made))
    return _put_right(transaction.standing, wrong)


def put_following_right(transaction: Transaction, made: Aside) -> Counter[str]:
    """The same for the tables that follow."""
    wrong = list(following_differences(transaction, made))
    return _put_right(transaction.tables, wrong)


def _put_right(connection: Connection, wrong: Iterable[RowDifference]) -> Counter[str]:
    changed: Counter[str] = Counter()
    for difference in wrong:
        _repair(connection, difference)
        changed[difference.table] += 1
    return changed


def _repair(connection: Connection, difference: RowDifference) -> None:
    """Make the row in place what it should be."""
    table = table_named(difference.table)
    if difference.expected is None:
        delete_rows(connection, table, [difference.key])
    else:
        row = {
            name: bool(value) if table.c[name].type.python_type is bool else value
            for name, value in difference.expected.items()
        }
        upsert_values(connection, table, [row])


def _parts(connection: Connection, table: Table) -> Iterator[Keyed]:
    """The table's rows, a handful at a time, by their primary key."""
    query = raw_rows(table).execution_options(yield_per=ROWS_AT_ONCE)
    for part in connection.execute(query).partitions(ROWS_AT_ONCE):
        yield _keyed(table, part)


def _rows_at(connection: Connection, table: Table, keys: Keyed) -> Keyed:
    return _keyed(table, connection.execute(_raw_rows_at(table), {"keys": list(keys)}))


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


@cache
def _raw_rows_at(table: Table) -> Select[Any]:
    key = tuple_(*table.primary_key)
    return raw_rows(table).where(key.in_(bindparam("keys", expanding=True)))


@cache
def raw_rows(table: Table) -> Select[Any]:
    """Every row of the table as the database holds it, without any conversion."""
    columns: list[Any] = [type_coerce(each, NullType()).label(each.name) for each in table.c]
    return select(*columns)


def _keyed(table: Table, rows: Iterable[Any]) -> Keyed:
    columns = [column.name for column in table.columns]
    places = [columns.index(column.name) for column in table.primary_key]
    return {tuple([row[at] for at in places]): row for row in map(tuple, rows)}


def _named(table: Table, row: Row | None) -> Raw | None:
    """The row's values by their columns, with what is packed as it reads."""
    if row is None:
        return None
    return {
        column.name: shown(value) if isinstance(column.type, PackedText) else value
        for column, value in zip(table.columns, row, strict=True)
    }


def _key(table: Table, row: Raw) -> Raw:
    return {column.name: row[column.name] for column in table.primary_key}
