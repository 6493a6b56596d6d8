"""The installation's SQLite database: opened, migrated, and one transaction at a time."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Thread
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from app.store.failures import DAMAGED_CODE, of_database, store_closed
from app.store.migrations import migrate
from domain.errors import DujiError

logger = logging.getLogger("duji.store")

Transaction = Session
"""An open transaction; every function of the store takes one, none commits."""

Values = Mapping[str, object]

BUSY_TIMEOUT_MS = 10_000
WRITES_A_CHECKPOINT = 50
MOST_PAGES_WAITING = 4_000
"""Beyond that much a commit moves the pages itself: a trail of thousands of entries pulled."""
_BEGIN = "duji_begin"


class Database:
    """The database in one file. Safe to use from any thread; writers take turns."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._engine = _engine(path)
        # IMMEDIATE, because a writer that first reads would lose its turn to another with an error.
        self._writing = self._engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        self._moving = self._engine.execution_options(**{_BEGIN: ""})
        self._turn = Condition()
        self._under_way = 0
        self._unmoved = 0
        self._is_closed = False
        self.on_damage: Callable[[], object] = lambda: None
        try:
            with self.write() as transaction:
                migrate(transaction.connection())
        except DujiError:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that sees one state of the database and changes nothing."""
        with self._counted(), self._translated(), Session(self._engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that is kept, durably, when its block ends, and undone when it raises."""
        with self._counted():
            with (
                self._translated(),
                Session(self._writing, expire_on_commit=False) as session,
                session.begin(),
            ):
                yield session
            self._wrote()

    def size_bytes(self) -> int:
        """How much room the database takes, what it is about to take in included."""
        parts = (self._path, self._path.with_name(f"{self._path.name}-wal"))
        return sum(part.stat().st_size for part in parts if part.is_file())

    def is_sound(self) -> bool:
        """Whether every page is as it should be; reads all of them, so not while somebody waits."""
        with self.read() as transaction:
            found = transaction.connection().exec_driver_sql("PRAGMA quick_check(1)")
            return bool(found.scalar_one() == "ok")

    def move_all(self) -> None:
        """Have all that was written in the database's own file, and the log beside it empty."""
        with self._counted(), self._translated(), self._moving.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

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

    def _wrote(self) -> None:
        """Have what was written moved into the database file now and then, behind whoever waits."""
        with self._turn:
            self._unmoved += 1
            is_due = self._unmoved >= WRITES_A_CHECKPOINT
            if is_due:
                self._unmoved = 0
                self._under_way += 1
        if is_due:
            Thread(target=self._move, name="duji-checkpoint", daemon=True).start()

    def _move(self) -> None:
        try:
            with self._moving.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
        except DatabaseError as error:
            if of_database(error.orig).specific_code == DAMAGED_CODE:
                self.note_damage()
            # All of it is durable where it is; the next one tries again.
            logger.warning("the database was not tidied", exc_info=True)
        finally:
            self._ended()

    def _ended(self) -> None:
        with self._turn:
            self._under_way -= 1
            self._turn.notify_all()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            refusal = of_database(error.orig)
            if refusal.specific_code == DAMAGED_CODE:
                self.note_damage()
            raise refusal from error

    def note_damage(self) -> None:
        """Mark the database as damaged: it is rescued before it is opened again."""
        try:
            damage_mark(self._path).touch()
        except OSError:
            logger.exception("the damage could not be noted")
        self.on_damage()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._turn:
            if self._is_closed:
                raise store_closed()
            self._under_way += 1
        try:
            yield
        finally:
            self._ended()


def damage_mark(path: Path) -> Path:
    """The file that says that the database at the path is damaged."""
    return path.with_name(f"{path.name}.damaged")


def run(
    transaction: Transaction, statement: Executable, values: Values | Sequence[Values] = ()
) -> CursorResult[*tuple[Any, ...]]:
    """Carry out a statement that was made once, when its module was imported.

    Somebody waits for each save, and making a statement anew and telling it to the ORM costs
    ten times what SQLite needs for it. What the transaction has yet to write is written first.
    """
    transaction.flush()
    return transaction.connection().execute(statement, values or None)


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
    cursor.execute(f"PRAGMA wal_autocheckpoint={MOST_PAGES_WAITING}")
    cursor.close()


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get(_BEGIN, "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
