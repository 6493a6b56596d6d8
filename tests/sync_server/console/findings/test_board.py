"""今日办理: what is due and overdue, the next paper, and several findings closed at once (S1)."""

import re
from datetime import date
from html import unescape

import pytest

from domain.kinds.author import Role
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.closing_rule import ClosingRule, ClosingRuleSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.visit.follow_up import Conclusion
from sync_server.data.tables import FindingRow
from sync_server.office.papers import PaperDraft, SeenFinding
from tests.builders.drawn_forms import form_on
from tests.builders.followed import OFFICE, Followed
from tests.builders.handset import write
from tests.builders.issuing import paper_brought_to
from tests.builders.pages import matched
from tests.builders.paper_pages import ticks
from tests.builders.server import version_of

PAGE = "/closing"
FORM = "CloseSeveralForm"


@pytest.fixture
def case(server) -> Followed:
    """Three findings at school-1 that are due on 20 May."""
    return Followed(server)


@pytest.fixture
def office(browsers):
    """The page of an address as the supervisor sees it by now, signed in anew."""
    return lambda address=PAGE: browsers("li.zhuren").page(address)


def figures(page: str) -> dict[str, tuple[int, str]]:
    """Each figure above 0 by its words, with where it leads."""
    found = re.findall(
        r'class="start-figure[^"]*" href="([^"]+)"><b class="figures">(\d+)</b> ([^<]+)<', page
    )
    return {word: (int(number), unescape(to)) for to, number, word in found}


def part(page: str, name: str) -> str:
    """One part of the board."""
    begin = page.index(f'aria-labelledby="{name}"')
    return page[begin : page.index("</section>", begin)]


def issue(case: Followed, paper_kind: PaperKind, on: str, name: str = "f1", **said) -> str:
    """A paper about a finding that was signed on this day."""
    seen = SeenFinding(case.visit, name, version_of(case.server.database, case.visit))
    facts = {"due_on": "2026-05-20", "requirement": "限期整改", **said}
    draft = PaperDraft(paper_kind, "school-1", (seen,), **facts)
    return paper_brought_to(case.server, PaperState.ISSUED, draft, on)


def states(case: Followed) -> dict[str, str]:
    with case.server.database.session() as session:
        rows = (session.get(FindingRow, (case.visit, name)) for name in ("f1", "f2", "f3"))
        return {row.finding_id: row.state for row in rows if row}


def test_every_number_is_that_of_the_list_it_leads_to(case, office):
    case.on("2026-05-20")
    case.commands.ask_extension(OFFICE, case.seen("f1"), date(2026, 6, 1), "采购未到")
    case.bring_to_check("f2")
    case.set_measure("f3")
    case.reply("f3")
    case.on("2026-06-20")
    page = office()
    found = figures(page)
    assert {word: number for word, (number, _) in found.items()} == {
        "条已逾期": 1,
        "条申请延期": 1,
        "条回复后久未回访": 1,
        "条可以销号": 1,
        "条等下达文书": 1,
    }
    for name in ("overdue", "asked", "delayed", "ready"):
        to = unescape(matched(r'href="(/findings[^"]+)">全部 1 条', part(page, name)))
        assert '共 <b class="figures">1</b> 条' in office(to)
    start = figures(office("/"))
    assert [start[each][0] for each in ("条可以销号", "条申请延期", "条回复后久未回访")] == [
        1,
        1,
        1,
    ]


def test_what_is_due_today_and_this_week_is_told(case, office):
    assert figures(office())["条快到期"][0] == 3
    case.on("2026-05-20")
    found = figures(office())["条今天到期"]
    assert found == (3, "/findings?due=today")
    assert '共 <b class="figures">3</b> 条' in office(found[1])


def test_an_overdue_finding_leads_to_the_next_paper_s_draft(case, office):
    notice = issue(case, PaperKind.RECTIFICATION, "2026-05-14")
    case.on("2026-05-21")
    row = part(office(), "overdue").split("问题f1")[1].split("</tr>")[0]
    link = unescape(matched(r'href="([^"]+)">起草工作提示', row))
    page = office(link)
    assert [each.rpartition(":")[2] for each in ticks(page, checked=True)] == ["f1"]
    form = form_on(page, "PaperForm").fields
    assert (form["paper_kind"], form["follows"]) == (["tip"], [notice])


def test_the_ladder_goes_up_as_papers_are_issued_and_starts_again_after_a_look(case, office):
    def steps() -> list[str]:
        rows = part(office(), "overdue")
        return re.findall(r"(?:问题f1.*?)(起草[^<]+|暂时不用发文)", rows, re.DOTALL)[:1]

    case.on("2026-05-21")
    assert steps() == ["起草工作提示"]
    issue(case, PaperKind.TIP, "2026-05-21", due_on="2026-05-21")
    assert steps() == ["暂时不用发文"]
    case.on("2026-05-28")
    assert steps() == ["起草督办函"]
    issue(case, PaperKind.SUPERVISION, "2026-05-28", due_on="2026-05-28")
    case.look("f1", Conclusion.PARTLY, "2026-06-10")
    case.on("2026-06-11")
    assert steps() == ["暂时不用发文"]
    case.on("2026-06-17")
    assert steps() == ["起草督办函"]


