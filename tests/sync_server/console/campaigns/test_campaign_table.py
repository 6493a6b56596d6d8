"""专项统计表 on the console: page = workbook = CSV = SQL, and figures that lead to their rows."""

import io
import re
from functools import partial

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from domain.kinds.register.zone import ZoneSet
from tests.builders.campaign_work import go, planned
from tests.builders.handset import write
from tests.builders.pages import Browser, matched
from tests.builders.query_plans import plans

PAGE = "/month?period=2026-05&by=campaign"
COLUMNS = (
    "对象单位",
    "已督导",
    "督导次",
    "校次",
    "学校数",
    "督学人次",
    "督学人数",
    "问题条",
    "零问题",
)


@pytest.fixture
def clerk(server, inspection, browsers) -> Browser:
    """A clerk; two campaigns went to schools, to one of them both, and one went nowhere."""
    write(server, "wanshan", (ZoneSet(zone="z2", name="二片区"), None))
    planned(server, "k1", title="食堂专项", lead_zone="z2")
    planned(server, "k2", title="开学专项", from_on="2026-05-02", units=("school-1",))
    planned(server, "k3", title="招生专项")
    for code, school, findings in (
        ("k1", "school-1", 2),
        ("k1", "school-2", 0),
        ("k2", "school-1", 0),
    ):
        go(inspection, code, school, findings)
    go(inspection, None, "school-3", 1)
    inspection.push()
    found: Browser = browsers("zhao.tong")
    return found


def on_page(clerk: Browser) -> dict[str, list[str]]:
    """The rows of the page's table by their names, the foot too, at the columns."""
    page = clerk.page(PAGE)
    table = page[page.index('<table class="month') : page.index("</table>")]
    titles = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', table)
    rows = re.findall(r'scope="row" class="name">(.*?)</tr>', table, re.DOTALL)
    found = {}
    for row in rows:
        name, *cells = [
            re.sub(r"<[^>]+>|\s", "", each)
            for each in re.findall(r"^.*?</th>|<td(?! class=\"note).*?</td>", row, re.DOTALL)
        ]
        found[name] = [cells[titles.index(each)] for each in COLUMNS]
    return found


WANTED = {
    "食堂专项": ["2", "2", "2", "2", "2", "2", "1", "2", "1"],
    "开学专项": ["1", "1", "1", "1", "1", "1", "1", "0", "1"],
    "合计": ["3", "3", "3", "3", "2", "3", "1", "2", "2"],
}


def test_page_workbook_and_plain_text_say_the_same(clerk):
    assert on_page(clerk) == WANTED
    book = load_workbook(io.BytesIO(clerk.get("/month/2026-05.xlsx").content), data_only=True)
    rows = list(book["按专项督导"].iter_rows(values_only=True))
    heads = [low or high for high, low in zip(rows[2], rows[3], strict=True)]
    places = [heads.index(each) for each in COLUMNS]
    named = {row[1] or row[0]: [str(row[place]) for place in places] for row in rows[4:7]}
    assert named == WANTED
    lines = clerk.get("/month/2026-05.csv?by=campaign").content.decode("utf-8-sig").splitlines()
    heads, *plain = (line.split(",") for line in lines)
    assert heads[:2] == ["专项", "牵头"]
    places = [heads.index(each) for each in COLUMNS]
    assert {row[0]: [row[place] for place in places] for row in plain} == WANTED
    assert [row[1] for row in plain] == ["二片区", "县本级", ""]


def test_the_foot_is_what_the_database_has(clerk, server):
    query = (
        "SELECT count(*), sum(m.school_visits), count(DISTINCT m.school_id), sum(m.findings)"
        " FROM visit_measures m JOIN visit v ON v.visit = m.visit"
        " JOIN campaign c ON c.district = v.district AND c.campaign_id = v.campaign_id"
        " WHERE v.is_counted AND v.month = '2026-05'"
    )
    total = dict(zip(COLUMNS, on_page(clerk)["合计"], strict=True))
    with server.database.looking_up() as connection:
        found = connection.execute(text(query)).one()
    told = [total[each] for each in ("督导次", "校次", "学校数", "问题条")]
    assert told == [str(each) for each in found]


@pytest.mark.parametrize(
    ("by", "row", "path", "rows"),
    [
        ("campaign", "食堂专项", "/counted?period=2026-05&campaign=k1", 2),
        ("campaign", "合计", "/counted?period=2026-05&campaign=%2A", 3),
        ("campaign", "食堂专项", "/counted?period=2026-05&campaign=k1&measure=findings", 1),
        ("zone", "二片区", "/campaigns?period=2026-05&zone=z2", 1),
        ("zone", "全区（不分责任区）", "/campaigns?period=2026-05&zone=%2A", 1),
        ("zone", "合计", "/campaigns?period=2026-05", 2),
    ],
)
def test_a_figure_leads_to_as_many_rows(clerk, by, row, path, rows):
    page = clerk.page(f"/month?period=2026-05&by={by}").replace("&amp;", "&")
    line = page[page.index(f">{row}<") :].partition("</tr>")[0]
    assert f'href="{path}"' in line
    table = clerk.page(path).partition("<tbody>")[2].partition("</tbody>")[0]
    assert table.count("<tr") == rows


def test_a_campaign_s_row_leads_to_its_page_and_the_list_leads_to_the_table(clerk):
    address = matched(r'<a href="(/campaigns/k1)"', clerk.page(PAGE))
    assert "<h1>食堂专项</h1>" in clerk.page(address)
    assert 'href="/month?by=campaign"' in clerk.page("/campaigns")
    assert clerk.get("/campaigns/k9").status_code == 404


def test_the_table_reads_no_visit_but_those_of_campaigns(clerk, server):
    steps = plans(server.database, partial(clerk.page, PAGE))
    those = [each for each in steps if "ix_visit_of_campaigns" in each]
    assert len(those) >= 4
    assert [each for each in steps if re.search(r"SCAN visit\b|ix_visit_month", each)] == []
