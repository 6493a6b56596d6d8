"""Plain SQL by the driver itself: nothing is put together anew, nothing converted.

For what every commit asks and writes, where the rest of the way takes ten times as long as the
database. Statements are written with ``?``; booleans come back as the database keeps them. What
fails is the same error that the engine raises.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from sync_server.data.failures import leave_values_out

# Both databases allow more bound values in one statement; short lists plan better.
AT_ONCE = 800

K = TypeVar("K")
Row = tuple[Any, ...]


def fetched(connection: Connection, query: str, values: Sequence[Any] = ()) -> list[Row]:
    """The rows of a query."""
    driver: Any = connection.connection.driver_connection
    statement = _for_driver(connection.dialect.paramstyle, query)
    try:
        rows: list[Row] = driver.execute(statement, values).fetchall()
    except _error_of(connection) as error:
        raise _as_raised_elsewhere(connection, statement, error) from error
    return rows


def fetched_by_keys(
    connection: Connection, query: str, keys: Iterable[str | int], values: Sequence[Any] = ()
) -> list[Row]:
    """The rows of a query that ends in ``IN (?)``, for all of the different keys.

    ``values`` are those of the marks before that one.
    """
    found: list[Row] = []
    for some in in_parts(keys):
        found += fetched(connection, _with_marks(query, len(some)), [*values, *some])
    return found


def executed(connection: Connection, statement: str, rows: Sequence[Row]) -> None:
    """Carry the statement out once with each row's values."""
    if not rows:
        return
    driver: Any = connection.connection.driver_connection
    statement = _for_driver(connection.dialect.paramstyle, statement)
    try:
        cursor = driver.cursor()
        try:
            cursor.executemany(statement, rows)
        finally:
            cursor.close()
    except _error_of(connection) as error:
        raise _as_raised_elsewhere(connection, statement, error) from error


def insertion(table: str, columns: Sequence[str]) -> str:
    """The statement that inserts a row with a value for each of these columns."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608


def replacement(table: str, columns: Sequence[str], keys: Sequence[str]) -> str:
    """The same, where the row replaces the one that has its values in the columns ``keys``."""
    others = [f"{name} = excluded.{name}" for name in columns if name not in keys]
    instead = f"UPDATE SET {', '.join(others)}" if others else "NOTHING"
    return f"{insertion(table, columns)} ON CONFLICT ({', '.join(keys)}) DO {instead}"


def deletion(table: str, keys: Sequence[str]) -> str:
    """The statement that deletes the rows with a value in each of these columns."""
    those = " AND ".join(f"{name} = ?" for name in keys)
    return f"DELETE FROM {table} WHERE {those}"  # noqa: S608


def in_parts(keys: Iterable[K]) -> Iterator[list[K]]:
    """The different keys, a handful at a time."""
    wanted = sorted(set(keys))  # type: ignore[type-var]
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]


@cache
def _for_driver(paramstyle: str, statement: str) -> str:
    return statement if paramstyle == "qmark" else statement.replace("?", "%s")


@cache
def _with_marks(query: str, number: int) -> str:
    return query.replace("IN (?)", f"IN ({', '.join('?' * number)})")


def _error_of(connection: Connection) -> type[Exception]:
    error: type[Exception] = connection.dialect.loaded_dbapi.Error
    return error


def _as_raised_elsewhere(connection: Connection, statement: str, error: Exception) -> BaseException:
    leave_values_out(error)
    base = _error_of(connection)
    raised = DBAPIError.instance(statement, None, error, base, hide_parameters=True)
    return cast(BaseException, raised)
