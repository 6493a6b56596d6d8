"""Transactions: committing to the ledger, following it with the tables, and reading both."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from domain.errors import Unavailable
from sync_server.data.connections import (
    both_engine,
    is_sqlite,
    ledger_engine,
    refusing_writes,
    take_log,
    take_tables,
)
from sync_server.data.failures import BUSY, GONE, as_unavailable
from sync_server.data.packing.recent_runs import RecentRuns

T = TypeVar("T")

ReadingSession = Session
"""What ``Database.session`` gives, for whoever passes it on."""

MOST_UNDER_LOCK = 2_000
_READING = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


@dataclass(slots=True)
class Transaction:
    """What reads and writes go through.

    ``ledger`` is where entries, tree heads and own tables are, ``standing`` where the projected
    tables are that every commit keeps up to date, ``tables`` where those are that follow. They
    are the same for whoever reads. Who commits can write no ``tables``: there they are as the
    last commit left the ledger, brought up to it when they are first asked for. For a projection
    made aside the projected ones are elsewhere. ``recent`` are the runs that this process
    committed last.
    """

    ledger: Connection
    standing: Connection
    _open: Callable[[], Connection]
    recent: RecentRuns = field(default_factory=RecentRuns)
    _tables: Connection | None = field(default=None, init=False)

    @property
    def tables(self) -> Connection:
        """Where the tables that follow are."""
        if self._tables is None:
            self._tables = self._open()
        return self._tables

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session for reading the tables within this transaction."""
        with Session(self.tables) as session:
            yield session

    @classmethod
    def on(cls, connection: Connection, recent: RecentRuns | None = None) -> "Transaction":
        """The transaction of one connection that holds everything."""
        return cls(connection, connection, lambda: connection, recent or RecentRuns())

    @classmethod
    def aside(cls, ledger: Connection, made: Connection) -> "Transaction":
        """This ledger, with projected tables of their own."""
        return cls(ledger, made, lambda: made)


class Following(Protocol):
    """What brings the tables up to the ledger."""

    def wait(self, patience_s: float | None = None) -> None:
        """Return once the tables have all that is committed now, or after a little while."""

    def catch_up(self, most: int | None = None) -> None:
        """Bring the tables up to the ledger's end here and now, however long it takes.

        Unavailable (``tables_behind``) where they are more than ``most`` entries behind.
        """

    def committed(self) -> None:
        """There is something new to follow."""


class CommitFailed(Exception):
    """The commit itself failed: what was in it may or may not be durable. Never retried."""

    def __init__(self, reason: Unavailable, *, is_disk: bool) -> None:
        super().__init__(reason.message)
        self.reason = reason
        self.is_disk = is_disk


class Database:
    """The open database, passed to whoever needs it; there is no module-level engine.

    ``following`` is set by what follows the ledger; before that nobody waits for the tables.
    Without tables (a copy that holds none) only the ledger and what stands in it can be read.
    """

    def __init__(self, url: str, *, has_tables: bool = True) -> None:
        self.url = url
        self.has_tables = has_tables
        self.log: Engine = ledger_engine(url)
        self.engine: Engine = both_engine(url) if self.is_sqlite and has_tables else self.log
        self.following: Following | None = None
        self._recent = RecentRuns()
        self._write_gate = threading.Lock()
        self._writer: Connection | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether one process must do all the writing."""
        return is_sqlite(self.url)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """What ``work`` answers, once its transaction is durable.

        The log's lock is taken first, before anything is read: BEGIN IMMEDIATE on SQLite, an
        advisory lock on PostgreSQL. Raises CommitFailed when the commit fails, Unavailable for
        a full disk, a busy or unreachable database, and whatever ``work`` raises.
        """
        with self._writing() as connection, ExitStack() as beside:
            transaction = connection.begin()

            def tables() -> Connection:
                return beside.enter_context(self._tables_under_lock())

            try:
                take_log(connection)
                answer = work(Transaction(connection, connection, tables, self._recent))
            except BaseException:
                transaction.rollback()
                raise
            _commit(connection)
            return answer

    def follow(self, work: Callable[[Transaction], T]) -> T:
        """What ``work`` answers, done while nobody else changes the tables.

        It writes ``tables`` alone. What it wrote is whole or not there at all, but need not
        survive a power cut: it can be made again. Raises Unavailable as `write` does.
        """
        with _connected(self.engine) as opened:
            connection = opened.execution_options(is_follower=True)
            with connection.begin():
                take_tables(connection)
                return work(Transaction.on(connection, self._recent))

    @contextmanager
    def session(self, *, is_patient: bool = True) -> Iterator[Session]:
        """A session for reading: one snapshot on SQLite; never commits.

        Who is not patient reads what stands, and of the tables that follow what they have.
        """
        if is_patient:
            self._await_tables()
        with translated(), Session(self.engine) as session:
            yield session

    @contextmanager
    def looking_up(self) -> Iterator[Connection]:
        """A connection for one statement that reads, of tables as they are: nothing is waited for.

        There is no session around it, and no snapshot of many statements.
        """
        with _connected(self.engine) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction for reading the ledger and the tables together; nothing is kept.

        The tables have all that was committed before, unless they are far behind.
        """
        self._await_tables()
        with self._snapshot(self.engine) as transaction:
            yield transaction

    @contextmanager
    def reading_ledger(self) -> Iterator[Transaction]:
        """The same of the ledger and what stands in it alone: nobody waits for the tables."""
        with self._snapshot(self.log) as transaction:
            yield transaction

    def close(self) -> None:
        """Give the connections back."""
        self._forget_writer()
        self.log.dispose()
        self.engine.dispose()

    def _await_tables(self) -> None:
        if self.following is not None:
            self.following.wait()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A connection to write with: on SQLite, where nobody writes beside, always the same."""
        if not self.is_sqlite:
            with _connected(self.log) as opened:
                yield opened.execution_options(is_writer=True)
            return
        with translated(), self._write_gate:
            self._writer = self._writer or self.log.connect().execution_options(is_writer=True)
            try:
                yield self._writer
            except BaseException:
                self._forget_writer()
                raise

    def _forget_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()

    @contextmanager
    def _tables_under_lock(self) -> Iterator[Connection]:
        """The tables for who holds the log's lock, with all that was ever committed.

        Unavailable (``tables_behind``) where that would take longer than others should wait.
        """
        if self.following is not None:
            self.following.catch_up(MOST_UNDER_LOCK)
        with self._snapshot(self.engine) as transaction, refusing_writes(transaction.tables):
            yield transaction.tables

    @contextmanager
    def _snapshot(self, engine: Engine) -> Iterator[Transaction]:
        with _connected(engine) as connection, connection.begin() as transaction:
            if not self.is_sqlite:
                connection.execute(text(_READING))
            yield Transaction.on(connection)
            transaction.rollback()


def _commit(connection: Connection) -> None:
    try:
        connection.commit()
    except DBAPIError as error:
        reason = as_unavailable(error)
        connection.invalidate()
        if reason is None:
            raise
        raise CommitFailed(reason, is_disk=reason.specific_code not in (BUSY, GONE)) from error


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    with translated(), engine.connect() as connection:
        yield connection


@contextmanager
def translated() -> Iterator[None]:
    """What the database itself says of disk, lock or connection becomes Unavailable."""
    try:
        yield
    except DBAPIError as error:
        reason = as_unavailable(error)
        if reason is None:
            raise
        raise reason from error
