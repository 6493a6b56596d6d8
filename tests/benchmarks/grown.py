"""Pushes into a district that has many visits, over pushes into an empty one, in turn."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.benchmarks.district import make_district, take_in
from tests.benchmarks.figures import RUNS, Figure
from tests.benchmarks.large import make_large
from tests.benchmarks.pushing import OURS, Pace, Work, a_push, pace_of
from tests.benchmarks.serving import serving
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
        work = {
            large: [[a_push(each, at) for at in range(VISITS_EACH)] for each in newcomers],
            empty: [
                [a_push(each, at) for at in range(VISITS_EACH)] for each in make_district(empty)
            ],
        }
        runs = [{place: _pace(place, mine) for place, mine in work.items()} for _ in range(RUNS)]
    for words, rates in (
        ("answered", [(run[large].answered, run[empty].answered) for run in runs]),
        ("with tables", [(run[large].through, run[empty].through) for run in runs]),
    ):
        yield Figure(f"whole-visit pushes, grown: {words}", "per s", tuple(a for a, _ in rates))
        yield Figure(f"{words}, grown / empty", "×", tuple(a / b for a, b in rates))


def _pushes(phones: list[Phone]) -> Work:
    return [[a_push(phone, number) for number in range(VISITS_EACH)] for phone in phones]


def _pace(template: Path, work: Work) -> Pace:
    with serving(OURS, template) as port:
        return pace_of(port, work, "tables_behind")
