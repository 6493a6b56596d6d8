"""How the database is opened: the ledger alone for whoever commits, with its tables for others.

On SQLite the ledger is one file and the tables that follow it are another, so that bringing
them up to date never holds the lock that a commit needs. On PostgreSQL, where writers hold up
nobody but writers of the same rows, one database has both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    ExceptionContext,
    NullPool,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.exc import DBAPIError

from sync_server.data.driver.statements import fetched
from sync_server.data.failures import is_of_reader, leave_values_out

BUSY_TIMEOUT_MS = 20_000
# Any constants serve, as long as every process of this server takes the same.
_LOG_LOCK = 0x64756A69
_TABLES_LOCK = 0x64756A6A
_BESIDE = "-tables"
# In KB, of each connection; what is read often the system keeps in memory anyway. Of those that
# read there are up to ten, and each would fill its own with the same pages.
_CACHE, _READERS_CACHE = "cache_size=-8192", "cache_size=-2048"


def ledger_engine(url: str) -> Engine:
    """For ``sqlite:///FILE`` or ``postgresql+psycopg://…``, set up to lose nothing.

    SQLite runs WAL with synchronous=FULL: NORMAL loses acknowledged rows in a power cut.
    """
    if is_sqlite(url):
        engine = _sqlite_engine(url)
        event.listen(engine, "begin", _begin_ledger)
        return engine
    engine = create_engine(
        url,
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        pool_size=10,
        hide_parameters=True,
    )
    event.listen(engine, "handle_error", _leave_values_out)
    return engine


def both_engine(url: str) -> Engine:
    """For an SQLite ledger with its tables beside it; who writes here writes the tables alone."""
    engine = _sqlite_engine(url)
    beside = str(tables_file(url))

    def attach(connection: Any, _record: object) -> None:
        connection.execute("ATTACH DATABASE ? AS following", (beside,)).close()
        # What a power cut takes of them is made again from the ledger.
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", _READERS_CACHE):
            connection.execute(f"PRAGMA following.{pragma}").close()
        connection.execute(f"PRAGMA main.{_READERS_CACHE}").close()

    event.listen(engine, "connect", attach)
    event.listen(engine, "begin", _begin_both)
    return engine


def tables_engine(url: str) -> Engine:
    """For the file of an SQLite ledger's tables alone, to make them; keeps no connection."""
    engine = _sqlite_engine(f"sqlite:///{tables_file(url)}", poolclass=NullPool)
    event.listen(engine, "begin", _begin_writing)
    return engine


def tables_file(url: str) -> Path:
    """The file of the tables that follow this SQLite ledger."""
    return Path(f"{make_url(url).database}{_BESIDE}")


def is_sqlite(url: str) -> bool:
    """Whether the address is that of an SQLite file."""
    return url.startswith("sqlite")


def take_log(connection: Connection) -> None:
    """Hold the log's lock until this transaction ends; SQLite's writers hold it by BEGIN."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOG_LOCK})


def take_tables(connection: Connection) -> None:
    """Let nobody else change the tables until this transaction ends.

    SQLite's writers hold a file from their first write on: it comes before anything is read,
    because what was read before it would have to be read again.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _TABLES_LOCK})
        connection.execute(text("SET LOCAL synchronous_commit = off"))
    else:
        connection.exec_driver_sql("UPDATE followed SET fold = fold")


@contextmanager
def refusing_writes(connection: Connection) -> Iterator[None]:
    """Fail where somebody writes here, which would be rolled back without a word.

    PostgreSQL's transaction says itself that it only reads.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    try:
        yield
    except DBAPIError as error:
        if is_of_reader(error):
            raise RuntimeError("these tables are only read here: they follow") from error
        raise
    finally:
        if is_sqlite and not connection.closed:
            connection.exec_driver_sql("PRAGMA query_only=OFF")


def _sqlite_engine(url: str, **options: Any) -> Engine:
    timeout = {"timeout": BUSY_TIMEOUT_MS / 1000}
    engine = create_engine(url, connect_args=timeout, hide_parameters=True, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by ours alone: the driver's own BEGIN comes too late.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", _CACHE):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_ledger(connection: Connection) -> None:
    is_writer = connection.get_execution_options().get("is_writer", False)
    fetched(connection, "BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _begin_both(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
    if not connection.get_execution_options().get("is_follower", False):
        # Each file is read as it is when first looked at. The tables come first: they then
        # never tell of entries that the ledger, as it is read here, does not have yet.
        connection.exec_driver_sql("SELECT position FROM followed")


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _leave_values_out(context: ExceptionContext) -> None:
    """Tell the error without what PostgreSQL quotes of a row: values must not get into logs."""
    cause, shown = context.original_exception, context.sqlalchemy_exception
    if shown is not None and leave_values_out(cause):
        shown.args = (f"({type(cause).__name__}) {cause}",)
