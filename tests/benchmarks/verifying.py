"""How fast `verify` reads: `python -m tests.benchmarks.verifying FOLDER`, or a district made.

Lines and tree: every run, link and column, the tree with its heads and tiles, and the index.
Everything: with the signatures of chains, and with all tables made anew beside those in place.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sync_server.data import scan
from sync_server.data.following.aside import aside
from sync_server.data.following.place import place_of
from sync_server.edge.collector import collect_seldom
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.verification.fault import Fault
from sync_server.verification.links import Links
from sync_server.verification.log import LogCheck
from sync_server.verification.verify import verify
from sync_server.wiring import build_server
from tests.benchmarks.figures import Figure, repeated
from tests.benchmarks.large import make_large

VISITS = 2_000


def measured() -> list[Figure]:
    """The log of a district made for it."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        folder = Path(name) / "data"
        make_large(folder, VISITS)
        print(f"  {VISITS} visits; -m tests.benchmarks.verifying FOLDER measures a larger district")
        return list(speed_on(folder))


def speed_on(folder: Path) -> Iterator[Figure]:
    """Lines a second of the clock, as `duji verify` runs; fails where anything is found wrong."""
    collect_seldom()
    server = build_server(Settings(data=folder))
    name = "verify, lines and tree"
    yield repeated(name, "lines/s", lambda: _per_second(lambda: _lines_and_tree(server)))
    yield repeated("verify, everything", "lines/s", lambda: _per_second(lambda: _all(server)))
    server.close()


def _per_second(check: Callable[[], int]) -> float:
    began = time.perf_counter()
    lines = check()
    return lines / (time.perf_counter() - began)


def _lines_and_tree(server: Server) -> int:
    database = server.database
    with database.reading() as found, scan.reading_anything(found), aside() as made:
        links = Links(found, made.with_ledger(found))
        log = LogCheck(found, server.log_key.public_hex, links, place_of(found.tables))
        _require_none([*log.faults(), *log.index_faults])
        return log.entries


def _all(server: Server) -> int:
    found = verify(server.database, server.log_key.public_hex, server.photo_store.path)
    _require_none(found.faults)
    return found.entries


def _require_none(faults: list[Fault] | tuple[Fault, ...]) -> None:
    if faults:
        raise RuntimeError(faults[0].sentence)


if __name__ == "__main__":
    for each in speed_on(Path(sys.argv[1])):
        print(each.line())
