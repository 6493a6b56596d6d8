"""After an upgrade that folds otherwise, a server makes its tables anew before it serves."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, select, text

from domain.errors import Unavailable
from sync_server.data.engine import Database, Transaction, make_engine
from sync_server.data.migrate import differences, migrate
from sync_server.data.own.settings import keep_setting, setting
from sync_server.data.tables import METADATA
from sync_server.projection import upgrade as upgrading
from sync_server.projection.rebuild import rebuild
from sync_server.projection.upgrade import FOLD_VERSION, upgrade
from sync_server.verification.verify import verify
from tests.builders.sample_ledger import fill, photo_path
from tests.builders.server import Ledger, a_ledger, sqlite_url

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Path]]:
    """A filled ledger of this version."""
    folder = tmp_path_factory.mktemp("filled")
    with a_ledger(sqlite_url(folder)) as ledger:
        fill(ledger, folder / "photos")
        yield ledger, folder / "photos"


ON_BOTH = pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the first released version, on SQLite unless asked otherwise."""
    is_postgres = getattr(request, "param", "sqlite") == "postgres"
    url = request.getfixturevalue("postgres_url") if is_postgres else sqlite_url(tmp_path)
    made = Database(make_engine(url))
    migrate(made, "3001")
    yield made
    made.close()


def rows_of(connection: Connection) -> Rows:
    tables = METADATA.sorted_tables
    return {t.name: [dict(row._mapping) for row in connection.execute(select(t))] for t in tables}


def put_in(database: Database, rows: Rows) -> None:
    """Write the rows as the first version did: into the tables and columns it had."""

    def write(transaction: Transaction) -> None:
        there = inspect(transaction.ledger)
        for name in there.get_table_names():
            if rows.get(name):
                columns = {column["name"] for column in there.get_columns(name)}
                kept = [{k: v for k, v in row.items() if k in columns} for row in rows[name]]
                transaction.ledger.execute(METADATA.tables[name].insert(), kept)

    database.write(write)


@pytest.fixture
def old(database: Database, filled: tuple[Ledger, Path]) -> Database:
    """That database with what the first version would have made of the filled ledger."""
    with filled[0].database.reading() as transaction:
        rows = rows_of(transaction.ledger)
    put_in(database, {name: some for name, some in rows.items() if name != "setting"})
    return database


def spoil(database: Database) -> None:
    """Make a projected table untrue."""
    statement = text("UPDATE person SET name = 'somebody'")
    database.write(lambda transaction: transaction.tables.execute(statement))


@ON_BOTH
def test_a_database_of_the_first_version_is_as_if_made_by_this_one(
    old: Database, filled: tuple[Ledger, Path], caplog: pytest.LogCaptureFixture
) -> None:
    ledger, photos = filled
    with caplog.at_level(logging.INFO, "duji.server"):
        upgrade(old)
    assert f"fold version {FOLD_VERSION} in " in caplog.text
    with old.engine.connect() as connection:
        assert differences(connection) == []
    assert rebuild(old) == {}
    key = ledger.key.public_hex
    assert verify(old, key, lambda sha256: photo_path(photos, sha256)).faults == ()


def test_the_tables_are_made_anew_once(old: Database, caplog: pytest.LogCaptureFixture) -> None:
    upgrade(old)
    spoil(old)
    with caplog.at_level(logging.INFO, "duji.server"):
        upgrade(old)
    assert "made the tables anew" not in caplog.text
    assert rebuild(old)["person"]


@pytest.mark.parametrize("version", ["1", "99", "x"])
def test_another_fold_version_makes_them_anew(old: Database, version: str) -> None:
    upgrade(old)
    spoil(old)
    old.write(lambda transaction: keep_setting(transaction.ledger, "fold_version", version))
    upgrade(old)
    assert rebuild(old) == {}
    with old.reading() as transaction:
        assert setting(transaction.ledger, "fold_version") == str(FOLD_VERSION)


@ON_BOTH
def test_processes_that_start_at_once_wait_for_the_one_that_does_it(
    old: Database, caplog: pytest.LogCaptureFixture
) -> None:
    others = [Database(make_engine(old.engine.url.render_as_string(False))) for _ in range(3)]
    with caplog.at_level(logging.INFO, "duji.server"), ThreadPoolExecutor(3) as pool:
        list(pool.map(upgrade, others))
    assert caplog.text.count("made the tables anew") == 1
    for each in others:
        each.close()
    assert rebuild(old) == {}


def test_a_busy_database_is_waited_for_and_any_other_trouble_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = [Unavailable("busy", code="database_busy")] * 2
    troubles.append(Unavailable("gone", code="database_gone"))

    def fail(_: Database) -> None:
        raise troubles.pop(0)

    monkeypatch.setattr(upgrading, "migrate", fail)
    with pytest.raises(Unavailable, match="gone"):
        upgrade(database)
    assert troubles == []


def test_a_new_database_has_nothing_to_make_anew(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "duji.server"):
        upgrade(database)
    assert "made the tables anew" not in caplog.text
    with database.reading() as transaction:
        assert setting(transaction.ledger, "fold_version") == str(FOLD_VERSION)
