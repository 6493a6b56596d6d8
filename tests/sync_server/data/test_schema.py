"""The database comes to its schema from nothing, and the revisions say what the tables say."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from domain.errors import BadInput, Conflict
from sync_server.data.engine import Database
from sync_server.data.migrate import differences, migrate
from sync_server.ledger.keys import LogKey, is_signed, load_export_key, load_log_key
from tests.builders.server import a_ledger, sqlite_url


def test_the_revisions_make_exactly_the_declared_tables(empty_url: str):
    database = Database(empty_url)
    migrate(database)
    with database.log.connect() as connection:
        assert differences(connection) == []
    database.close()


def test_a_declared_table_without_revision_is_noticed(empty_url: str):
    database = Database(empty_url)
    migrate(database)
    drop = text("DROP TABLE photo_file")
    database.write(lambda transaction: transaction.standing.execute(drop))
    with database.log.connect() as connection:
        assert differences(connection) != []
    database.close()


def test_processes_that_start_at_once_all_find_the_schema(empty_url: str):
    databases = [Database(empty_url) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(migrate, databases))
    for database in databases:
        with database.reading_ledger() as transaction:
            assert transaction.ledger.execute(text("SELECT count(*) FROM run")).scalar() == 0
        database.close()


def test_sqlite_loses_nothing_in_a_power_cut(tmp_path: Path):
    with a_ledger(sqlite_url(tmp_path)) as ledger, ledger.database.reading_ledger() as transaction:
        answers = {
            name: transaction.ledger.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert answers == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_restarted_server_goes_on_with_its_log_and_epoch(empty_url: str):
    key = LogKey.generate()
    with a_ledger(empty_url, key) as first:
        epoch = first.committer.epoch
    with a_ledger(empty_url, key) as second:
        assert second.committer.epoch == epoch


def test_a_server_with_another_key_does_not_start(empty_url: str):
    with a_ledger(empty_url):
        pass
    with pytest.raises(Conflict, match="key file"), a_ledger(empty_url):
        pass


@pytest.mark.parametrize("load", [load_log_key, load_export_key])
def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path, load: Callable[..., Any]):
    path = tmp_path / "keys" / "a.key"
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(lambda _: load(path).public_hex, range(8)))
    assert len(set(keys)) == 1
    assert path.stat().st_mode & 0o077 == 0
    assert [each.name for each in path.parent.iterdir()] == ["a.key"]


def test_the_log_key_of_a_file_signs(tmp_path: Path):
    key = load_log_key(tmp_path / "log.key")
    signature = load_log_key(tmp_path / "log.key").sign(b"word")
    assert is_signed(key.public_hex, b"word", signature)
    assert not is_signed(key.public_hex, b"other", signature)
    assert not is_signed("zz", b"word", signature)


@pytest.mark.parametrize("load", [load_log_key, load_export_key])
@pytest.mark.parametrize("content", ["", "xyz", "00"])
def test_a_file_that_holds_no_key_is_said(tmp_path: Path, content: str, load: Callable[..., Any]):
    (tmp_path / "a.key").write_text(content, "ascii")
    with pytest.raises(BadInput, match=r"a\.key"):
        load(tmp_path / "a.key")
