"""一校一档: what stands on a unit's page of findings, papers, people and places (S1)."""

import re

import pytest

from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.school import Position
from domain.kinds.visit.unit import UnitAdded
from domain.place.datum import Datum
from sync_server.office.papers import PaperDraft, SeenFinding
from tests.builders.followed import DUE, Followed
from tests.builders.handset import a_school, write
from tests.builders.issuing import paper_brought_to
from tests.builders.office import Inspection
from tests.builders.server import version_of

PAGE = "/schools/school-1"


@pytest.fixture
def case(server) -> Followed:
    """Three findings of 14 May; f1 is in a notice."""
    case = Followed(server)
    seen = SeenFinding(case.visit, "f1", version_of(server.database, case.visit))
    draft = PaperDraft(PaperKind.RECTIFICATION, "school-1", (seen,), DUE, requirement="限期整改")
    paper_brought_to(server, PaperState.SERVED, draft)
    return case


def part(page: str, title: str) -> str:
    """The list under this title, as text with its links."""
    begin = page.index(f"<h2>{title}")
    return page[begin : page.index("</section>", begin)]


def cells(text: str) -> list[list[str]]:
    """The cells of its rows."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", text.partition("<tbody>")[2], re.DOTALL)
    plain = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    return [[re.sub(r"<[^>]+>", " ", cell).strip() for cell in row] for row in plain]


def test_findings_open_and_ended_stand_apart_with_the_days_it_took(case, browsers):
    case.on("2026-05-18")
    case.bring_to_check("f1")
    case.close("f1")
    page = browsers("li.zhuren").page(PAGE)
    still, ended = part(page, "还没有了结的问题"), part(page, "已经了结的问题")
    assert [row[1] for row in cells(still)] == ["问题f2", "问题f3"]
    assert "/findings?state=open&amp;unit=school-1" in still
    (row,) = cells(ended)
    assert (row[0], row[1], row[4]) == ("2026-05-14", "问题f1", "4")
    assert row[3].split() == ["2026-05-18", "已销号"]
    listed = browsers("li.zhuren").page("/findings?state=ended&unit=school-1")
    assert ('共 <b class="figures">1</b> 条' in listed, "问题f1" in listed) == (True, True)


def test_papers_and_people_stand_there_each_with_a_way_to_all_of_them(case, server, supervisor):
    other = Inspection.of(server, "wang.fang")
    other.open_visit("school-3")
    other.check_in()
    other.write(UnitAdded(school_id="school-1"))
    other.check_in(unit="school-1")
    other.submit()
    other.push()
    page = supervisor.page(PAGE)
    (paper,) = cells(part(page, "签发的文书"))
    assert (paper[0], paper[1], paper[3]) == ("2026-05-14", "整改通知书", DUE)
    assert "/papers?unit=school-1" in part(page, "签发的文书")
    people = {row[0]: row[1] for row in cells(part(page, "来过的督学"))}
    assert people == {"陈静": "1", "王芳": "1"}


def test_positions_are_told_as_they_were_registered_the_newest_first(server, supervisor):
    place = Position(given_lat=26.6, given_lng=106.72, datum=Datum.WGS84, lat=26.6, lng=106.72)
    write(server, "wanshan", (a_school(name="改名小学"), None))
    write(server, "wanshan", (a_school(name="改名小学", position=place), None))
    found = cells(part(supervisor.page(PAGE), "登记过的位置"))
    assert [row[1].split()[0] for row in found] == ["106.72,26.6", "106.71,26.598"]


def test_a_clerk_sees_papers_and_places_and_no_findings(case, browsers):
    page = browsers("zhao.tong").page(PAGE)
    assert ("签发的文书" in page, "登记过的位置" in page) == (True, True)
    assert ("还没有了结的问题" in page, "来过的督学" in page) == (False, False)


def test_an_untouched_unit_says_so(supervisor):
    page = supervisor.page(PAGE)
    for words in ("还没有给这个单位的文书", "还没有人来过"):
        assert words in page
