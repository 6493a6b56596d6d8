"""Pushes into a district that has many visits, over pushes into an empty one, in turn."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.benchmarks.district import make_district, take_in
from tests.benchmarks.figures import RUNS, Figure
from tests.benchmarks.large import make_large
from tests.benchmarks.load import CLIENTS
from tests.benchmarks.pushing import Pace, Work, a_push, pace_of
from tests.benchmarks.serving import cpu_s, serving_duji
from tests.benchmarks.visits import Phone

VISITS = 2_000
VISITS_EACH = 40
NEW = "newcomer"


def measured() -> list[Figure]:
    """Of a district made for it."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        folder = Path(name) / "data"
        make_large(folder, VISITS)
        print(f"  {VISITS} visits; --folder measures a larger district")
        return list(grown(folder))


def grown(folder: Path) -> Iterator[Figure]:
    """The pace of pushes into a copy of this folder, into an empty district, and their ratio."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        large, empty = Path(name) / "large", Path(name) / "empty"
        shutil.copytree(folder, large)
        server = build_server(Settings(data=large))
        newcomers = take_in(server, NEW)
        server.close()
        work = {large: _pushes(newcomers), empty: _pushes(make_district(empty))}
        runs = [[_run(place, mine) for place, mine in work.items()] for _ in range(RUNS)]
    name = "whole-visit pushes, grown"
    for words, unit, told in (
        ("answered", "per s", _answered),
        ("with tables", "per s", _through),
        ("a push", "ms CPU", _cpu_ms),
    ):
        yield Figure(f"{name}: {words}", unit, tuple(told(one) for one, _ in runs))
        ratios = tuple(told(one) / told(other) for one, other in runs)
        yield Figure(f"{name}: {words}, grown / empty", "×", ratios)


@dataclass(frozen=True, slots=True)
class _Done:
    pace: Pace
    used_s: float


def _answered(run: _Done) -> float:
    return run.pace.answered


def _through(run: _Done) -> float:
    return run.pace.through


def _cpu_ms(run: _Done) -> float:
    return run.used_s * 1000 / (VISITS_EACH * CLIENTS)


def _pushes(phones: list[Phone]) -> Work:
    return [[a_push(phone, number) for number in range(VISITS_EACH)] for phone in phones]


def _run(template: Path, work: Work) -> _Done:
    """What a server does on a copy of the folder, the tables included."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        folder = Path(name) / "data"
        shutil.copytree(template, folder)
        with serving_duji(folder) as (port, process):
            began = cpu_s(process)
            pace = pace_of(port, work, "tables_behind")
            return _Done(pace, cpu_s(process) - began)
