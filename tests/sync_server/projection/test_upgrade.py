"""What a server does about its tables when it opens a database, before it serves."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.errors import Unavailable
from sync_server.data.connections import tables_file
from sync_server.data.engine import Database
from sync_server.data.following.place import place_of
from sync_server.projection import upgrade as upgrading
from sync_server.projection.rebuild import rebuild
from sync_server.projection.upgrade import upgrade
from sync_server.projection.versions import FOLD_VERSION
from sync_server.verification.verify import verify
from tests.builders.sample_ledger import fill, photo_path
from tests.builders.server import Ledger, a_ledger, sqlite_url

MADE = "made the tables for fold version"


@pytest.fixture
def filled(ledger: Ledger, tmp_path: Path) -> Ledger:
    """A ledger with something of everything, that no committer writes to."""
    fill(ledger, tmp_path / "photos")
    ledger.committer.close()
    with ledger.database.reading():
        return ledger


def spoil(database: Database, statement: str = "UPDATE person SET name = 'somebody'") -> None:
    """Change something of the tables behind everybody's back."""
    database.follow(lambda transaction: transaction.tables.execute(text(statement)))


def opened(ledger: Ledger, caplog: pytest.LogCaptureFixture) -> bool:
    """Open the database once more; whether its tables had to be made anew."""
    database = Database(ledger.database.url)
    with caplog.at_level(logging.INFO, "duji.server"):
        upgrade(database)
    with database.reading() as transaction:
        assert place_of(transaction.tables).fold == FOLD_VERSION
    database.close()
    return MADE in caplog.text


def test_tables_of_this_fold_are_left_as_they_are(
    filled: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(filled.database)
    assert not opened(filled, caplog)
    assert rebuild(filled.database)["person"]


@pytest.mark.parametrize("fold", [1, 99])
def test_those_of_another_fold_are_made_anew_whatever_they_were(
    filled: Ledger, fold: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(filled.database)
    spoil(filled.database, "DROP TABLE activity")
    spoil(filled.database, "ALTER TABLE zone ADD COLUMN colour text")
    spoil(filled.database, f"UPDATE followed SET fold = {fold}")  # noqa: S608
    assert opened(filled, caplog)
    assert rebuild(filled.database) == {}
    key, photos = filled.key.public_hex, tmp_path / "photos"
    assert verify(filled.database, key, lambda sha256: photo_path(photos, sha256)).faults == ()


def test_tables_that_are_gone_are_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with a_ledger(sqlite_url(tmp_path)) as ledger:
        fill(ledger, tmp_path / "photos")
    tables_file(ledger.database.url).unlink()
    assert opened(ledger, caplog)
    database = Database(ledger.database.url)
    upgrade(database)
    assert rebuild(database) == {}
    database.close()


@pytest.mark.parametrize("is_sqlite", [True, False])
def test_a_damaged_file_of_tables_is_put_aside(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, is_sqlite: bool
) -> None:
    with a_ledger(sqlite_url(tmp_path)) as ledger:
        fill(ledger, tmp_path / "photos")
    path = tables_file(ledger.database.url)
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 8_000 if is_sqlite else b"no database at all" * 500)
    assert opened(ledger, caplog)
    assert path.with_name(f"{path.name}-damaged").exists()
    database = Database(ledger.database.url)
    upgrade(database)
    assert rebuild(database) == {}
    database.close()


def test_tables_of_another_log_are_thrown_away(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    urls = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        urls.append(sqlite_url(tmp_path / name))
        with a_ledger(urls[-1]) as ledger:
            fill(ledger, tmp_path / name / "photos")
    tables_file(urls[0]).replace(tables_file(urls[1]))
    opened(ledger, caplog)
    assert "another log's" in caplog.text
    database = Database(urls[1])
    upgrade(database)
    assert rebuild(database) == {}
    database.close()


def test_processes_that_start_at_once_wait_for_the_one_that_does_it(
    filled: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(filled.database, "UPDATE followed SET fold = 1")
    others = [Database(filled.database.url) for _ in range(3)]
    with caplog.at_level(logging.INFO, "duji.server"), ThreadPoolExecutor(3) as pool:
        list(pool.map(upgrade, others))
    assert caplog.text.count(MADE) == 1
    for each in others:
        each.close()
    assert rebuild(filled.database) == {}


def test_a_busy_database_is_waited_for_and_any_other_trouble_told(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = [Unavailable("busy", code="database_busy")] * 2
    troubles.append(Unavailable("gone", code="database_gone"))

    def fail(_: Database) -> None:
        raise troubles.pop(0)

    monkeypatch.setattr(upgrading, "migrate", fail)
    with pytest.raises(Unavailable, match="gone"):
        upgrade(ledger.database)
    assert troubles == []
