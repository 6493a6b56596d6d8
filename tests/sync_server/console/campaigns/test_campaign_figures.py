"""A campaign's figures: on its page, in its lists and their files, and in SQL, the same."""

import io
import re
from typing import Any

import pytest
from docx import Document
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from domain.kinds import read
from domain.kinds.office.export import TableExported
from tests.builders.campaigns import a_plan, approved, visited
from tests.builders.logged import entries_of
from tests.builders.office import Inspection
from tests.builders.word_file import words_of

FIGURES = {"units": 3, "covered": 2, "visits": 4, "findings": 3, "clear": 1}
SQL = """
WITH made AS (
  SELECT visit, school_id FROM visit
  WHERE campaign_id = 'k1' AND district = 'wanshan' AND is_counted
), found AS (
  SELECT f.school_id FROM finding f JOIN made m ON m.visit = f.visit WHERE f.is_standing
), unit AS (
  SELECT school_id FROM campaign_unit WHERE campaign_id = 'k1'
), covered AS (
  SELECT school_id FROM unit WHERE school_id IN (SELECT school_id FROM made)
)
SELECT (SELECT count(*) FROM unit) AS units, (SELECT count(*) FROM covered) AS covered,
  (SELECT count(*) FROM made) AS visits, (SELECT count(*) FROM found) AS findings,
  (SELECT count(*) FROM covered WHERE school_id NOT IN (SELECT school_id FROM found)) AS clear
"""


@pytest.fixture
def campaign(server, inspection) -> str:
    """Three units of a plan: one with problems, twice visited, one with none, one not visited.

    A fourth visit was to a unit that is none of the plan, and another's visits count nowhere.
    """
    units = ("school-1", "school-2", "school-3")
    subject = approved(server.database, server.committer, a_plan(units=units))
    other = approved(server.database, server.committer, a_plan(campaign_id="k2", title="别的"))
    wang = Inspection.of(server, "wang.fang")
    for unit, hazards in (("school-1", 2), ("school-2", 0), ("school-1", 0)):
        visited(inspection, "k1", unit, hazards, photos=1)
    visited(inspection, "k2", "school-2", 1)
    visited(wang, "k1", "school-1.other", 1)
    assert other != subject
    return subject


def in_sql(server) -> dict[str, int]:
    with server.database.session() as session:
        return dict(session.execute(text(SQL)).one()._mapping)


def sheet(browser, address: str) -> list[list[Any]]:
    content = browser.get(address).content
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[2:]


def shown(page: str, term: str) -> str:
    """What the page says under a term, without its marks."""
    found = re.search(rf"<dt>{term}</dt><dd>(.*?)</dd>", page, re.S)
    assert found, term
    return re.sub(r"<[^>]+>", "", found[1])


def listed(page: str) -> int:
    """How many rows a list says it has."""
    found = re.search(r'共 <b class="figures">([\d,]+)</b>', page)
    assert found
    return int(found[1].replace(",", ""))


def test_the_page_says_what_sql_counts(supervisor, server, campaign):
    assert in_sql(server) == FIGURES
    page = supervisor.page(f"/campaigns/{campaign}")
    assert shown(page, "已督导单位").startswith("2/3")
    assert shown(page, "校次").startswith("4，其中方案以外的单位 1")
    assert shown(page, "发现问题").startswith("3 条，还没有整改到位 3 条，已了结 0 条")
    assert shown(page, "零问题单位") == "1 个"


def test_each_figure_leads_to_a_list_of_as_many(supervisor, campaign):
    page = supervisor.page(f"/campaigns/{campaign}")
    lists = {
        f"/campaigns/visits?campaign={campaign}": FIGURES["visits"],
        f"/findings?campaign={campaign}": FIGURES["findings"],
        f"/findings?state=open&amp;campaign={campaign}": FIGURES["findings"],
        f"/campaigns/units?campaign={campaign}": FIGURES["units"],
        f"/campaigns/units?campaign={campaign}&amp;result=clear": FIGURES["clear"],
        f"/campaigns/photos?campaign={campaign}": 3,
    }
    for address, number in lists.items():
        assert f'href="{address}"' in page, address
        assert listed(supervisor.page(address.replace("&amp;", "&"))) == number, address
    assert listed(supervisor.page(f"/campaigns/photos?campaign={campaign}&shows=findings")) == 1


