"""The installation's SQLite database: opened, migrated, and one transaction at a time."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from app.store.failures import of_database, store_closed
from app.store.migrations import migrate
from domain.errors import DujiError

Transaction = Session
"""An open transaction; every function of the store takes one, none commits."""

Values = Mapping[str, object]

BUSY_TIMEOUT_MS = 10_000
_IS_WRITING = "duji_is_writing"


class Database:
    """The database in one file. Safe to use from any thread; writers take turns."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._engine = _engine(path)
        self._writing = self._engine.execution_options(**{_IS_WRITING: True})
        self._turn = Condition()
        self._under_way = 0
        self._is_closed = False
        try:
            with self.write() as transaction:
                migrate(transaction.connection())
        except DujiError:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that sees one state of the database and changes nothing."""
        with self._counted(), _translated(), Session(self._engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that is kept, durably, when its block ends, and undone when it raises."""
        with (
            self._counted(),
            _translated(),
            Session(self._writing, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    def size_bytes(self) -> int:
        """How much room the database takes, what it is about to take in included."""
        parts = (self._path, self._path.with_name(f"{self._path.name}-wal"))
        return sum(part.stat().st_size for part in parts if part.is_file())

    def schema(self) -> int:
        """The number of the newest step that brought the database to where it is."""
        with self.read() as transaction:
            found = transaction.connection().exec_driver_sql("PRAGMA user_version")
            return int(found.scalar_one())

    def close(self) -> None:
        """Let go of the file, once the transactions under way are over; no other begins.

        A thread that syncs may still be at work: what it had borrowed would stay open for ever.
        """
        with self._turn:
            self._is_closed = True
            self._turn.wait_for(lambda: not self._under_way, BUSY_TIMEOUT_MS / 1000)
            # In turn as well: whoever closes it a second time finds it closed when that is done.
            self._engine.dispose()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._turn:
            if self._is_closed:
                raise store_closed()
            self._under_way += 1
        try:
            yield
        finally:
            with self._turn:
                self._under_way -= 1
                self._turn.notify_all()


def run(
    transaction: Transaction, statement: Executable, values: Values | Sequence[Values] = ()
) -> CursorResult[*tuple[Any, ...]]:
    """Carry out a statement that was made once, when its module was imported.

    Somebody waits for each save, and making a statement anew and telling it to the ORM costs
    ten times what SQLite needs for it. What the transaction has yet to write is written first.
    """
    transaction.flush()
    return transaction.connection().execute(statement, values or None)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise of_database(error.orig) from error


def _engine(path: Path) -> Engine:
    # autocommit of the driver, because transactions are begun by the events below.
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
        pool_size=4,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: DBAPIConnection, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    # FULL, because NORMAL loses what was already acknowledged when the battery goes.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.close()


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get(_IS_WRITING, False)
    # IMMEDIATE, because a writer that first reads would lose its turn to another with an error.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
