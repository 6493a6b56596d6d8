"""Pushes into PostgreSQL, which forces every commit to disk, by one process of ours and by two.

Clients, servers and PostgreSQL share the machine: on one of two cores a second process wins
less than it would with cores of its own, so what a visit costs the server's processes of CPU is
told as well.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.district import make_district
from tests.benchmarks.figures import RUNS, Figure
from tests.benchmarks.load import CLIENTS
from tests.benchmarks.pushing import (
    AT_ONCE_EACH,
    VISITS_AT_ONCE,
    VISITS_EACH,
    Pace,
    Work,
    a_push,
    pace_of,
)
from tests.benchmarks.serving import cpu_s, serving_duji
from tests.benchmarks.visits import ENTRIES
from tests.fixtures.postgres import PostgresServer, programs, running

WORKERS = (1, 2)
DURABLE = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """So many requests of each client, each of so many whole visits; how many things one has."""

    name: str
    unit: str
    each: int
    visits: int
    times: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A district in PostgreSQL, to be copied for each run, and the folder with its keys."""

    server: PostgresServer
    database: str
    folder: Path


@dataclass(frozen=True, slots=True)
class _Run:
    pace: Pace
    used_s: float


VISITS = _Part("whole-visit pushes", "per s", VISITS_EACH, 1, 1)
BATCHES = _Part(
    f"{VISITS_AT_ONCE} visits a request",
    "lines/s",
    AT_ONCE_EACH,
    VISITS_AT_ONCE,
    VISITS_AT_ONCE * ENTRIES,
)


def measured() -> list[Figure]:
    """Whole-visit pushes and batches; nothing where PostgreSQL is not on this machine."""
    found = programs()
    if found is None:
        print("  PostgreSQL is not installed: left out")
        return []
    with running(found, DURABLE) as server:
        return [each for part in (VISITS, BATCHES) for each in _figures(server, part)]


def _figures(server: PostgresServer, part: _Part) -> list[Figure]:
    """One process and two in turn, and two over one of the same run."""
    with server.database() as database, tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        place = _Place(server, database, Path(name) / "data")
        phones = make_district(place.folder, server.sqlalchemy_url(database))
        work = [[a_push(each, at, part.visits) for at in range(part.each)] for each in phones]
        runs = [[_run(place, work, workers) for workers in WORKERS] for _ in range(RUNS)]
    figures: list[Figure] = []
    for workers, mine in zip(WORKERS, zip(*runs, strict=True), strict=True):
        figures += _of(f"{part.name}, {['one', 'two'][workers - 1]} at work", part, mine)
    ratios = tuple(two.pace.answered / one.pace.answered for one, two in runs)
    return [*figures, Figure(f"{part.name}: answered, two / one", "×", ratios)]


def _of(name: str, part: _Part, runs: Sequence[_Run]) -> list[Figure]:
    answered = tuple(each.pace.answered * part.times for each in runs)
    through = tuple(each.pace.through * part.times for each in runs)
    cpu_ms = tuple(each.used_s * 1e3 / (part.each * CLIENTS) for each in runs)
    return [
        Figure(f"{name}: answered", part.unit, answered),
        Figure(f"{name}: with tables", part.unit, through),
        Figure(f"{name}: a request", "ms CPU", cpu_ms),
    ]


def _run(place: _Place, work: Work, workers: int) -> _Run:
    with place.server.database(place.database) as database:
        words = ("--workers", str(workers))
        url = place.server.sqlalchemy_url(database)
        with serving_duji(place.folder, *words, DUJI_DATABASE_URL=url) as (port, process):
            began = cpu_s(process)
            pace = pace_of(port, work, "tables_behind")
            return _Run(pace, cpu_s(process) - began)
