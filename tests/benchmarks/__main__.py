"""Measure and print some of the parts, or all: `python -m tests.benchmarks [PART ...]`."""

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks import at_rest, lists, on_phone, screens, tables, weak_month, workbook
from tests.benchmarks.district import SCHOOLS, make_district, push_all
from tests.benchmarks.figures import RUNS, Figure, compared, repeated
from tests.benchmarks.load import CLIENTS, Prepared, requests_per_second
from tests.benchmarks.pictures import a_picture, name_of
from tests.benchmarks.serving import serving
from tests.benchmarks.visits import ENTRIES, Phone

OURS = "tests.benchmarks.ours"
BARE = {"bare endpoint": "tests.benchmarks.bare"}
DESIGNS = {**BARE, "ORM design": "tests.benchmarks.orm_design"}
VISITS_EACH = 40
VISITS_AT_ONCE, AT_ONCE_EACH = 100, 2
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
        return _compared("whole-visit pushes", template, work, DESIGNS)


def batches() -> list[Figure]:
    """Entries per second to the answer, where a request brings a hundred visits."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as folder:
        template = Path(folder) / "data"
        work = [
            [_push(phone, number, VISITS_AT_ONCE) for number in range(AT_ONCE_EACH)]
            for phone in make_district(template)
        ]
        sizes = [len(each.body) for mine in work for each in mine]
        print(f"  {len(sizes)} requests of {sum(sizes) // len(sizes)} bytes")

        def entries_per_second() -> float:
            return _per_second(OURS, template, work) * VISITS_AT_ONCE * ENTRIES

        name = f"{VISITS_AT_ONCE} visits a request, answered"
        return [repeated(name, "lines/s", entries_per_second)]


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
        return _compared("photos", template, work, BARE)


def _compared(
    name: str, template: Path, work: Sequence[Sequence[Prepared]], others: Mapping[str, str]
) -> list[Figure]:
    return compared(
        name,
        "per s",
        partial(_per_second, OURS, template, work),
        {other: partial(_per_second, module, None, work) for other, module in others.items()},
    )


def _per_second(module: str, template: Path | None, work: Sequence[Sequence[Prepared]]) -> float:
    with serving(module, template) as port:
        return requests_per_second(port, work)


def _push(phone: Phone, number: int, visits: int = 1) -> Prepared:
    schools = [f"school-{(number * visits + each) % SCHOOLS}" for each in range(visits)]
    headers = {**_signed_in(phone), "Content-Encoding": "gzip"}
    return Prepared("POST", "/api/v1/trail", phone.visits(schools), headers)


def _photo(phone: Phone, photo: bytes) -> Prepared:
    headers = {**_signed_in(phone), "Upload-Complete": "?1"}
    return Prepared("PUT", f"/api/v1/photos/{name_of(photo)}", photo, headers)


def _signed_in(phone: Phone) -> dict[str, str]:
    return {"Authorization": f"Bearer {phone.token}"}


PARTS: dict[str, Callable[[], list[Figure]]] = {
    "pushes": pushes,
    "batches": batches,
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
