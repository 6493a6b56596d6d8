"""文书 as a list: every filter, what is overdue, its numbers' links, and how it is read."""

import re
from html import unescape

import pytest

from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from sync_server.data.papers.papers import open_findings
from sync_server.office.papers import PaperDraft, SeenFinding
from sync_server.server import Server
from tests.builders.issuing import paper_brought_to
from tests.builders.office import Inspection
from tests.builders.pages import matched
from tests.builders.query_plans import plans


def raised(phone: Inspection, school: str, finding_id: str, *, is_hazard: bool = False) -> None:
    """A submitted visit to the school with this finding."""
    phone.open_visit(school)
    body = FindingRaised(finding_id=finding_id, category=Category.SAFETY, is_hazard=is_hazard)
    phone.write(body, FindingPrivate(text=f"问题{finding_id}"))
    phone.submit()
    phone.push()


def issue(
    server: Server,
    school: str,
    due_on: str = "2026-05-29",
    on: str = "2026-05-14",
    paper_kind: PaperKind = PaperKind.RECTIFICATION,
) -> str:
    """The address of a signed paper to the school over all that is open there."""
    with server.database.session() as session:
        found = open_findings(session, "wanshan", school)
    seen = tuple(SeenFinding(row.visit, row.finding_id, version) for row, version in found)
    draft = PaperDraft(paper_kind, school, seen, due_on, requirement="请逐项整改。")
    return f"/papers/{paper_brought_to(server, PaperState.ISSUED, draft, on)}"


def listed(browser, query: str = "") -> list[str]:
    """The numbers on the list, in its order."""
    page = browser.page(f"/papers{query}")
    return re.findall(r'<a href="/papers/[0-9a-f]{64}">[^<〔]*(〔\d+〕\d+)号</a>', page)


@pytest.fixture
def three(server, inspection, supervisor) -> dict[str, str]:
    """Papers to school-1 in May, to school-3 last year, and one to school-1 that was voided."""
    raised(inspection, "school-1", "f1", is_hazard=True)
    raised(Inspection.of(server, "wang.fang"), "school-3", "f2")
    found = {
        "may": issue(server, "school-1"),
        "old": issue(server, "school-3", "2025-12-31", "2025-12-01"),
        "gone": issue(server, "school-1"),
    }
    supervisor.fill(found["gone"], f"{found['gone']}/signing/void", reason="写错了")
    return found


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["〔2026〕2", "〔2026〕1", "〔2025〕1"]),
        ("?state=issued", ["〔2026〕1", "〔2025〕1"]),
        ("?state=voided", ["〔2026〕2"]),
        ("?kind=tip", []),
        ("?kind=rectification&state=voided", ["〔2026〕2"]),
        ("?year=2025", ["〔2025〕1"]),
        ("?year=99999", []),
        ("?due=overdue", ["〔2025〕1"]),
        ("?unit=school-3", ["〔2025〕1"]),
        ("?unit=nowhere", []),
        ("?account=wang.fang", ["〔2025〕1"]),
        ("?account=chen.jing&state=issued&year=2026", ["〔2026〕1"]),
        ("?account=chen.jing&unit=school-3", []),
    ],
)
@pytest.mark.usefixtures("three")
def test_each_filter_leaves_what_it_says(supervisor, query, numbers):
    assert listed(supervisor, query) == numbers


def test_numbers_lead_to_the_findings_that_they_count(three, supervisor):
    page = supervisor.page("/papers?state=issued&year=2026")
    for title in ("问题", "没有整改到位"):
        beside = rf'data-name="{title}" class="num figures[^"]*"><a href="([^"]+)">1</a>'
        assert matched(beside, page) == f"{three['may']}#findings"
    assert 'id="findings"' in supervisor.page(three["may"])
    gone = supervisor.page("/papers?state=voided")
    assert '<td data-name="没有整改到位" class="num figures nowrap">–</td>' in gone


def test_a_paper_is_overdue_until_its_unit_has_said_that_all_is_put_right(three, supervisor):
    assert "逾期 134 天" in supervisor.page("/papers?year=2025")
    assert "逾期" not in supervisor.page("/papers?year=2026").split("<tbody>")[-1]
    fields = {"replied_on": "2026-05-14", "text": "已换"}
    page = matched(r'href="(/findings/[0-9a-f]{64})"', supervisor.page(three["old"]))
    for done, late in (("", ["〔2025〕1"]), ("true", [])):
        sent = {**fields, "is_done": done} if done else fields
        answer = supervisor.fill(page, f"{page}/reply", **sent)
        assert answer.status_code == 303
        assert listed(supervisor, "?due=overdue") == late
    assert "逾期" not in supervisor.page("/papers?year=2025").split("<tbody>")[-1]


def test_the_units_that_wait_lead_to_what_waits(server, inspection, supervisor):
    raised(inspection, "school-1", "f1")
    issue(server, "school-1")
    raised(inspection, "school-1", "f3", is_hazard=True)
    page = supervisor.page("/papers")
    for words, ways in (("1 条", ""), ("安全隐患 1", "&hazard=hazard")):
        address = unescape(matched(rf'href="(/findings[^"]+)">{words}<', page))
        assert address == f"/findings?state=open{ways}&noticed=none&unit=school-1"
        found = supervisor.page(address)
        assert "问题f3" in found
        assert "问题f1" not in found


def test_what_leaves_is_what_is_shown_and_an_entry_says_so(three, supervisor):
    content = supervisor.get("/papers.csv?state=issued&year=2025").content.decode("utf-8-sig")
    heads, *rows = content.splitlines()
    assert heads.startswith("文号,文书,单位,责任督学,问题,没有整改到位")
    assert len(rows) == 1
    assert "〔2025〕1号" in rows[0]
    taken = supervisor.page("/audit?sort=exported").partition("<tbody>")[2]
    assert "文书" in taken


@pytest.mark.parametrize("query", ["", "?due=overdue", "?unit=school-1", "?account=wang.fang"])
@pytest.mark.usefixtures("three")
def test_no_query_of_the_page_goes_through_the_visits(server, supervisor, query):
    steps = plans(server.database, lambda: supervisor.page(f"/papers{query}"))
    assert [each for each in steps if re.match(r"SCAN (visit|finding|paper)\\b", each)] == []
    assert [each for each in steps if re.match(r"SEARCH visit\b", each)] == []
    by_district = [each for each in steps if re.match(r"SEARCH finding .*\(district=\?\)", each)]
    assert by_district == []


def test_a_talk_without_findings_is_overdue_until_it_was_held(server, supervisor):
    draft = PaperDraft(PaperKind.TALK, "school-1", (), "2026-05-01", requirement="请到会。")
    issued = paper_brought_to(server, PaperState.ISSUED, draft, "2026-04-20")
    paper_brought_to(server, PaperState.ANSWERED, draft, "2026-04-20")
    page = supervisor.page("/papers?due=overdue")
    assert set(re.findall(r"/papers/([0-9a-f]{64})\"", page)) == {issued}
