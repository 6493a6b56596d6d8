"""Making the tables that follow as they are declared, and throwing away those that were there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, insert, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex, CreateTable, DropTable, ExecutableDDLElement

from domain.errors import Unavailable
from sync_server.data.connections import tables_engine, tables_file, take_tables
from sync_server.data.engine import Database, translated
from sync_server.data.failures import is_damaged
from sync_server.data.following.place import FOLLOWED, Place, after, place_of
from sync_server.data.tables import FOLLOWING_TABLES


def make_tables(database: Database, fold: int) -> bool:
    """Make empty tables, unless there are some of this fold; whether they were made.

    Of any number of processes that call it at once the first does it, the others wait. A file
    of tables that cannot be read as one is put aside first: nothing is in it that the log has
    not.
    """
    try:
        return _made(database, fold)
    except (DBAPIError, Unavailable) as error:
        cause = error if isinstance(error, DBAPIError) else error.__cause__
        if not isinstance(cause, DBAPIError) or not is_damaged(cause):
            raise
    _put_aside(tables_file(database.url))
    return _made(database, fold)


def _made(database: Database, fold: int) -> bool:
    with _changing(database) as connection:
        if _fold_of(connection) == fold:
            return False
        _make(connection, fold)
        return True


def discard_strange(database: Database) -> bool:
    """Make empty tables where those that are there follow another log; whether they did."""
    with database.reading_ledger() as transaction, _changing(database) as connection:
        stands = place_of(connection)
        if is_of_log(transaction.ledger, stands):
            return False
        _make(connection, stands.fold)
        return True


def is_of_log(ledger: Connection, place: Place) -> bool:
    """Whether tables that stand there have followed this log."""
    return place == after(ledger, place.position, place.fold)


def statements_for(table: Table) -> list[ExecutableDDLElement]:
    """What makes the table and its indexes."""
    indexes = sorted(table.indexes, key=lambda each: str(each.name))
    return [CreateTable(table), *map(CreateIndex, indexes)]


def _make(connection: Connection, fold: int) -> None:
    for table in reversed(_there(connection)):
        connection.execute(DropTable(table))
    for table in FOLLOWING_TABLES:
        for statement in statements_for(table):
            connection.execute(statement)
    connection.execute(insert(FOLLOWED), [{"fold": fold, "position": 0}])


def _put_aside(path: Path) -> None:
    """Move the file away, for whoever wants to know what happened to it; its log is of no use."""
    path.replace(path.with_name(f"{path.name}-damaged"))
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)


def _fold_of(connection: Connection) -> int | None:
    """The fold of the tables that are there; None without any."""
    if not inspect(connection).has_table(FOLLOWED.name):
        return None
    return connection.execute(select(FOLLOWED.c.fold)).scalar_one_or_none()


def _there(connection: Connection) -> list[Table]:
    """The tables to throw away; on SQLite whatever is in the file, of another version too."""
    names = inspect(connection).get_table_names()
    if connection.dialect.name == "sqlite":
        return [Table(name, MetaData()) for name in names]
    return [table for table in FOLLOWING_TABLES if table.name in names]


@contextmanager
def _changing(database: Database) -> Iterator[Connection]:
    """A transaction in which nobody else changes the tables; kept when the block ends."""
    engine = tables_engine(database.url) if database.is_sqlite else database.engine
    with translated(), engine.begin() as connection:
        if not database.is_sqlite:
            take_tables(connection)
        yield connection
