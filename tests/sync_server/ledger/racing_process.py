"""Several processes that write to one ledger at once; see ``test_racing``.

Each brings as many visits as it is told of its own phone, and all bring those of one shared
phone in pieces of their own choosing; each follows with the tables. Exits 0 when every push of
each was answered with all receipts. All are forked from this one, before it opens anything, so
that what they need is read once; where the system cannot fork, each is started anew.
"""

import multiprocessing
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.trail.line import Line
from sync_server.data.engine import Database
from sync_server.ledger.committer import Committer
from sync_server.ledger.keys import load_log_key
from sync_server.projection.upgrade import upgrade
from tests.builders.receipts import standing
from tests.builders.sample_ledger import record_visit
from tests.builders.server import Phone, SetClock
from tests.builders.trail import a_chain_id, an_author


def a_phone(number: int, visits: int) -> Phone:
    """The phone of this number with so many visits, the same in every process."""
    secret = Ed25519PrivateKey.from_private_bytes(bytes([number + 1]) * 32)
    phone = Phone(an_author(f"inspector.{number}", chain=a_chain_id(number + 1)), secret)
    for visit in range(visits):
        record_visit(phone, "school-1", f"{number}-{visit}")
    return phone


def bring(committer: Committer, phone: Phone, lines: list[Line]) -> None:
    """Push the lines; every one must get its receipt."""
    answer = phone.push(committer, lines)
    places = standing(answer, lines)
    assert [leaf.id for leaf in places] == [line.id for line in lines], answer.refused


def run(url: str, key: Path, number: int, visits: int) -> None:
    """Write as the process of this number."""
    database = Database(url)
    follower = upgrade(database)
    follower.start()
    committer = Committer(database, load_log_key(key), SetClock())
    committer.start()
    own, shared = a_phone(number, visits), a_phone(9, visits)
    for phone in (own, shared):
        phone.enrol(committer)
    choose = random.Random(number)
    with ThreadPoolExecutor(2) as pool:
        done = [
            pool.submit(in_pieces, committer, own, choose.choice([5, 9, 16])),
            pool.submit(in_pieces, committer, shared, choose.choice([3, 7, 11])),
        ]
        for each in done:
            each.result()
    committer.close()
    follower.close()
    database.close()


def in_pieces(committer: Committer, phone: Phone, size: int) -> None:
    """Push the phone's lines in pieces, each with some lines sent before."""
    lines = phone.pen.lines
    for start in range(0, len(lines), size):
        bring(committer, phone, lines[max(0, start - 2) : start + size])


def race(url: str, key: Path, processes: int, visits: int) -> list[int | None]:
    """Let so many processes write at once; how each of them ended."""
    if sys.platform == "win32":
        context = multiprocessing.get_context("spawn")
    else:
        context = multiprocessing.get_context("fork")
    writers = [
        context.Process(target=run, args=(url, key, number, visits)) for number in range(processes)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return [writer.exitcode for writer in writers]


if __name__ == "__main__":
    ended = race(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    sys.exit(0 if set(ended) == {0} else f"the processes ended with {ended}")
