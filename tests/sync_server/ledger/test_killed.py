"""A server that is killed, or sleeps, at any moment.

Between commit and tables, with photos that nobody has looked at, or while it rebuilds.
"""

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync_server.data.engine import Database
from sync_server.data.ledger import by_ids
from sync_server.ledger.committer import Committer
from sync_server.ledger.keys import LogKey
from sync_server.photos.looking import Looker
from sync_server.photos.store import PhotoStore
from sync_server.projection.batch import batches
from sync_server.projection.rebuild import rebuild
from sync_server.projection.upgrade import upgrade
from sync_server.verification.verify import verify
from tests.builders.server import SetClock, a_ledger, set_up_district
from tests.fixtures.depth import IS_SOAK
from tests.sync_server.ledger.killed_process import photos_beside

pytestmark = pytest.mark.slow

KILLS = 100 if IS_SOAK else 2
SLEEPS = 200 if IS_SOAK else 5
COMMAND = [sys.executable, "-m", "tests.sync_server.ledger.killed_process"]


@pytest.fixture
def key(database_url: str, ledger_key: LogKey, tmp_path: Path) -> Path:
    """The key of the ledger that nobody has open, with people who may write."""
    with a_ledger(database_url, ledger_key) as ledger:
        set_up_district(ledger.committer)
    path = tmp_path / "log.key"
    path.write_text(ledger_key.private_bytes().hex(), "ascii")
    return path


@contextmanager
def working(url: str, key: Path, told: list[str]) -> Iterator["subprocess.Popen[str]"]:
    """A process at work, killed in the end; ``told`` then has what lines it was answered for."""
    command = [*COMMAND, url, str(key)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        try:
            yield process
        finally:
            process.kill()
            lines += process.stdout.readlines()
            # What was being written when it was killed may be cut off.
            told += [entry for line in lines if line.endswith("\n") for entry in line.split()]


def check(database: Database, key: LogKey, photos: Path, acknowledged: Collection[str]) -> None:
    """That everything is there, and that tables and log are what they should be."""
    with database.reading() as transaction:
        found = by_ids(transaction.ledger, acknowledged)
    assert {each.line.id for each in found} == set(acknowledged)
    store = PhotoStore(photos)
    assert verify(database, key.public_hex, store.path).faults == ()
    assert rebuild(database) == {}


def look_at_the_rest(database: Database, key: LogKey, photos: Path) -> int:
    """Let the next process look at what waits; how many photos that were."""
    committer = Committer(database, key, SetClock())
    committer.start()
    looker = Looker(database, PhotoStore(photos), committer)
    waiting = looker.waiting()
    assert looker.look() == waiting
    assert looker.waiting() == 0
    committer.close()
    return waiting


def test_nothing_acknowledged_is_lost_and_the_tables_and_photos_go_on(
    database_url: str, ledger_key: LogKey, key: Path
) -> None:
    moment, acknowledged, photos = random.Random(7), list[str](), photos_beside(key)
    unseen = 0
    for number in range(KILLS):
        with working(database_url, key, acknowledged):
            time.sleep(moment.random() if number else 0)
        database = Database(database_url)
        upgrade(database)
        check(database, ledger_key, photos, acknowledged)
        unseen += look_at_the_rest(database, ledger_key, photos)
        check(database, ledger_key, photos, acknowledged)
        database.close()
    assert unseen > 0


def test_one_that_sleeps_and_wakes_finds_that_others_have_followed(
    database_url: str, ledger_key: LogKey, key: Path
) -> None:
    """Where it sleeps with a lock, others wait for it; where without one, it is overtaken."""
    moment, acknowledged = random.Random(11), list[str]()
    database = Database(database_url)
    with working(database_url, key, acknowledged) as process:
        for _ in range(SLEEPS):
            process.send_signal(signal.SIGSTOP)
            alarm = threading.Timer(0.2, process.send_signal, [signal.SIGCONT])
            alarm.start()
            for _position in batches(database):
                pass
            alarm.join()
            time.sleep(moment.random() / 4)
    upgrade(database)
    check(database, ledger_key, photos_beside(key), acknowledged)
    database.close()
