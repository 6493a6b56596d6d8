"""A server that is killed at any moment: between commit and tables, or while it rebuilds."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sync_server.data.engine import Database
from sync_server.data.ledger import by_ids
from sync_server.ledger.keys import LogKey
from sync_server.projection.rebuild import rebuild
from sync_server.projection.upgrade import upgrade
from sync_server.verification.verify import verify
from tests.builders.server import a_ledger, set_up_district
from tests.fixtures.depth import IS_SOAK

KILLS = 100 if IS_SOAK else 2
COMMAND = [sys.executable, "-m", "tests.sync_server.ledger.killed_process"]


@pytest.fixture
def key(database_url: str, ledger_key: LogKey, tmp_path: Path) -> Path:
    """The key of the ledger that nobody has open, with people who may write."""
    with a_ledger(database_url, ledger_key) as ledger:
        set_up_district(ledger.committer)
    path = tmp_path / "log.key"
    path.write_text(ledger_key.private_bytes().hex(), "ascii")
    return path


def acknowledged_until_killed(url: str, key: Path, after_s: float) -> list[str]:
    """The ids of the lines that the process was answered for before it was killed."""
    command = [*COMMAND, url, str(key)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline()]
        time.sleep(after_s)
        process.kill()
        told += process.stdout.readlines()
    # What was being written when it was killed may be cut off.
    return [entry for line in told if line.endswith("\n") for entry in line.split()]


def test_nothing_acknowledged_is_lost_and_the_tables_go_on(
    database_url: str, ledger_key: LogKey, key: Path
) -> None:
    moment, acknowledged = random.Random(7), set[str]()
    for _ in range(KILLS):
        acknowledged.update(acknowledged_until_killed(database_url, key, moment.random()))
        database = Database(database_url)
        upgrade(database)
        with database.reading() as transaction:
            found = by_ids(transaction.ledger, acknowledged)
        assert {each.line.id for each in found} == acknowledged
        assert verify(database, ledger_key.public_hex, Path).faults == ()
        assert rebuild(database) == {}
        database.close()
