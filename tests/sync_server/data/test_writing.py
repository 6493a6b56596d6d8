"""On SQLite whoever commits keeps one connection, as long as nothing failed on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, text

from sync_server.data.engine import Database, Transaction
from tests.builders.server import a_ledger, sqlite_url

KEEP = text("INSERT INTO device_answer (token_hash, at, boot, ms) VALUES (:name, '', '', 0)")
KEPT = text("SELECT token_hash FROM device_answer ORDER BY token_hash")


class Unforeseen(Exception):
    """What no transaction foresees."""


def keep(name: str) -> Callable[[Transaction], object]:
    """What writes a row, and fails where it says so."""

    def work(transaction: Transaction) -> object:
        driver = transaction.ledger.connection.driver_connection
        transaction.ledger.execute(KEEP, {"name": name})
        if name == "failing":
            raise Unforeseen
        return driver

    return work


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with a_ledger(sqlite_url(tmp_path)) as ledger:
        ledger.database.write(keep("z"))
        yield ledger.database


@pytest.fixture
def checked_out(database: Database) -> list[object]:
    seen: list[object] = []
    event.listen(database.log, "checkout", lambda driver, *_: seen.append(driver))
    return seen


def test_commits_share_one_connection(database: Database, checked_out: list[object]):
    drivers = [database.write(keep(name)) for name in ("a", "b", "c")]
    assert len({id(each) for each in drivers}) == 1
    assert not checked_out


def test_one_that_failed_left_nothing_and_is_let_go(database: Database, checked_out: list[object]):
    database.write(keep("a"))
    with pytest.raises(Unforeseen):
        database.write(keep("failing"))
    database.write(keep("b"))
    assert len(checked_out) == 1
    with database.reading_ledger() as transaction:
        assert [row.token_hash for row in transaction.ledger.execute(KEPT)] == ["a", "b", "z"]
