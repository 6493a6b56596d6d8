"""Every file that leaves the console, opened by another library than wrote it, is what SQL says.

Exports are found by walking the routes: a new one fails here until it is listed with its rows.
"""

import csv
import io
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from fastapi.routing import APIRoute
from python_calamine import CalamineWorkbook
from sqlalchemy import text as sql
from starlette.testclient import TestClient

from sync_server.console.navigation import NAVIGATION
from sync_server.console.site import page_routers
from tests.builders.handset import NOON, a_server
from tests.builders.pages import Browser
from tests.builders.server import SetClock
from tests.sync_server.console.accessibility.district import District, fill
from tests.sync_server.console.exports.expected import BEGINS, EXPECTED, NO_LISTS, spoil

ENDINGS = (".xlsx", ".csv")
HEADS_AT = 2
LISTS = sorted(EXPECTED)


@pytest.fixture(scope="module")
def district(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """A district with something in every list, whose names are formulas where names are free."""
    folder = tmp_path_factory.mktemp("exported") / "data"
    shutil.copytree(template, folder)
    server = a_server(folder, SetClock(NOON))
    spoil(server)
    yield fill(server, folder)
    server.close()


@pytest.fixture(scope="module")
def supervisor(district: District) -> Browser:
    """The supervisor's browser."""
    browser = Browser(TestClient(district.app(), "http://duji.test"))
    browser.keep_session(district.server.accounts.open_session("li.zhuren"))
    return browser


def selected(district: District, query: str) -> list[tuple[str, ...]]:
    """The rows that SQL has, each cell as its text."""
    with district.server.database.session() as session:
        rows = session.execute(sql(query), {"district": "wanshan"}).all()
    return [tuple("" if cell is None else str(cell) for cell in row) for row in rows]


def of_xlsx(content: bytes) -> tuple[list[str], Sequence[Sequence[object]]]:
    """Heads and rows of a list's sheet."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [str(each) for each in rows[HEADS_AT]], rows[HEADS_AT + 1 :]


def of_csv(content: bytes) -> tuple[list[str], Sequence[Sequence[str]]]:
    """Heads and rows of a list's file of text."""
    heads, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return heads, rows


def plain(cell: object) -> str:
    """A cell's text: a whole number without the point that a sheet gives it."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def unquoted(cell: str) -> str:
    """What was written before an apostrophe kept it from being calculated."""
    return cell[1:] if cell.startswith("'") else cell


def test_every_export_and_every_list_is_known_here():
    files = {
        route.path
        for router in page_routers()
        for route in router.routes
        if isinstance(route, APIRoute) and route.path.endswith(ENDINGS)
    }
    assert files == {f"{each}{ending}" for each in LISTS for ending in ENDINGS} | NO_LISTS.keys()
    sections = {each.path for each in NAVIGATION}
    assert sections - set(EXPECTED) == WITHOUT_FILES


# The start page and the queue are worked through; the month has a workbook of its own; what is
# checked or imported is no list.
WITHOUT_FILES = {
    "/",
    "/activities",
    "/check",
    "/import",
    "/month",
    "/notices",
    "/review",
    "/visits",
}


@pytest.mark.parametrize("home", LISTS)
def test_a_list_s_files_have_the_rows_that_sql_has(home, district, supervisor):
    expected = EXPECTED[home]
    wanted = Counter(selected(district, expected.query))
    assert wanted, f"{home} has nothing to take"
    for ending, read in ((".xlsx", of_xlsx), (".csv", of_csv)):
        heads, rows = read(supervisor.get(f"{home}{ending}").content)
        places = [heads.index(each) for each in expected.heads]
        # In a file of text what would be calculated has an apostrophe in front.
        told = [tuple(unquoted(plain(row[place])) for place in places) for row in rows]
        assert Counter(told) == wanted, ending
        assert len(heads) == len(set(heads))


@pytest.mark.parametrize("home", LISTS)
def test_nothing_in_a_list_s_files_is_calculated(home, supervisor):
    with ZipFile(io.BytesIO(supervisor.get(f"{home}.xlsx").content)) as book:
        assert b"<f" not in book.read("xl/worksheets/sheet1.xml").partition(b"<sheetData>")[2]
    _, rows = of_csv(supervisor.get(f"{home}.csv").content)
    for cell in (each for row in rows for each in row):
        assert not cell.lstrip().startswith(BEGINS) or is_number(cell), cell


def is_number(cell: str) -> bool:
    """Whether the cell is a number, and so may begin with a minus."""
    try:
        float(cell)
    except ValueError:
        return False
    return True