def test_the_sheet_of_units_adds_up_to_the_page(supervisor, campaign):
    heads, *rows, foot = sheet(supervisor, f"/campaigns/units.xlsx?campaign={campaign}")
    total = dict(zip(heads, foot, strict=True))
    assert total["单位"] == "合计 3 个"
    assert (total["督导次"], total["问题条"], total["已整改"]) == (3, 2, "0/2")
    assert total["结论"] == "有问题 1，零问题 1，未督导 1"
    assert sum(row[heads.index("问题条")] for row in rows) == total["问题条"]
    assert len(rows) == FIGURES["units"]
    page = supervisor.page(f"/campaigns/units?campaign={campaign}")
    assert "有问题 1，零问题 1，未督导 1" in page.partition("<tfoot>")[2]


def test_the_sheet_of_visits_has_every_unit_visit(supervisor, campaign):
    heads, *rows, foot = sheet(supervisor, f"/campaigns/visits.xlsx?campaign={campaign}")
    assert len(rows) == FIGURES["visits"]
    assert foot[0] == "合计 4 校次"
    assert foot[heads.index("问题条")] == FIGURES["findings"]
    teams = [row[heads.index("督导小组")] for row in rows]
    assert sorted(teams) == ["方案以外", "责任督学", "责任督学", "责任督学"]


def report(browser, campaign: str) -> bytes:
    """The report with the photos that it would show by itself."""
    page = browser.page(f"/campaigns/{campaign}/report")
    chosen = re.findall(r'value="([0-9a-f]{64}:p\d)" checked', page)
    assert len(chosen) == 1, "of each unit one photo that shows a problem"
    found: bytes = browser.get(f"/campaigns/{campaign}/report.docx?photo={chosen[0]}").content
    return found


def test_the_report_tells_the_same_figures(supervisor, campaign):
    content = report(supervisor, campaign)
    words = "\n".join(words_of(content))
    assert (
        "对象单位 3 个，已督导 2 个，未督导 1 个；督导 4 校次，其中方案以外的单位 1 校次" in words
    )
    assert "发现问题 3 条，有问题的单位 1 个，零问题单位 1 个。" in words
    assert "发现的 3 条问题，已了结 0 条，还没有整改到位 3 条。" in words
    assert "第3小学：还没有写明原因。" in words
    document = Document(io.BytesIO(content))
    towns = next(each for each in document.tables if each.cell(0, 0).text == "乡镇（街道）")
    assert [each.text for each in towns.rows[-1].cells] == ["合计", "3", "2", "3", "2", "1"]
    assert len(document.inline_shapes) == 1


def test_that_somebody_took_the_report_is_an_entry(supervisor, server, campaign):
    report(supervisor, campaign)
    (entry,) = entries_of(server.database, TableExported.kind)
    body = read(entry.line).body
    assert isinstance(body, TableExported)
    assert (body.table, body.format) == ("campaign_report", "docx")


def test_the_circular_tells_them_too_and_names_what_is_chosen(supervisor, server, campaign):
    page = supervisor.page(f"/campaigns/{campaign}/circular")
    named = re.findall(r'name="bad" value="([0-9a-f]{64})" checked', page)
    assert len(named) == 2, "the gravest of each unit"
    address = f"/campaigns/{campaign}/circular.docx?bad={named[0]}"
    words = "\n".join(words_of(supervisor.get(address).content))
    for said in (
        "已督导 2 个，未督导 1 个；督导 4 校次",
        "发现问题 3 条，有问题的单位 1 个，零问题单位 1 个。",
        "零问题单位 1 个：第2小学。",
        "第3小学：还没有写明原因。",
        "1．第1小学：灭火器过期1具。",
    ):
        assert said in words
    assert "2．" not in words
    assert "&amp;campaign_id=k1" in page
