"""督导进度: the page, where its figures lead, its filters, and the file to take away."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from domain.kinds import read
from domain.kinds.office.export import TableExported
from domain.kinds.register.school import SchoolKind
from tests.builders.handset import a_school, an_assignment, write
from tests.builders.logged import entries_of
from tests.builders.pages import matched
from tests.builders.queue import hand_in

MAY = "/grid?period=2026-05"


@pytest.fixture
def visited(server, inspection):
    """Chen was at school 1 twice and at school 2 once; school 3 is Wang's."""
    for school in ("school-1", "school-2"):
        hand_in(inspection, school)
    write(server, "wanshan", (an_assignment("school-3", "wang.fang", from_on="2026-03-02"), None))
    return inspection


def row(page: str, name: str) -> list[list[str]]:
    """What stands in a row, its links left out."""
    found = matched(rf'<th scope="row">(?:<a [^>]*>)?{name}(?:</a>)?</th>(.*?)</tr>', page)
    return [re.sub(r"<[^>]+>", " ", each).split() for each in re.findall(r"<td.*?</td>", found)]


def test_each_cell_says_done_due_and_the_word(visited, browsers):
    page = browsers("zhao.tong").page(MAY)
    assert "2026年5月督导进度" in page
    assert row(page, "陈静") == [["2/4", "未完成"], ["2/4", "未完成"]]
    assert row(page, "第1小学") == [["1/2", "未完成"], ["1/2", "未完成"]]
    assert row(page, "第3小学") == [["0/2", "未完成"], ["0/2", "未完成"]]
    assert row(page, "合计") == [["2/6", "未完成"], ["2/6", "未完成"]]
    assert "合计与" in page


def test_what_is_over_is_said_with_how_many(server, visited, clock, supervisor):
    write(server, "wanshan", (a_school("school-1", school_kind=SchoolKind.KINDERGARTEN), None))
    clock.move(hours=11)
    hand_in(visited, "school-1")
    page = supervisor.page(MAY)
    assert row(page, "第1小学")[0] == ["1/1", "超额1"]
    assert row(page, "陈静")[0] == ["2/3", "未完成"]


def test_months_to_come_and_months_before_the_assignment_are_empty(visited, browsers):
    page = browsers("zhao.tong").page("/grid")
    heads = re.findall(r'<th scope="col">(.*?)</th>', page)
    said = [re.sub(r"<[^>]+>", "", each) for each in heads[1:-1]]
    assert said == [*("20262月", "3月", "4月", "5月（本月）"), *("6月（未到）", "7月（未到）")]
    assert row(page, "第3小学")[4:6] == [[], []]
    assert row(page, "第1小学")[0] == ["0/2", "未完成"]


def test_a_figure_leads_to_just_the_visits_it_counts(visited, supervisor):
    page = supervisor.page(MAY)
    found = matched(r'<th scope="row"><a [^>]*>第1小学</a></th>\s*<td[^>]*><a href="([^"]+)"', page)
    listed = supervisor.page(found.replace("&amp;", "&"))
    assert "应督导 2 次，算完成 1 次" in listed
    assert len(re.findall(r'<a href="/visits/[0-9a-f]+">', listed)) == 1
    assert "第2小学</td>" not in listed
    whole = supervisor.page("/grid/visits?period=2026-05&account=chen.jing&credit=done")
    assert len(re.findall(r'<a href="/visits/[0-9a-f]+">', whole)) == 2


