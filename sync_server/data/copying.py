"""Copying a whole database while others go on writing, and putting such a copy in place.

SQLite is copied by its own online backup, PostgreSQL by its own ``pg_dump`` where that is
installed; both hold exactly what one transaction sees.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import OperationalError

from domain.errors import Unavailable
from sync_server.data.engine import Database
from sync_server.data.failures import as_unavailable
from sync_server.data.tables import FOLLOWING_TABLES


def copy_sqlite(database: Database, path: Path) -> None:
    """Copy the database into a new file, as it is at one moment; it is not made durable here.

    Unavailable (``disk_full`` and others) when it cannot be written.
    """
    target = create_engine(f"sqlite:///{path}", hide_parameters=True)
    try:
        with _driver(database.log) as source, _driver(target) as copy:
            source.backup(copy)
    finally:
        target.dispose()


@contextmanager
def opened_copy(path: Path) -> Iterator[Database]:
    """A copied SQLite database, until the block ends; the tables that follow are not in it."""
    database = Database(f"sqlite:///{path}", has_tables=False)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _driver(engine: Engine) -> Iterator[Any]:
    """A connection of the driver's own; its errors become ours."""
    connection = engine.raw_connection()
    try:
        yield connection.driver_connection
    except engine.dialect.loaded_dbapi.Error as error:
        reason = as_unavailable(OperationalError("BACKUP", None, error))
        raise reason or error from error
    finally:
        connection.close()


def is_empty(database: Database) -> bool:
    """Whether there is no table in it."""
    with database.reading_ledger() as transaction:
        return not inspect(transaction.ledger).get_table_names()


@dataclass(frozen=True, slots=True)
class PostgresTools:
    """``pg_dump`` and ``pg_restore``; each is None where it is not installed."""

    dump_program: str | None = field(default_factory=lambda: shutil.which("pg_dump"))
    restore_program: str | None = field(default_factory=lambda: shutil.which("pg_restore"))

    def dump(self, connection: Connection, path: Path) -> None:
        """Write the ledger and what stands, as this transaction sees it, into a new file.

        Unavailable when it fails.
        """
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        words = ["--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}"]
        words += [f"--exclude-table={table.name}" for table in FOLLOWING_TABLES]
        self._run([self.dump_program, *words, f"--file={path}"], connection.engine.url)

    def is_whole(self, path: Path) -> bool:
        """Whether the dump can be read and holds the ledger; asks `pg_restore`, if there is one."""
        if self.restore_program is None:
            return path.stat().st_size > 0
        told = subprocess.run(  # noqa: S603 - the program that is set up for it
            [self.restore_program, "--list", str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        return told.returncode == 0 and "TABLE DATA public run " in told.stdout

    def restore(self, path: Path, url: URL) -> None:
        """Put a dump into an empty database, all or nothing. Unavailable when it fails."""
        words = ["--no-owner", "--no-acl", "--single-transaction", "--exit-on-error"]
        self._run(
            [self.restore_program, *words, f"--dbname={_without_password(url)}", str(path)], url
        )

    def _run(self, words: Sequence[str | None], url: URL) -> None:
        """Run a program against the database; the password goes by the environment alone."""
        command = [word for word in words if word]
        if not any(word.startswith("--dbname=") for word in command):
            command.append(f"--dbname={_without_password(url)}")
        secret = {"PGPASSWORD": str(url.password)} if url.password else {}
        told = subprocess.run(  # noqa: S603 -- the program was looked up, the words are ours
            command, env={**os.environ, **secret}, capture_output=True, text=True, check=False
        )
        if told.returncode:
            last = (told.stderr.strip().splitlines() or ["?"])[-1]
            is_full = "No space left" in told.stderr
            raise Unavailable(
                f"{Path(command[0]).name}：{last}", code="disk_full" if is_full else "dump_failed"
            )


def _without_password(url: URL) -> str:
    there = (url.username, None, url.host, url.port, url.database, url.query)
    return URL.create("postgresql", *there).render_as_string()
