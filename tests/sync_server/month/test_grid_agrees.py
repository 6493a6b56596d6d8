"""Whatever happened, every figure of the grid is the month table's, and what SQL counts (S2)."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from domain.kinds.author import Role
from domain.month.grid import Credit, Figure, Grid, Line
from domain.month.month import Grouping
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import PersonFacts
from sync_server.month.grid import GridFilter, Grids
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.server import Server
from tests.sync_server.month.test_month_agrees import STEPS, History

PERIOD = "2026-02..2026-07"
CLERK = Viewer(PersonFacts("zhao.tong", "赵统", Role.CLERK.value, "wanshan", "万山区", None))
# Distinct days of visits that went there, by whoever had the school on a day of the month.
COUNTED = text("""
    SELECT count(DISTINCT c.visit_on) FROM visit_credit c
    WHERE c.district = 'wanshan' AND c.school_id = :school AND c.month = :month AND c.called > 0
      AND EXISTS (
        SELECT 1 FROM assignment a
        WHERE a.district = c.district AND a.school_id = c.school_id AND a.account = c.account
          AND a.responsibility = 'main' AND a.from_on <= :month || '-31'
          AND coalesce(a.to_on, '9999') >= :month || '-01')
""")


@pytest.fixture(params=[1, 2, pytest.param(4, marks=pytest.mark.slow)])
def happened(server: Server, request) -> Server:
    """A district in which much happened: handovers, merges, corrections, several units."""
    history = History(server, request.param)
    for _ in range(STEPS):
        history.happen()
    return server


@pytest.fixture
def grids(happened: Server) -> Grids:
    return Grids(happened.database, happened.clock)


def found(grids: Grids, wanted: GridFilter | None = None, period: str = PERIOD) -> Grid:
    return grids.duties(CLERK, period, wanted or GridFilter()).grid


def figures(line: Line | Figure | None) -> tuple[int, int]:
    figure = line.total if isinstance(line, Line) else line
    return (figure.due, figure.done) if figure else (0, 0)


def table(server: Server, period: str, by: Grouping) -> dict[str, tuple[int, int]]:
    months = Months(server.database, server.clock, server.committer)
    view = months.view(read_period(period), "wanshan", by).table
    rows = {row.key: (row.due, row.done) for row in view.rows}
    return {**rows, "total": (view.total.due, view.total.done)}


def by_school(grid: Grid, month: str = "") -> dict[str, tuple[int, int]]:
    sums: dict[str, tuple[int, int]] = {}
    for (_, school), line in grid.schools.items():
        due, done = figures(line.cells.get(month) if month else line.total)
        before = sums.get(school, (0, 0))
        sums[school] = (before[0] + due, before[1] + done)
    return sums


def months_to_compare() -> Iterator[str]:
    yield from read_period(PERIOD).months


def test_each_cell_is_that_of_the_months_table(happened: Server, grids: Grids):
    grid = found(grids)
    for month in months_to_compare():
        people = table(happened, month, Grouping.INSPECTOR)
        assert figures(grid.total.cells.get(month)) == people.pop("total")
        for account, wanted in people.items():
            line = grid.inspectors.get(account, Line())
            assert figures(line.cells.get(month)) == wanted, (month, account)
        schools = table(happened, month, Grouping.SCHOOL)
        for school, given in by_school(grid, month).items():
            assert given == schools.get(school, (0, 0)), (month, school)


def test_each_sum_is_that_of_the_periods_table(happened: Server, grids: Grids):
    grid = found(grids)
    assert grid.total.total.done
    people = table(happened, PERIOD, Grouping.INSPECTOR)
    assert figures(grid.total) == people.pop("total")
    assert {each: figures(line) for each, line in grid.inspectors.items()} == {
        each: given for each, given in people.items() if each in grid.inspectors
    }
    schools = table(happened, PERIOD, Grouping.SCHOOL)
    assert by_school(grid) == {each: schools[each] for each in by_school(grid)}
    zones = table(happened, PERIOD, Grouping.ZONE)
    for zone in ("z1", "z2"):
        only = found(grids, GridFilter(zone=zone))
        assert figures(only.total) == zones.get(zone, (0, 0))


def test_each_cell_is_what_sql_counts(happened: Server, grids: Grids):
    grid = found(grids)
    for (holder, school), line in grid.schools.items():
        for month, figure in line.cells.items():
            with happened.database.reading() as transaction:
                asked = {"school": school, "month": month}
                made = transaction.tables.execute(COUNTED, asked).scalar_one()
            assert figure.done == min(figure.due, made), (holder, school, month)
            assert figure.over == max(0, made - figure.due), (holder, school, month)


def test_as_many_visits_are_listed_as_done_as_a_figure_says(grids: Grids):
    grid = found(grids)
    for (account, school), line in grid.schools.items():
        wanted = GridFilter(account=account or "-", school=school)
        for month, figure in line.cells.items():
            credits_ = [each.credit for each in grids.duties(CLERK, month, wanted).visits]
            assert credits_.count(Credit.DONE) == figure.done
            assert credits_.count(Credit.OVER) == figure.over
            assert len(credits_) == figure.visits
