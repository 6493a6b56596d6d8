"""No table ranks persons: the office's order stands, and nothing sorts it by a rate (5-02)."""

import io
import itertools
import re
import zipfile

import pytest

from domain.month.month import Grouping, Row
from sync_server.month.rows import named_rows
from sync_server.register.names import names
from tests.builders.handset import PEOPLE, an_assignment, write
from tests.builders.office import a_rich_visit
from tests.builders.queue import hand_in

PAGES = [
    "/month",
    "/month?by=inspector",
    "/month?by=stage",
    "/month/charts",
    "/month?period=2026&by=workload",
    "/books/lessons",
    "/counted",
    "/visits",
    "/",
    "/findings",
    "/closing",
    "/books/work",
    "/books/rectification",
    "/books/follow-ups",
    "/uncovered",
    "/map",
    "/grid",
    "/grid?account=chen.jing",
    "/grid/visits?period=2026-05",
    "/review",
    "/review/several",
    "/devices",
    "/trainings",
    "/training-hours",
    "/activities",
    "/papers",
    "/schools",
    "/zones",
    "/themes",
    "/assignments",
    "/avoidances",
]


def people_on(page: str) -> list[str]:
    """The rows of the month's table, by name."""
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    return re.findall(r'scope="row" class="name">(?:<a [^>]*>)?([^<]+)<', body)


def test_people_stand_in_the_offices_order_whatever_they_made(server):
    known = names(server.database, "wanshan")
    order = [each for each in known.people if each in ("chen.jing", "wang.fang")]
    for done in itertools.permutations((0, 4)):
        rows = tuple(Row(key=key, due=4, done=n) for key, n in zip(order, done, strict=True))
        for given in itertools.permutations(rows):
            found = named_rows(given, Grouping.INSPECTOR, known, {})
            assert [each.row.key for each in found] == order


def test_no_address_puts_the_people_in_another_order(server, inspection, browsers):
    a_rich_visit(inspection, [])
    clerk = browsers("zhao.tong")
    plain = people_on(clerk.page("/month?by=inspector"))
    assert plain == [PEOPLE[account][0] for account in ("chen.jing", "wang.fang")]
    for asked in ("sort=completion", "order=done", "sort=-completion&dir=desc"):
        assert people_on(clerk.page(f"/month?by=inspector&{asked}")) == plain


def test_the_grid_keeps_the_offices_order_within_each_zone(inspection, browsers):
    write(inspection.server, "wanshan", (an_assignment("school-1", "wang.fang"), None))
    hand_in(inspection, "school-2")
    clerk = browsers("zhao.tong")
    for asked in ("", "&sort=done", "&order=-done&dir=desc"):
        page = clerk.page(f"/grid?period=2026-05{asked}")
        names = re.findall(r'<th scope="row"><a href="/grid[^"]*">([^<]+)<', page)
        assert names == [PEOPLE[account][0] for account in ("chen.jing", "wang.fang")]


@pytest.mark.parametrize("path", PAGES)
def test_no_head_of_a_table_sorts_it(inspection, browsers, path):
    a_rich_visit(inspection, [])
    page = browsers("li.zhuren").page(path)
    heads = re.findall(r"<thead>.*?</thead>", page, re.DOTALL)
    assert not [each for each in heads if re.search(r"<(a|button|input)\b|hx-|data-sort", each)]
    assert "排名" not in page


def test_the_workbook_offers_no_sorting_either(inspection, browsers):
    a_rich_visit(inspection, [])
    book = zipfile.ZipFile(io.BytesIO(browsers("zhao.tong").get("/month/2026-05.xlsx").content))
    sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/" in name]
    assert len(sheets) >= len(Grouping)
    assert not [each for each in sheets if "<autoFilter" in each or "<tablePart" in each]
