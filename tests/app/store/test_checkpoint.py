"""What was written gets from SQLite's log into the database file behind whoever saves."""

import shutil
import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy.exc import OperationalError

from app.store.database import WRITES_A_CHECKPOINT, Database
from app.store.tables import SettingRow

# Opening one writes its schema, which counts.
WRITTEN = WRITES_A_CHECKPOINT - 1


@pytest.fixture
def database(tmp_path):
    made = Database(tmp_path / "x.db")
    yield made
    made.close()


def fill(database: Database) -> None:
    for number in range(WRITTEN):
        with database.write() as transaction:
            transaction.add(SettingRow(name=f"n{number}", value="x"))


def until_idle(database: Database) -> None:
    with database._turn:
        assert database._turn.wait_for(lambda: not database._under_way, timeout=30)


def test_log_is_moved_after_some_writes_and_by_none_of_them(database, tmp_path):
    fill(database)
    until_idle(database)
    shutil.copy(tmp_path / "x.db", tmp_path / "without-log.db")
    with closing(sqlite3.connect(tmp_path / "without-log.db")) as copy:
        (held,) = copy.execute("SELECT count(*) FROM setting").fetchone()
    assert held == WRITTEN


def test_closing_waits_for_the_log_to_be_moved(database, monkeypatch):
    go_on, connect, order = threading.Event(), database._moving.connect, []

    def late():
        go_on.wait()
        order.append("moved")
        return connect()

    monkeypatch.setattr(database._moving, "connect", late)

    def close():
        database.close()
        order.append("closed")

    fill(database)
    closing_it = threading.Thread(target=close)
    closing_it.start()
    go_on.set()
    closing_it.join()
    assert order == ["moved", "closed"]


def test_log_that_cannot_be_moved_is_said_and_nothing_is_lost(database, monkeypatch, caplog):
    def refuse():
        raise OperationalError("PRAGMA", None, Exception("disk I/O error"))

    monkeypatch.setattr(database._moving, "connect", refuse)
    fill(database)
    until_idle(database)
    assert "the database was not tidied" in caplog.text
    with database.read() as transaction:
        assert transaction.get(SettingRow, f"n{WRITTEN - 1}") is not None