def form(browser) -> dict[str, list[str]]:
    return form_on(browser.page(PAGE), FORM).fields


def test_all_of_it_is_ticked_by_one_link_and_none_by_another(case, supervisor):
    case.bring_to_check("f1", "f2")
    assert "findings" not in form(supervisor)
    page = supervisor.page(f"{PAGE}?all=1")
    ticked = form_on(page, FORM).fields["findings"]
    assert sorted(ticked) == [f"{case.visit}:f1", f"{case.visit}:f2"]
    for link in (f'href="{PAGE}?all=1#ready"', f'href="{PAGE}#ready"'):
        assert link in page


def test_what_is_ticked_is_closed_and_nothing_else(case, supervisor):
    case.bring_to_check("f1", "f2", "f3")
    wanted = [f"{case.visit}:{name}" for name in ("f1", "f2")]
    answer = supervisor.send(PAGE, **form(supervisor), findings=wanted)
    assert answer.headers["location"] == f"{PAGE}?done=2"
    assert states(case) == {"f1": "closed", "f2": "closed", "f3": "checked"}
    assert "已销号 2 条" in supervisor.page(f"{PAGE}?done=2")


def test_all_or_none_are_closed_and_what_is_refused_says_why_beside_its_row(case, supervisor):
    case.bring_to_check("f1", "f2")
    fields = form(supervisor)
    case.look("f2", Conclusion.PARTLY, "2026-06-01")
    case.set_measure("f1")
    wanted = [f"{case.visit}:{name}" for name in ("f1", "f2")]
    answer = supervisor.send(PAGE, **fields, findings=wanted)
    assert (answer.status_code, "一条也没有销号" in answer.text) == (409, True)
    ready = part(answer.text, "ready")
    assert "刚有新内容，请看过再销号" in ready.split("<tbody>")[1]
    assert "问题f2：还不能销号：还没有回访确认已整改" in ready
    assert states(case) == {"f1": "checked", "f2": "rectifying", "f3": "fed_back"}
    again = {**form_on(answer.text, FORM).fields, "findings": wanted[:1]}
    assert supervisor.send(PAGE, **again).status_code == 303


def test_nothing_ticked_is_asked_for_and_a_foreign_tick_refused(case, supervisor):
    case.bring_to_check("f1")
    assert "请勾选要销号的问题" in supervisor.send(PAGE, **form(supervisor)).text
    foreign = [f"{'0' * 64}:f1"]
    assert supervisor.send(PAGE, **form(supervisor), findings=foreign).status_code == 400
    assert states(case)["f1"] == "checked"


def test_an_auditor_sees_the_board_and_closes_nothing(case, browsers, server):
    auditor = PersonSet(account="shen.ji", role=Role.AUDITOR)
    write(server, "wanshan", (auditor, PersonPrivate(name="沈计")))
    server.accounts.issue_code("shen.ji")
    case.bring_to_check("f1")
    case.on("2026-05-21")
    page = browsers("shen.ji").page(PAGE)
    assert ("问题f1" in page, FORM in page, "/paper?" in page) == (True, False, False)


def test_what_was_put_right_and_lacks_something_is_told_apart(case, supervisor):
    case.look("f1")
    found = figures(supervisor.page(PAGE))
    assert found["条已整改、还缺反馈或措施"] == (1, "/findings?waits=lacking")
    assert "条可以销号" not in found
    assert "问题f1" in supervisor.page("/findings?waits=lacking")
    case.set_measure("f1")
    assert figures(supervisor.page(PAGE))["条可以销号"][0] == 1


def test_an_empty_board_says_so(supervisor):
    page = supervisor.page(PAGE)
    for words in ("没有逾期的问题", "没有可以销号的问题", "没有快到期的问题"):
        assert words in page
    assert figures(page) == {}


def test_the_clerk_reads_the_board_but_closes_nothing(case, browsers, office):
    case.bring_to_check("f1")
    clerk = browsers("zhao.tong")
    page = clerk.page(PAGE)
    assert figures(page) == figures(office())
    assert "问题f1" in part(page, "ready")
    assert 'type="checkbox"' not in page
    assert 'href="/visits/' not in page


def test_how_many_days_are_soon_is_the_districts_rule(case, office, server):
    rule = ClosingRule(soon_within_days=3)
    write(server, "wanshan", (ClosingRuleSet(district="wanshan", rule=rule), None))
    assert "条快到期" not in figures(office())
    case.on("2026-05-17")
    assert figures(office())["条快到期"][0] == 3
