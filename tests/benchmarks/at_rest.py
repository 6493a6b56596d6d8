"""The memory of `duji serve`, at rest and under load.

`python -m tests.benchmarks.at_rest 60 --pause 50` takes an hour: rounds, seconds between them.

A round is as many whole-visit pushes as the part `pushes` has, with the lists, the month's table
and its workbook read meanwhile. What the first rounds fill stays: modules that are imported where
they are used, and the caches of each connection to the database. Then nothing may grow.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from sync_server.console.guard import SESSION_COOKIE
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.benchmarks.district import DISTRICT, SCHOOLS, make_district
from tests.benchmarks.figures import Figure
from tests.benchmarks.load import Prepared, requests_per_second
from tests.benchmarks.serving import serving_duji
from tests.benchmarks.visits import Phone

ROUNDS = 6
VISITS_EACH, PAGES_EACH = 40, 5
SUPERVISOR = "li.zhuren"
PAGES = ("/visits", "/visits?at=last", "/month", "/month?by=school", "/month/2026.xlsx", "/papers")


def measured(rounds: int = ROUNDS, pause_s: float = 0) -> list[Figure]:
    """Megabytes that the server holds when it has started, after one round, and after them all."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        folder = Path(name) / "data"
        phones = make_district(folder)
        session = _supervisor(folder)
        with serving_duji(folder) as (port, process):
            held = [_held_mb(process)]
            for _ in range(rounds):
                requests_per_second(port, [*_pushes(phones), *_readers(phones, session)])
                held.append(_held_mb(process))
                print(f"  MB: {held[0]:.0f} at rest, {held[-1]:.0f} after {len(held) - 1} rounds")
                time.sleep(pause_s)
    return [
        Figure("duji serve, at rest", "MB", (held[0],)),
        Figure("duji serve, after one round of load", "MB", (held[1],)),
        Figure(f"duji serve, after {rounds} rounds", "MB", (held[-1],)),
    ]


def _supervisor(folder: Path) -> str:
    """The session of one who reads the console."""
    server = build_server(Settings(data=folder))
    person = PersonSet(account=SUPERVISOR, role=Role.SUPERVISOR)
    contents = [OfficeEntry(person, PersonPrivate(name="李主任"))]
    server.committer.submit_office(OfficeWriting("system", contents, DISTRICT)).result()
    server.accounts.issue_codes([SUPERVISOR])
    session = server.accounts.open_session(SUPERVISOR)
    server.close()
    return session


def _pushes(phones: Sequence[Phone]) -> Iterator[list[Prepared]]:
    for phone in phones:
        headers = {**_signed_in(phone), "Content-Encoding": "gzip"}
        first = phone.pen.head.seq
        yield [
            Prepared("POST", "/api/v1/trail", phone.visit(f"school-{at % SCHOOLS}"), headers)
            for at in range(first, first + VISITS_EACH)
        ]


def _readers(phones: Sequence[Phone], session: str) -> Iterator[list[Prepared]]:
    office = {"Cookie": f"{SESSION_COOKIE}={session}"}
    yield [Prepared("GET", path, b"", office) for path in PAGES * PAGES_EACH]
    yield [Prepared("GET", "/api/v1/workbook", b"", _signed_in(phone)) for phone in phones]


def _signed_in(phone: Phone) -> dict[str, str]:
    return {"Authorization": f"Bearer {phone.token}"}


def _held_mb(process: int) -> float:
    """What the process holds in memory; Linux tells it in KiB."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    told = dict(line.split(":", 1) for line in status.splitlines())
    return int(told["VmRSS"].split()[0]) * 1024 / 1e6


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="tests.benchmarks.at_rest", description=__doc__)
    parser.add_argument("rounds", type=int)
    parser.add_argument("--pause", type=float, default=0, help="seconds after each round")
    asked = parser.parse_args()
    for each in measured(asked.rounds, asked.pause):
        print(each.line())
