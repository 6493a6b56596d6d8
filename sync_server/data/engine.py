"""Opening the database and its transactions: SQLite by default, PostgreSQL by its address."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from domain.errors import Unavailable
from sync_server.data.failures import BUSY, GONE, as_unavailable, leave_values_out

T = TypeVar("T")

# Any constant serves, as long as every process of this server takes the same.
LOG_LOCK = 0x64756A69
BUSY_TIMEOUT_MS = 20_000


@dataclass(frozen=True, slots=True)
class Transaction:
    """What reads and writes go through while the log's lock is held.

    ``ledger`` is where entries, tree heads and own tables are; ``tables`` is where projected
    tables are. They are the same but for a projection made aside, to compare or to repair.
    """

    ledger: Connection
    tables: Connection

    @classmethod
    def on(cls, connection: Connection) -> "Transaction":
        """The transaction of one connection that holds both."""
        return cls(connection, connection)


class CommitFailed(Exception):
    """The commit itself failed: what was in it may or may not be durable. Never retried."""

    def __init__(self, reason: Unavailable, *, is_disk: bool) -> None:
        super().__init__(reason.message)
        self.reason = reason
        self.is_disk = is_disk


def make_engine(url: str) -> Engine:
    """An engine for ``sqlite:///FILE`` or ``postgresql+psycopg://…``, set up to lose nothing.

    SQLite runs WAL with synchronous=FULL: NORMAL loses acknowledged rows in a power cut.
    """
    if url.startswith("sqlite"):
        return _sqlite_engine(url)
    engine = create_engine(
        url,
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        pool_size=10,
        hide_parameters=True,
    )
    event.listen(engine, "handle_error", _leave_values_out)
    return engine


def _sqlite_engine(url: str) -> Engine:
    timeout = {"timeout": BUSY_TIMEOUT_MS / 1000}
    engine = create_engine(url, connect_args=timeout, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _leave_values_out(context: ExceptionContext) -> None:
    """Tell the error without what PostgreSQL quotes of a row: values must not get into logs."""
    cause, shown = context.original_exception, context.sqlalchemy_exception
    if shown is not None and leave_values_out(cause):
        shown.args = (f"({type(cause).__name__}) {cause}",)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by ours alone: the driver's own BEGIN comes too late.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32768"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    is_writer = connection.get_execution_options().get("is_writer", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


@dataclass(frozen=True, slots=True)
class Database:
    """The open database, passed to whoever needs it; there is no module-level engine."""

    engine: Engine

    @property
    def is_sqlite(self) -> bool:
        """Whether one process must do all the writing."""
        return self.engine.dialect.name == "sqlite"

    def write(self, work: Callable[[Transaction], T], *, is_kept: bool = True) -> T:
        """What ``work`` answers, once its transaction is durable (or undone, if not kept).

        The log's lock is taken first, before anything is read: BEGIN IMMEDIATE on SQLite, an
        advisory lock on PostgreSQL. Raises CommitFailed when the commit fails, Unavailable for
        a full disk, a busy or unreachable database, and whatever ``work`` raises.
        """
        with self._connected() as opened:
            connection = opened.execution_options(is_writer=True)
            transaction = connection.begin()
            try:
                take_lock(connection)
                answer = work(Transaction.on(connection))
            except BaseException:
                transaction.rollback()
                raise
            if is_kept:
                self._commit(connection)
            else:
                transaction.rollback()
            return answer

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session for reading: one snapshot on SQLite; never commits."""
        with _translated(), Session(self.engine) as session:
            yield session

    @contextmanager
    def looking_up(self) -> Iterator[Connection]:
        """A connection for one statement that reads: no session around it, no snapshot of many."""
        with self._connected() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction for reading the ledger and the tables together; nothing is kept."""
        with self._connected() as connection, connection.begin() as transaction:
            if not self.is_sqlite:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            yield Transaction.on(connection)
            transaction.rollback()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with _translated(), self.engine.connect() as connection:
            yield connection

    @staticmethod
    def _commit(connection: Connection) -> None:
        try:
            connection.commit()
        except DBAPIError as error:
            reason = as_unavailable(error)
            connection.invalidate()
            if reason is None:
                raise
            raise CommitFailed(reason, is_disk=reason.specific_code not in (BUSY, GONE)) from error


def take_lock(connection: Connection) -> None:
    """Hold the log's lock until this transaction ends; SQLite's writers hold it by BEGIN."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOG_LOCK})


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        reason = as_unavailable(error)
        if reason is None:
            raise
        raise reason from error
