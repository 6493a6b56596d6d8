"""What every page of the console costs: a page of each route, with real things in its address.

The pages are found by following links from the start page, so that a new page is measured as soon
as one can get to it; a route that no link leads to is named.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from html import unescape
from itertools import starmap
from pathlib import Path
from re import findall
from typing import NamedTuple

from fastapi.routing import APIRoute
from starlette.routing import Match

from domain.kinds.office.policy import PolicyCategory, PolicySection, PolicySet
from domain.kinds.register.calendar import CalendarSet, CalendarSort
from sync_server.console.site import page_routers
from tests.benchmarks.console.lists import VISITS
from tests.benchmarks.console.office import opened
from tests.benchmarks.district import DISTRICT
from tests.benchmarks.figures import RUNS, Figure
from tests.benchmarks.large import SUPERVISOR, make_large
from tests.benchmarks.year import BEGINS, DAYS, INSPECTORS, SCHOOLS
from tests.builders.drawn_forms import forms_on
from tests.builders.foreign_form import a_foreign_form
from tests.builders.handset import write
from tests.builders.import_file import a_large_file
from tests.builders.office import set_up_theme
from tests.builders.pages import Browser, upload
from tests.builders.server import SetClock

HOLIDAY = CalendarSet(
    calendar_id="day-1",
    name="劳动节",
    sort=CalendarSort.PUBLIC_HOLIDAY,
    from_on="2026-05-01",
    to_on="2026-05-05",
)
PAPER = PolicySet(
    policy_id="rules",
    title="责任督学工作规则",
    category=PolicyCategory.RULE,
    sections=(PolicySection(heading="第一条", text="督学进校应当主动出示督学证。"),),
)
MOST_MS, MOST_KB = 300, 100
# What these answer is a file, or was measured by the part "tables".
FILES = (".xlsx", ".csv", "/{file}/marked.xlsx", "/photos/{sha256}", "/thumbnail")
# Nobody who is signed in finds a link to these, or only where something is due.
UNLINKED = (
    "/grid/visits?period=2026-05",
    "/sign-in",
    "/set-password",
    "/enrol",
    "/privacy",
    "/app-download",
)
# So many addresses of a route are measured, and the dearest is told.
ADDRESSES = 5


class Cost(NamedTuple):
    """What one address costs: the CPU of its runs, and its KB before they are packed."""

    address: str
    runs_ms: tuple[float, ...]
    kb: float

    @property
    def median_ms(self) -> float:
        """The middle of the runs."""
        return statistics.median(self.runs_ms)

    @property
    def exceeds(self) -> bool:
        """Whether it is over what a page may cost."""
        return self.median_ms > MOST_MS or self.kb > MOST_KB


def measured() -> list[Figure]:
    """The pages of a district made for it."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        folder = Path(name) / "data"
        make_large(folder, VISITS)
        print(f"  {VISITS} visits; --folder measures a larger district")
        return list(pages_in(folder))


def pages_in(folder: Path) -> Iterator[Figure]:
    """CPU and KB of every page, through the whole app, on the last day of the district's year."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        copy = Path(name) / "data"
        shutil.copytree(folder, copy)
        yield from _figures(copy)


def _figures(folder: Path) -> Iterator[Figure]:
    with opened(folder, SetClock(BEGINS + timedelta(days=DAYS))) as (server, browser):
        set_up_theme(server)
        write(server, DISTRICT, (HOLIDAY, None), (PAPER, None))
        found = reached(browser, _made(browser))
        costs = {
            route: [_cost(browser, each) for each in addresses[:ADDRESSES]]
            for route, addresses in found.items()
        }
    yield from sorted(starmap(_figure, costs.items()), key=lambda each: -each.median)
    for route, asked in costs.items():
        for each in asked:
            if each.exceeds:
                print(f"  over {MOST_MS} ms or {MOST_KB} KB: {route}, as {each.address}")


def _figure(route: str, asked: Sequence[Cost]) -> Figure:
    """The route by its dearest address; its KB are those of its largest."""
    dearest = max(asked, key=lambda each: each.median_ms)
    largest = max(asked, key=lambda each: each.kb)
    return Figure(f"{route}, {largest.kb:.0f} KB", "ms CPU", dearest.runs_ms)


def page_routes() -> list[APIRoute]:
    """Every route of the console that answers a page."""
    routes = [route for router in page_routers() for route in router.routes]
    return [
        route
        for route in routes
        if isinstance(route, APIRoute)
        and "GET" in (route.methods or ())
        and not route.path.endswith(FILES)
    ]


def reached(browser: Browser, begin: Iterable[str]) -> dict[str, Sequence[str]]:
    """Addresses of each page's route, as links lead to them from the start page and from these.

    A route that no link leads to is said: of some there is nothing in a large district.
    """
    routes = page_routes()
    found: dict[str, list[str]] = {each.path: [] for each in routes}
    waiting = ["/", *UNLINKED, *begin]
    seen = set(waiting)
    while waiting:
        address = waiting.pop(0)
        route = _route_of(routes, address)
        if route is None or len(found[route]) >= ADDRESSES:
            continue
        answer = browser.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        found[route].append(address)
        for link in findall(r'href="(/[^"#]*)', answer.text):
            if (path := unescape(link)) not in seen:
                seen.add(path)
                waiting.append(path)
    lost = [path for path, addresses in found.items() if not addresses]
    print(f"  not measured, since no link leads there: {', '.join(lost) or 'none'}")
    return {path: addresses for path, addresses in found.items() if addresses}


def _made(browser: Browser) -> Iterator[str]:
    """What is there after an act: a 回避, a draft, looks at what is imported, a sheet of codes."""
    new = "/avoidances/new"
    relation = {"account": "inspector.0", "school_id": "school-1", "text": "配偶在该校任教"}
    yield str(browser.fill(new, new, **relation).headers["location"])
    checklist = "/checklists/month-05"
    yield str(browser.post(f"{checklist}/draft", on=checklist).headers["location"])
    yield upload(browser, a_foreign_form(), "食堂.xlsx", "/checklists/import")
    yield upload(browser, a_large_file(SCHOOLS, INSPECTORS))
    form = next(each for each in forms_on(browser.page("/codes")) if each.action == "/codes")
    sent = browser.send("/codes", **{**form.fields, "people": [SUPERVISOR]})
    yield str(sent.headers["location"])


def _route_of(routes: Sequence[APIRoute], address: str) -> str | None:
    scope = {"type": "http", "path": address.partition("?")[0], "root_path": "", "method": "GET"}
    return next((each.path for each in routes if each.matches(scope)[0] is Match.FULL), None)


def _cost(browser: Browser, address: str) -> Cost:
    runs = []
    for _ in range(RUNS):
        began = time.process_time()
        answer = browser.get(address)
        runs.append((time.process_time() - began) * 1000)
    return Cost(address, tuple(runs), len(answer.content) / 1000)
