"""A phone whose records another version wrote says so at its start, and leaves them alone."""

import sqlite3
from contextlib import closing

import pytest

from app.store.migrations import BEFORE_FIRST


@pytest.mark.parametrize(
    ("version", "words"),
    [(BEFORE_FIRST, "试用版写的"), (BEFORE_FIRST + 99, "请先把督迹升级到最新版")],
)
async def test_records_of_another_format_are_told_on_the_start_screen(installed, version, words):
    installed.folder.mkdir(parents=True, exist_ok=True)
    path = installed.folder / "duji.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode=wal")
        connection.execute("CREATE TABLE line (n INTEGER)")
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = path.read_bytes()
    phone = await installed.open("本机的记录打不开")
    assert words in phone.texts()
    assert path.read_bytes() == before