def test_whoever_sees_no_visits_gets_figures_without_links(visited, browsers):
    clerk = browsers("zhao.tong")
    assert "/grid/visits" not in clerk.page(MAY)
    assert clerk.get("/grid/visits").status_code == 403


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("&zone=z1", {"陈静", "王芳"}),
        ("&zone=z2", set()),
        ("&account=wang.fang", {"王芳"}),
        ("&school_kind=kindergarten", {"王芳"}),
        ("&behind=true", {"陈静"}),
        ("&behind=true&account=wang.fang", set()),
    ],
)
def test_the_filters_are_the_address(server, visited, browsers, query, shown):
    school = a_school("school-3", school_kind=SchoolKind.KINDERGARTEN)
    write(server, "wanshan", (school, None))
    other = visited.of(server, "wang.fang")
    hand_in(other, "school-3")
    page = browsers("zhao.tong").page(MAY + query)
    assert {
        name for name in ("陈静", "王芳") if re.search(rf'row">(<a[^>]*>)?{name}<', page)
    } == shown
    assert ("没有符合条件的督学" in page) == (not shown)


@pytest.fixture(params=["xlsx", "csv"])
def taken(request, visited, browsers) -> list[list[object]]:
    """The rows of the file, as another library reads them."""
    content = browsers("zhao.tong").get(f"/grid.{request.param}?period=2026-05").content
    if request.param == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        read_rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        return [[int(each) if each.isdigit() else each for each in row] for row in read_rows]
    (sheet,) = load_workbook(io.BytesIO(content)).worksheets
    assert sheet.print_title_rows == "$3:$3"
    return [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]


def test_the_file_says_what_the_page_says_and_is_an_entry(taken, server):
    heads, *rows = taken
    assert heads[3:5] == ["2026-05应督导", "2026-05已完成"]
    named = {(row[1], row[2]): row[3:] for row in rows}
    assert named["陈静", "第1小学"] == [2, 1, 2, 1, 0, "未完成"]
    assert named["陈静", "小计"] == [4, 2, 4, 2, 0, "未完成"]
    assert rows[-1][:1] + rows[-1][3:5] == ["合计", 6, 2]
    (entry,) = entries_of(server.database, TableExported.kind)
    body = read(entry.line).body
    assert isinstance(body, TableExported)
    assert (body.table, body.rows) == ("grid", len(rows))


@pytest.mark.parametrize("path", ["/grid", "/grid.xlsx", "/grid.csv", "/grid/visits"])
def test_who_sees_the_grid(visited, browsers, path):
    people = ("li.zhuren", "zhao.tong", "chen.jing")
    statuses = [browsers(who).get(path).status_code for who in people]
    assert statuses == [200, 403 if path == "/grid/visits" else 200, 403]
    other = browsers("zhao.tong.other").get("/grid?period=2026-05").text
    assert "0/6" in other


@pytest.mark.parametrize(
    ("period", "words"),
    [("2026-13", "统计期写法不对"), ("2024-01..2026-05", "最多看 12 个月"), ("x", "")],
)
def test_a_period_that_is_none_is_said_in_words(browsers, period, words):
    answer = browsers("zhao.tong").get(f"/grid?period={period}")
    assert answer.status_code in (400, 422)
    assert words in answer.text


def test_one_inspector_leads_to_the_next(visited, browsers):
    page = browsers("zhao.tong").page(f"{MAY}&account=chen.jing")
    assert re.findall(r'btn-quiet" rel="(\w+)" href="([^"]+)"', page) == [
        ("next", "/grid?period=2026-05&amp;account=wang.fang")
    ]
    assert 'data-name="5月"' in page


def test_the_start_page_leads_to_just_those_who_are_behind(server, visited, browsers):
    for first in ("2026-01-01", "2026-03-02"):
        closed = an_assignment("school-3", "wang.fang", from_on=first, to_on="2026-04-30")
        write(server, "wanshan", (closed, None))
    clerk = browsers("zhao.tong")
    link = matched(r'href="([^"]+)"><b class="figures">1</b> 名督学还有没完成的', clerk.page("/"))
    page = clerk.page(link.replace("&amp;", "&"))
    assert "无责任督学</th>" not in page
    assert re.findall(r'<th scope="row"><a href="/grid[^"]*">([^<]+)<', page) == ["陈静"]
