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
from tests.builders.import_file import ONE_SCHOOL, a_school_sheet, an_import_file
from tests.builders.pages import Browser, upload
from tests.builders.server import SetClock
from tests.sync_server.console.accessibility.district import District, fill
from tests.sync_server.console.exports.expected import BEGINS, EXPECTED, NO_LISTS, spoil

ENDINGS = (".xlsx", ".csv")
HEADS_AT, MONTH_HEADS_AT = 2, 3
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
    assert files == {f"{each}{ending}" for each in LISTS for ending in ENDINGS} | NO_LISTS
    sections = {each.path for each in NAVIGATION}
    assert sections - set(EXPECTED) == WITHOUT_FILES


# The start page and the queue are worked through; the month and the grid are sums; what is checked
# or imported is no list, nor are rules and settings.
WITHOUT_FILES = {
    "/",
    "/backups",
    "/balance",
    "/check",
    "/closing",
    "/grid",
    "/import",
    "/month",
    "/review",
    "/robots",
    "/rules",
    "/settings",
    "/templates",
}


@pytest.mark.parametrize("home", LISTS)
def test_a_list_s_files_have_the_rows_that_sql_has(home, district, supervisor):
    expected = EXPECTED[home]
    wanted = Counter(selected(district, expected.query))
    assert wanted, f"{home} has nothing to take"
    for ending, read in ((".xlsx", of_xlsx), (".csv", of_csv)):
        heads, rows = read(supervisor.get(f"{home}{ending}{expected.address}").content)
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


MONTH_SUMS = {
    "督导次": "visits",
    "校次": "school_visits",
    "督学人次": "inspector_visits",
    "听课节": "lessons",
    "听课人节": "lesson_attendances",
    "教案人次": "lesson_plans",
    "座谈次": "talks",
    "问题条": "findings",
    "隐患条": "hazards",
    "照片张": "photos",
}


def test_the_month_s_workbook_sums_up_to_what_sql_has(district, supervisor):
    content = supervisor.get("/month/2026-05.xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("按责任区")
    heads, *told = rows.to_python()[MONTH_HEADS_AT:]
    total = next(row for row in told if row[0] == "合计")
    sums = ", ".join(f"sum({each})" for each in MONTH_SUMS.values())
    (wanted,) = selected(
        district,
        f"SELECT {sums} FROM visit_measures WHERE district = :district AND month = '2026-05'"  # noqa: S608
        " AND state IN ('submitted', 'returned', 'approved')",
    )
    assert tuple(plain(total[heads.index(each)]) for each in MONTH_SUMS) == wanted
    assert any(each != "0" for each in wanted)


def test_the_import_s_workbooks_open_elsewhere_too(supervisor):
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(supervisor.get("/import/template.xlsx").content)
    )
    assert {"学校", "督学", "分工"} <= set(book.sheet_names)
    wrong = (*ONE_SCHOOL[:2], "不是类型", *ONE_SCHOOL[3:])
    place = upload(supervisor, an_import_file({"学校": a_school_sheet(wrong)}))
    content = supervisor.get(f"{place}/marked.xlsx").content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("学校")
    (said,) = (row for row in sheet.to_python() if "不是类型" in row)
    assert any("没有“不是类型”这个类型" in str(cell) for cell in said)


def is_number(cell: str) -> bool:
    """Whether the cell is a number, and so may begin with a minus."""
    try:
        float(cell)
    except ValueError:
        return False
    return True
