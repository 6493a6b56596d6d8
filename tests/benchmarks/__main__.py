"""Measure and print some of the parts, or all: `python -m tests.benchmarks [PART ...]`."""

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks import at_rest, lists, on_phone, screens, tables, weak_month, workbook
from tests.benchmarks.district import SCHOOLS, make_district, push_all
from tests.benchmarks.figures import RUNS, Figure, compared
from tests.benchmarks.load import CLIENTS, Prepared, requests_per_second
from tests.benchmarks.pictures import a_picture, name_of
from tests.benchmarks.serving import serving
from tests.benchmarks.visits import Phone

OURS, BARE = "tests.benchmarks.ours", "tests.benchmarks.bare"
VISITS_EACH = 40
PHOTOS_EACH = 6


def pushes() -> list[Figure]:
    """Whole-visit pushes per second."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        template = Path(name) / "data"
        work = [
            [_push(phone, number) for number in range(VISITS_EACH)]
            for phone in make_district(template)
        ]
        sizes = [len(each.body) for mine in work for each in mine]
        print(f"  {len(sizes)} visits of 20 entries, {sum(sizes) // len(sizes)} bytes gzipped each")
        return _compared("whole-visit pushes", template, work)


def photos() -> list[Figure]:
    """Photos per second, each announced by an entry before the clock starts."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        template = Path(name) / "data"
        phones = make_district(template)
        work, deliveries = [], []
        for at, phone in enumerate(phones):
            taken = [a_picture(at * PHOTOS_EACH + number) for number in range(PHOTOS_EACH)]
            announced = tuple((name_of(photo), len(photo)) for photo in taken)
            deliveries.append((phone, phone.visit("school-1", announced)))
            work.append([_photo(phone, photo) for photo in taken])
        push_all(template, deliveries)
        sizes = [len(each.body) for mine in work for each in mine]
        print(f"  {len(sizes)} photos of {sum(sizes) // len(sizes)} bytes each")
        return _compared("photos", template, work)


def _compared(name: str, template: Path, work: Sequence[Sequence[Prepared]]) -> list[Figure]:
    def run(module: str, folder: Path | None) -> float:
        with serving(module, folder) as port:
            return requests_per_second(port, work)

    return compared(name, "per s", lambda: run(OURS, template), lambda: run(BARE, None))


def _push(phone: Phone, number: int) -> Prepared:
    body = phone.visit(f"school-{number % SCHOOLS}")
    headers = {**_signed_in(phone), "Content-Encoding": "gzip"}
    return Prepared("POST", "/api/v1/trail", body, headers)


def _photo(phone: Phone, photo: bytes) -> Prepared:
    headers = {**_signed_in(phone), "Upload-Complete": "?1"}
    return Prepared("PUT", f"/api/v1/photos/{name_of(photo)}", photo, headers)


def _signed_in(phone: Phone) -> dict[str, str]:
    return {"Authorization": f"Bearer {phone.token}"}


PARTS: dict[str, Callable[[], list[Figure]]] = {
    "pushes": pushes,
    "photos": photos,
    "workbook": workbook.measured,
    "phone": on_phone.measured,
    "screens": screens.measured,
    "month": weak_month.measured,
    "lists": lists.measured,
    "tables": tables.measured,
    "rest": at_rest.measured,
}


def main() -> int:
    """Measure the parts that were asked for, or all."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to measure")
    wanted = parser.parse_args().parts or list(PARTS)
    print(f"Python {platform.python_version()}, {platform.system()}, {CLIENTS} clients")
    print(f"Medians of {RUNS} runs (lowest … highest). Ratios are of the same run.")
    for name in wanted:
        print(f"\n{name}")
        began = time.perf_counter()
        for figure in PARTS[name]():
            print("  " + figure.line())
        print(f"  ({time.perf_counter() - began:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
