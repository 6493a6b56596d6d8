"""What the month's table costs of many visits.

The command's memory is that of a process of its own, from its start to its end.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from domain.month.month import Grouping
from tests.benchmarks.console.office import opened
from tests.benchmarks.figures import Figure, repeated
from tests.benchmarks.large import make_large
from tests.builders.pages import Browser

VISITS = 2_000
MONTH, YEAR = "2025-11", "2025-06..2026-05"
COMMAND = """
import sys
from sync_server.cli import app
try:
    app(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def measured() -> list[Figure]:
    """The tables of a district made for it."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        folder = Path(name) / "data"
        make_large(folder, VISITS)
        print(f"  {VISITS} visits; --folder measures a larger district")
        return list(tables_of(folder))


def tables_of(folder: Path) -> Iterator[Figure]:
    """CPU of the pages and the workbooks through the whole app, then what the command takes."""
    with opened(folder) as (_, browser):
        for period in (MONTH, YEAR):
            for by in Grouping:
                path = f"/month?period={period}&by={by}"
                yield _answer(browser, f"month page, {period} by {by}", path)
        for period in (MONTH, YEAR):
            yield _answer(browser, f"month xlsx, {period}", f"/month/{period}.xlsx")
    for period in (MONTH, YEAR):
        peak_mb = partial(_peak_mb, folder, period)
        yield repeated(f"duji month {period}: peak memory", "MB", peak_mb)


def _answer(browser: Browser, name: str, path: str) -> Figure:
    def ask() -> None:
        if browser.get(path).status_code != 200:
            raise RuntimeError(path)

    ask()
    return repeated(name, "ms CPU", lambda: _cpu_ms(ask))


def _cpu_ms(act: Callable[[], None]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def _peak_mb(folder: Path, period: str) -> float:
    """The most memory that the command ever held; Linux tells it in KiB."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        words = ["month", period, "--out", f"{name}/month.xlsx", "--data", str(folder)]
        command = [sys.executable, "-c", COMMAND, *words]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return int(told.split()[-2]) * 1024 / 1e6
