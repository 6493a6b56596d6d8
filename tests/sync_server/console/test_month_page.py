"""统计报表: the page, the workbook, and the trace that a download leaves."""

import io
import re
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from domain.kinds import read
from domain.kinds.office.export import TableExported
from domain.kinds.office.training import TrainingMode, TrainingRecorded
from domain.trail.line import sha256_hex
from sync_server.month.table import Months
from tests.builders.campaign_work import planned
from tests.builders.handset import write
from tests.builders.logged import entries_of
from tests.builders.office import a_rich_visit
from tests.builders.pages import matched


@pytest.fixture
def recorded(server, inspection):
    """A rich visit of Chen with Wang, for a campaign of the district; a training in zone 1."""
    training = TrainingRecorded(
        training_id="t1",
        held_on="2026-05-06",
        title="业务培训",
        mode=TrainingMode.CENTRAL,
        others=31,
        zone="z1",
    )
    write(server, "wanshan", (training, None))
    planned(server, "k1", title="食堂专项")
    return a_rich_visit(inspection, [], campaign="k1")


def cells(content: bytes, sheet: str) -> dict[str, dict[str, object]]:
    """The rows of a sheet by name, each by the title of its column."""
    rows = list(
        load_workbook(io.BytesIO(content), data_only=True)[sheet].iter_rows(values_only=True)
    )
    heads = [low or high for high, low in zip(rows[2], rows[3], strict=True)]
    named = {}
    for row in rows[4:]:
        name = row[1] if isinstance(row[0], int) else row[0]
        named[name] = dict(zip(heads, row, strict=True))
    return named


def figure(page: str, row: str, column: int) -> str:
    """The figure in a row of the page's table, counted from its name."""
    line = matched(rf'class="name">(?:<a [^>]*>)?{row}(?:</a>)?</th>(.*?)</tr>', page)
    return re.sub(r"<[^>]+>|\s", "", re.findall(r"<td.*?</td>", line, re.S)[column])


def test_the_month_counts_what_happened_in_it(recorded, browsers):
    page = browsers("zhao.tong").page("/month?period=2026-05")
    assert "2026年5月督导统计" in page
    assert [figure(page, "一片区", n) for n in range(11)] == [
        *("3", "1", "6", "1", "16.7%"),
        *("1", "1", "1", "2"),
        *("1", "2"),
    ]
    assert '<b class="figures">31</b>人次' in page
    led = 'class="figure" href="/campaigns?period=2026-05">1</a></b>次'
    assert f'专项督导</span><b class="figures"><a {led}' in page
    assert "学校每所每月应督导 2 次" in page
    assert "两名督学同听一节计 1 节" in page


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("zone", ["一片区", "全区（不分责任区）"]),
        ("inspector", ["陈静", "王芳"]),
        ("school", ["第1小学", "第2小学", "第3小学"]),
    ],
)
def test_each_grouping_has_its_rows(recorded, browsers, by, rows):
    page = browsers("zhao.tong").page(f"/month?by={by}")
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    assert re.findall(r'scope="row" class="name">(?:<a [^>]*>)?([^<]+)<', body) == rows


@pytest.mark.parametrize(
    ("period", "title", "visits"),
    [
        ("2026", "2026年督导统计", "1"),
        ("2025-09..2026-08", "2025—2026学年督导统计", "1"),
        ("2025-05..2026-04", "2025年5月至2026年4月督导统计", "0"),
    ],
)
def test_years_add_their_months_up(recorded, browsers, period, title, visits):
    page = browsers("zhao.tong").page(f"/month?period={period}")
    assert title in page
    assert f'<span>督导</span><b class="figures">{visits}</b>次' in page


def test_months_to_come_ask_for_no_visits(recorded, browsers):
    page = browsers("zhao.tong").page("/month?period=2026")
    assert "应督导次数算到2026年5月" in page
    assert figure(page, "一片区", 2) == "30"


def test_the_workbook_says_what_the_page_says_and_its_download_is_an_entry(
    recorded, browsers, server
):
    answer = browsers("zhao.tong").get("/month/2026-05.xlsx?paper=a3")
    name = unquote(answer.headers["content-disposition"].partition("UTF-8''")[2])
    assert name == "万山区教育督导统计表（2026年5月）.xlsx"
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    zones, people = cells(answer.content, "按责任区"), cells(answer.content, "按督学")
    assert (zones["一片区"]["听课节"], zones["合计"]["培训人次"], zones["合计"]["专项次"]) == (
        1,
        31,
        1,
    )
    assert (people["陈静"]["教案人次"], people["王芳"]["督导次"]) == (4, 0)
    assert people["合计"]["教案人次"] == 4
    (entry,) = entries_of(server.database, TableExported.kind)
    body = read(entry.line).body
    assert isinstance(body, TableExported)
    assert (body.table, body.month, body.format) == ("month", "2026-05", "xlsx")
    assert body.sha256 == sha256_hex(answer.content)


def test_the_command_line_takes_the_same_table_out_as_the_system(recorded, server):
    months = Months(server.database, server.clock, server.committer)
    _, content = months.export("2026-05", "wanshan")
    assert cells(content, "按学校")["第1小学"]["问题条"] == 1
    (entry,) = entries_of(server.database, TableExported.kind)
    assert entry.carrier


def test_the_month_is_given_to_an_upper_system_as_json_by_name(recorded, browsers, server):
    clerk = browsers("zhao.tong")
    page = clerk.page("/month?period=2026-05")
    answer = clerk.get(matched(r'href="(/month/2026-05\.json[^"]*)"', page))
    assert 'filename="month-2026-05.json"' in answer.headers["content-disposition"]
    content = answer.json()["content"]
    assert (content["made_by_name"], content["totals"]["lessons"]) == ("赵统", 1)
    (entry,) = entries_of(server.database, TableExported.kind)
    body = read(entry.line).body
    assert isinstance(body, TableExported)
    assert (body.format, body.sha256) == ("json", sha256_hex(answer.content))
    assert ".json" not in clerk.page("/month?period=2026")


@pytest.mark.parametrize("path", ["/month", "/month/2026-05.xlsx", "/month/2026-05.json"])
def test_who_sees_the_tables(recorded, browsers, path):
    statuses = {
        who: browsers(who).get(path).status_code for who in ("li.zhuren", "zhao.tong", "chen.jing")
    }
    assert statuses == {"li.zhuren": 200, "zhao.tong": 200, "chen.jing": 403}
    other = browsers("zhao.tong.other").get(path)
    assert other.status_code == 200
    if path == "/month":
        assert '<span>督导</span><b class="figures">0</b>次' in other.text


@pytest.mark.parametrize("period", ["2026-13", "x", "2026-05..2026-01"])
def test_a_period_that_is_none_is_said_in_words(browsers, period):
    clerk = browsers("zhao.tong")
    for path in (f"/month?period={period}", f"/month/{period}.xlsx"):
        answer = clerk.get(path)
        assert answer.status_code == 400
        assert "统计期写法不对" in answer.text
