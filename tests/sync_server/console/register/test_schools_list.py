"""学校: the list of schools, its filters, its pages, and what leaves as a file."""

import csv
import io
import re
from html import unescape
from urllib.parse import parse_qs, quote, unquote

import pytest
from openpyxl import load_workbook

from domain.kinds import read
from domain.kinds.office.export import TableExported, TableExportedPrivate
from domain.kinds.register.assignment import Responsibility
from domain.kinds.register.school import Ownership, SchoolKind
from domain.trail.line import sha256_hex
from tests.builders.drawn_forms import forms_on
from tests.builders.handset import a_school, an_assignment, write
from tests.builders.logged import entries_of

CALCULATED = "=HYPERLINK(1)小学"


@pytest.fixture
def schools(server):
    """Two schools more: a kindergarten without a position, and one that was closed."""
    kindergarten = a_school(
        "school-4",
        name=CALCULATED,
        aliases=("云幼",),
        school_kind=SchoolKind.KINDERGARTEN,
        ownership=Ownership.PRIVATE,
        zone="z2",
        town="城关镇",
        position=None,
    )
    closed = a_school("school-5", name="旧村小", is_active=False)
    helping = an_assignment(
        "school-1", "wang.fang", responsibility=Responsibility.ASSISTING, from_on="2026-02-01"
    )
    over = an_assignment("school-3", "chen.jing", from_on="2025-02-01", to_on="2025-12-31")
    write(server, "wanshan", *((body, None) for body in (kindergarten, closed, helping, over)))


def cells(page: str) -> list[list[str]]:
    """The table's rows as a reader sees them."""
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [
        [
            " ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split())
            for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)
        ]
        for row in rows
    ]


def named(page: str) -> list[str]:
    return [row[0] for row in cells(page)]


def test_every_school_stands_in_the_list_with_who_is_responsible_today(schools, supervisor):
    rows = {row[0]: row[1:] for row in cells(supervisor.page("/schools"))}
    place = ["小学", "公办", "一片区", ""]
    assert rows["第1小学"] == [*place, "陈静", "王芳", "", "500", "在用"]
    assert rows["第3小学"] == [*place, "王芳", "", "", "500", "在用"]
    private = ["幼儿园", "民办", "二片区", "城关镇"]
    assert rows[CALCULATED] == [*private, "", "", "", "500", "在用 没有位置 没有主责督学"]
    assert rows["旧村小"][-1] == "停用"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("zone=z2", [CALCULATED]),
        ("school_kind=kindergarten", [CALCULATED]),
        ("ownership=private", [CALCULATED]),
        ("state=closed", ["旧村小"]),
        ("lacking=position", [CALCULATED]),
        ("lacking=inspector", [CALCULATED]),
        ("state=active&zone=z1&school=xx", ["第1小学", "第2小学", "第3小学"]),
        (f"school={quote('云幼')}", [CALCULATED]),
        (f"school={quote('城关')}", [CALCULATED]),
        ("school=school-2", ["第2小学"]),
    ],
)
def test_each_filter_narrows_the_list_and_stays_in_its_form(schools, supervisor, query, found):
    page = supervisor.page(f"/schools?{query}")
    assert named(page) == found
    assert f'共 <b class="figures">{len(found)}</b> 条（已筛选' in page
    form = forms_on(page)[-1]
    asked = parse_qs(query)
    assert {name: form.fields[name] for name in asked} == asked


def test_a_script_gets_the_list_alone(schools, supervisor):
    asked = {"HX-Request": "true", "HX-Request-Type": "partial"}
    for query, found in (("zone=z2", CALCULATED), ("school=nothing", "没有符合条件的学校")):
        part = unescape(supervisor.get(f"/schools?{query}", **asked).text)
        assert part.lstrip().startswith('<section id="listing"')
        assert found in part


def test_a_list_without_a_row_says_whether_the_filters_left_none(schools, supervisor, browsers):
    page = supervisor.page("/schools?zone=z2&state=closed")
    assert "没有符合条件的学校" in page
    assert "导出" not in page


def test_pages_turn_with_the_filters_and_the_file_has_them_all(schools, supervisor, monkeypatch):
    monkeypatch.setattr("sync_server.console.kinds.list_page.PAGE_SIZE", 2)
    seen, path = [], "/schools?state=active"
    while path:
        page = supervisor.page(path)
        seen += named(page)
        ways = re.findall(r'<a class="btn btn-quiet"[^>]* href="([^"]+)">([^<]+)</a>', page)
        path = next((unescape(way) for way, words in ways if words == "下一页"), "")
    assert seen == ["第1小学", "第2小学", "第3小学", CALCULATED]
    assert [row[0] for row in as_csv(supervisor.get("/schools.csv?state=active"))[1:]] == [
        *seen[:3],
        f"'{CALCULATED}",
    ]


def as_csv(answer) -> list[list[str]]:
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_workbook_has_the_lists_columns_rows_and_order_and_calculates_nothing(
    schools, supervisor
):
    answer = supervisor.get("/schools.xlsx?zone=z2")
    name = unquote(answer.headers["content-disposition"].partition("UTF-8''")[2])
    assert name == "万山区_学校_2026-05-14.xlsx"
    sheet = load_workbook(io.BytesIO(answer.content))["学校"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "万山区学校（2026-05-14）"
    assert rows[1][0] == "筛选：责任区：二片区"
    row = dict(zip(rows[2], rows[3], strict=True))
    assert len(rows) == 4
    assert (row["学校"], row["简称"], row["到校范围（米）"]) == (CALCULATED, "云幼", 500)
    assert sheet["A4"].data_type == "s"
    assert row["纬度（WGS-84）"] is None


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_that_a_list_was_taken_is_an_entry_with_the_files_hash(schools, browsers, server, ending):
    answer = browsers("zhao.tong").get(f"/schools.{ending}?state=active&school=xx")
    (entry,) = entries_of(server.database, TableExported.kind)
    reading = read(entry.line)
    assert isinstance(reading.body, TableExported)
    assert isinstance(reading.private, TableExportedPrivate)
    said = (reading.body.table, reading.body.format, reading.body.rows, reading.body.month)
    assert said == ("schools", ending, 4, None)
    assert reading.private.filters == "学校：xx；状态：在用"
    assert reading.body.sha256 == sha256_hex(answer.content)
    assert answer.headers["content-length"] == str(len(answer.content))


@pytest.mark.parametrize("path", ["/schools", "/schools.xlsx", "/schools.csv"])
def test_who_sees_the_schools_of_which_district(schools, browsers, path):
    roles = ("li.zhuren", "zhao.tong", "chen.jing")
    assert [browsers(who).get(path).status_code for who in roles] == [200, 200, 403]
    other = browsers("zhao.tong.other").get(path)
    assert other.status_code == 200
    if path == "/schools":
        assert named(other.text) == ["第1.other小学", "第2.other小学", "第3.other小学"]


@pytest.mark.parametrize(
    "at", ["first.x", "after", "before.a\x00b", "behind.x", "after." + "x" * 300]
)
def test_an_address_that_means_no_page_is_said_in_words(supervisor, at):
    answer = supervisor.get(f"/schools?at={quote(at)}")
    assert (answer.status_code, "回到首页" in answer.text) == (400, True)


def test_a_page_next_to_a_school_that_the_filters_leave_out_goes_on_behind_it(schools, supervisor):
    page = supervisor.page("/schools?state=active&at=after.school-2&page=1")
    assert named(page)[0] == "第3小学"
