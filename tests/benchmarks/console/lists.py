"""What a page of the console's lists costs."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.console.office import opened
from tests.benchmarks.figures import Figure, repeated
from tests.benchmarks.large import make_large
from tests.builders.pages import Browser

VISITS = 2_000
FILTERS = {
    "all": "",
    "a month": "month=2025-11",
    "a zone": "zone=z1",
    "an inspector": "account=inspector.7",
    "a school": "school=school-7",
    "many schools": "school=小学",
    "a state": "state=returned",
    "a flag": "flag=outside",
    "a zone's flag of a month": "month=2025-11&zone=z1&flag=no_signature",
    "an inspector's state": "account=inspector.7&state=submitted",
}
ENDS = {"first": "", "last": "at=last"}


def measured() -> list[Figure]:
    """The pages of a district made for it."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        folder = Path(name) / "data"
        make_large(folder, VISITS)
        print(f"  {VISITS} visits; --folder measures a larger district")
        return list(pages_of(folder))


def pages_of(folder: Path) -> Iterator[Figure]:
    """CPU of the first and the last page of each list, through the whole app."""
    with opened(folder) as (_, browser):
        for end, place in ENDS.items():
            for name, filters in FILTERS.items():
                path = "/visits?" + "&".join(part for part in (filters, place) if part)
                yield _page(browser, f"visits, {name}: {end} page", path)
            yield _page(browser, f"papers: {end} page", f"/papers?{place}")


def _page(browser: Browser, name: str, path: str) -> Figure:
    def cost() -> float:
        began = time.process_time()
        browser.page(path)
        return (time.process_time() - began) * 1000

    cost()
    return repeated(name, "ms CPU", cost)
