"""The pages of a database, read without SQLite, hold the rows that SQLite reads."""

import random
import sqlite3
from pathlib import Path

import pytest

from app.store.rescue.pages import Pages

ROWS = [
    (number, "文字" * (number * 37 % 1500), b"\xff" * (number * 911 % 9000), None, -number * 10**9)
    for number in range(1, 60)
]


def written(path: Path, *, page_size: int = 4096, in_log: bool = False) -> sqlite3.Connection:
    """A database of these rows; its connection is still open, so that a log is not moved."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA page_size={page_size}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BLOB, c TEXT, d INTEGER)")
    if in_log:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", ROWS)
    connection.execute("COMMIT")
    if not in_log:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return connection


def found(path: Path) -> dict[int, tuple[object, ...]]:
    """The rows that are whole, the newest state of each."""
    rows: dict[int, tuple[object, ...]] = {}
    for record in Pages(path).records():
        if len(record.values) == 5 and record.is_whole and record.age == 0:
            rows[record.row_id] = (record.row_id, *record.values[1:])
    return rows


@pytest.mark.parametrize("page_size", [512, 4096, 32768])
@pytest.mark.parametrize("in_log", [False, True])
def test_rows_are_read_from_file_and_log(tmp_path: Path, page_size: int, in_log: bool):
    connection = written(tmp_path / "x.db", page_size=page_size, in_log=in_log)
    assert sorted(found(tmp_path / "x.db").values()) == ROWS
    connection.close()


def test_what_was_not_committed_is_left_out(tmp_path: Path):
    connection = written(tmp_path / "x.db")
    connection.execute("PRAGMA cache_size=5")
    connection.execute("PRAGMA cache_spill=1")
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO t VALUES (?, ?, ?, ?, ?)", [(1000 + row[0], *row[1:]) for row in ROWS]
    )
    assert (tmp_path / "x.db-wal").stat().st_size > 4096
    assert sorted(found(tmp_path / "x.db").values()) == ROWS
    connection.close()


def test_every_row_whose_own_pages_are_whole_is_read_whatever_page_is_damaged(tmp_path: Path):
    written(tmp_path / "x.db").close()
    raw = (tmp_path / "x.db").read_bytes()
    damaged = tmp_path / "damaged.db"
    most = 0
    for number in range(len(raw) // 4096):
        changed = bytearray(raw)
        changed[number * 4096 : (number + 1) * 4096] = random.Random(number).randbytes(4096)
        damaged.write_bytes(changed)
        rows = found(damaged)
        intact = [row for row in ROWS if rows.get(row[0]) == row]
        most = max(most, len(ROWS) - len(intact))
    # A page holds few of them, and a page that only leads to others holds none.
    assert most < 20


@pytest.mark.parametrize("size", [0, 1, 99, 100, 4095, 4097, 9000])
def test_files_of_any_length_are_read_without_an_error(tmp_path: Path, size: int):
    path = tmp_path / "x.db"
    path.write_bytes(random.Random(size).randbytes(size))
    path.with_name("x.db-wal").write_bytes(random.Random(size).randbytes(size))
    assert len(Pages(path)) >= -(-size // 4096)
    assert all(record.age >= 0 for record in Pages(path).records())


def test_file_that_is_not_there_has_no_pages(tmp_path: Path):
    assert len(Pages(tmp_path / "none.db")) == 0
