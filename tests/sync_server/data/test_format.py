"""A database of another format is refused in one sentence, before anything in it is touched."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from domain.errors import Unavailable
from sync_server.data.engine import Database
from sync_server.data.migrate import migrate
from sync_server.data.migrations.format import (
    DATABASE_FORMAT,
    REVISIONS,
    check_revision,
    known_revisions,
    newest_revision,
    revision_of,
)
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.builders.server import sqlite_url

OTHERS = [
    ("0001", "older_database"),
    ("0002", "older_database"),
    ("1001", "older_database"),
    ("ae1027a6acf", "older_database"),
    ("2001", "older_database"),
    ("3001", "older_database"),
    ("4999", "newer_database"),
    ("5001", "newer_database"),
]


def of_before(url: str, revision: str) -> None:
    """A database of another version, with a row in it."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:r)"), {"r": revision})
        connection.execute(text("CREATE TABLE entry (n INTEGER)"))
        connection.execute(text("INSERT INTO entry VALUES (7)"))
    engine.dispose()


def content(url: str) -> dict[str, Any]:
    """Every table of a database with its columns and rows."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = inspect(connection)
        told = {
            name: (
                [each["name"] for each in found.get_columns(name)],
                [tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))],  # noqa: S608
            )
            for name in found.get_table_names()
        }
    engine.dispose()
    return told


@pytest.fixture
def databases() -> Iterator[list[Database]]:
    """Databases that a test opened."""
    opened: list[Database] = []
    yield opened
    for each in opened:
        each.close()


@pytest.mark.parametrize(("revision", "code"), OTHERS)
def test_a_database_of_another_format_is_refused_and_keeps_what_it_has(
    empty_url: str, databases: list[Database], revision: str, code: str
) -> None:
    of_before(empty_url, revision)
    before = content(empty_url)
    databases.append(Database(empty_url))
    with pytest.raises(Unavailable, match="没有动") as caught:
        migrate(databases[0])
    assert caught.value.specific_code == code
    assert "\n" not in caught.value.message
    assert content(empty_url) == before


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_refused_file_is_the_same_to_the_byte_and_nothing_lies_beside_it(
    tmp_path: Path, journal: str
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    path = data / "duji.db"
    of_before(f"sqlite:///{path}", "0002")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA journal_mode={journal}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Unavailable, match="duji init"):
        build_server(Settings(data=data))
    assert path.read_bytes() == before
    assert [each.name for each in data.iterdir()] == ["duji.db"]


def test_what_a_crash_left_beside_an_older_file_is_looked_at_too(tmp_path: Path) -> None:
    path = tmp_path / "duji.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode=wal")
    of_before(f"sqlite:///{path}", "0002")
    held = sqlite3.connect(path)
    held.execute("UPDATE alembic_version SET version_num = '0001'")
    held.commit()
    (tmp_path / "crashed").mkdir()
    for each in path.parent.glob("duji.db*"):
        (tmp_path / "crashed" / each.name).write_bytes(each.read_bytes())
    held.close()
    url = f"sqlite:///{tmp_path / 'crashed' / 'duji.db'}"
    database = Database(url)
    with pytest.raises(Unavailable, match=r"0001|0002"):
        migrate(database)
    database.close()
    assert content(url)["entry"] == (["n"], [(7,)])


def test_a_file_that_is_no_database_is_left_to_who_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "duji.db"
    path.write_bytes(b"no database at all" * 100)
    database = Database(f"sqlite:///{path}")
    with pytest.raises(Exception, match=r"not a database|坏"):
        migrate(database)
    database.close()


def test_every_revision_is_named_by_the_format_it_belongs_to(tmp_path: Path) -> None:
    assert {int(each) // 1000 for each in known_revisions()} == {DATABASE_FORMAT}
    config = Config()
    config.set_main_option("script_location", str(REVISIONS))
    found = ScriptDirectory.from_config(config)
    assert {each.revision for each in found.walk_revisions()} == known_revisions()
    assert found.get_current_head() == newest_revision()
    database = Database(sqlite_url(tmp_path))
    migrate(database)
    migrate(database)
    with database.reading_ledger() as transaction:
        assert revision_of(transaction.ledger) == max(known_revisions())
    database.close()
    check_revision(None)
