"""Measure and print some of the parts, or all: `python -m tests.benchmarks [PART ...]`."""

import argparse
import platform
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.benchmarks import (
    at_rest,
    grown,
    on_phone,
    on_postgres,
    pushing,
    screens,
    tables,
    verifying,
    weak_month,
    workbook,
)
from tests.benchmarks.console import every_page, lists
from tests.benchmarks.figures import RUNS, Figure
from tests.benchmarks.load import CLIENTS

PARTS: dict[str, Callable[[], list[Figure]]] = {
    "pushes": pushing.pushes,
    "batches": pushing.batches,
    "postgres": on_postgres.measured,
    "photos": pushing.photos,
    "workbook": workbook.measured,
    "phone": on_phone.measured,
    "screens": screens.measured,
    "month": weak_month.measured,
    "lists": lists.measured,
    "pages": every_page.measured,
    "tables": tables.measured,
    "grown": grown.measured,
    "rest": at_rest.measured,
    "verify": verifying.measured,
}

IN_FOLDER: dict[str, Callable[[Path], Iterable[Figure]]] = {
    "lists": lists.pages_of,
    "pages": every_page.pages_in,
    "tables": tables.tables_of,
    "grown": grown.grown,
}


def main() -> int:
    """Measure the parts that were asked for, or all."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to measure")
    parser.add_argument(
        "--folder",
        type=Path,
        help=f"where {', '.join(IN_FOLDER)} find a district that tests.benchmarks.large made",
    )
    asked = parser.parse_args()
    wanted = asked.parts or list(PARTS)
    print(f"Python {platform.python_version()}, {platform.system()}, {CLIENTS} clients")
    print(f"Medians of {RUNS} runs (lowest … highest). Ratios are of the same run.")
    for name in wanted:
        print(f"\n{name}")
        began = time.perf_counter()
        large = IN_FOLDER.get(name) if asked.folder else None
        for figure in large(asked.folder) if large else PARTS[name]():
            print("  " + figure.line(), flush=True)
        print(f"  ({time.perf_counter() - began:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
