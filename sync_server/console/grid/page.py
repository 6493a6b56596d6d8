"""督导进度: who has made how many of the visits that each month asks for, school by school."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.month.duty import NOBODY
from domain.month.grid import TERM, Figure, Grid, Line
from sync_server.console.form_fields import Options
from sync_server.console.grid.filters import GridFilters, options_of, period_words, person
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page, thing_path
from sync_server.console.services import ConsoleServices
from sync_server.month.grid import VACANT, PeriodDuties
from sync_server.month.rules import rule_words

router = APIRouter()

PAGE = Page("grid/grid.html", has_part=True)
TITLE = "督导进度"
# With the schools of all inspectors in sight a page would be more than anybody reads.
MOST_LINES = 60


class GridColumn(NamedTuple):
    """A month, or what is owed by the term; ``period`` is what an address calls it."""

    key: str
    head: str
    year: str
    period: str
    is_to_come: bool


class GridCell(NamedTuple):
    """A figure under its column; ``link`` leads to the visits that it counts, where it has any."""

    column: GridColumn
    figure: Figure | None
    link: str


class GridRow(NamedTuple):
    """An inspector's row, or that of a school of theirs; ``link`` tells more of it."""

    name: str
    link: str
    is_school: bool
    cells: Sequence[GridCell]
    total: GridCell


class GridSection(NamedTuple):
    """The inspectors of a zone, each followed by the schools where these are shown."""

    title: str
    rows: Sequence[GridRow]


class Listed(NamedTuple):
    """What a list's template asks of its rows."""

    options: Options
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridPage:
    """The grid as somebody asked for it."""

    found: PeriodDuties
    wanted: GridFilters
    grid: Grid
    may_open: bool

    @classmethod
    def of(cls, services: ConsoleServices, user: SignedIn, wanted: GridFilters) -> "GridPage":
        """The grid of the address; NotAllowed for whoever sees no month."""
        found = services.grids.duties(user.viewer, wanted.period, wanted.duties)
        if wanted.behind:
            lines = found.grid.inspectors
            behind = {each for each, line in lines.items() if line.total.lacking}
            found = found.only(behind - {NOBODY})
        return cls(found, wanted, found.grid, user.viewer.may_see_visits)

    @property
    def title(self) -> str:
        """What it is called, with its period."""
        return f"{period_words(self.found.period.key)}{TITLE}"

    @property
    def columns(self) -> list[GridColumn]:
        """The months, and behind them what is owed by the term, where anything is."""
        period, running = self.found.period, self.found.running
        found, year = list[GridColumn](), ""
        for month in period.months:
            head, said = f"{int(month[5:])}月", month[:4] if month[:4] != year else ""
            found.append(GridColumn(month, head, said, month, month > running))
            year = month[:4]
        if TERM in self.grid.total.cells:
            found.append(GridColumn(TERM, "按学期", "", period.key, is_to_come=False))
        return found

    @property
    def has_schools(self) -> bool:
        """Whether the schools stand below their inspectors."""
        shown = len(self.grid.schools) + len(self.grid.inspectors)
        return bool(self.wanted.account) or shown <= MOST_LINES

    @property
    def sections(self) -> Iterator[GridSection]:
        """The rows by the zone of the inspectors, in the office's order."""
        for zone, accounts in self.found.in_order(self.grid.inspectors):
            rows = [row for account in accounts for row in self._rows(account)]
            name = self.found.names.zone(zone) or "没有定责任区"
            yield GridSection("没有分工的学校" if zone == VACANT else name, rows)

    @property
    def total(self) -> GridRow:
        """The sum of all rows."""
        return self._row("合计", "", self.grid.total, {})

    @property
    def neighbours(self) -> Mapping[str, str]:
        """The inspectors before and after the one that is shown, by ``prev`` and ``next``."""
        order = [each or VACANT for each in self.found.holders]
        if self.wanted.account not in order:
            return {}
        here = order.index(self.wanted.account)
        found = {"prev": order[here - 1] if here else "", "next": (*order, "")[here + 1]}
        return {way: each for way, each in found.items() if each}

    def _rows(self, account: str) -> Iterator[GridRow]:
        name, own = person(self.found.names, account), {"account": account or VACANT}
        more = "" if self.wanted.account else self.wanted.address(**own)
        yield self._row(name, more, self.grid.inspectors[account], own)
        if self.has_schools:
            for school in self.found.schools_of(account, self.grid.schools):
                line = self.grid.schools[account, school]
                link = thing_path("school", school)
                name = self.found.school(school)
                yield self._row(name, link, line, {**own, "school": school})

    def _row(self, name: str, link: str, line: Line, own: Mapping[str, str]) -> GridRow:
        cells = [
            GridCell(each, figure, self._link(figure, each.period, own, each.key == TERM))
            for each in self.columns
            for figure in [line.cells.get(each.key)]
        ]
        whole = GridColumn("total", "合计", "", self.found.period.key, is_to_come=False)
        total = GridCell(whole, line.total, self._link(line.total, whole.period, own))
        return GridRow(name, link, "school" in own, cells, total)

    def _link(
        self, figure: Figure | None, period: str, own: Mapping[str, str], is_by_term: bool = False
    ) -> str:
        """Where the visits are that the figure counts; empty where there are none to see."""
        if not (figure and figure.visits and self.may_open):
            return ""
        wanted = self.wanted
        asked = {
            "period": period,
            "zone": wanted.zone,
            "account": wanted.account,
            "school_kind": wanted.school_kind,
            **own,
            "is_by_term": "true" if is_by_term else "",
        }
        return "/grid/visits?" + urlencode({name: text for name, text in asked.items() if text})


@router.get("/grid")
def grid_page(request: Request, services: Services, user: CurrentUser) -> Response:
    """The grid of the period, zone, inspector and kind of school that the address names."""
    wanted = GridFilters.read(request)
    page = GridPage.of(services, user, wanted)
    found = page.found
    return PAGE.response(
        request,
        user=user,
        section="grid",
        page=page,
        wanted=wanted,
        listed=Listed(options_of(found, wanted.period)),
        notice="",
        rules=rule_words(found.rule, found.period.months),
        files=[(each, wanted.file_address(each)) for each in ("xlsx", "csv")],
    )
