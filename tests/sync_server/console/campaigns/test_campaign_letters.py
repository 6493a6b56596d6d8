"""督导意见书 of a campaign: one for each unit that was heard, in one act, and no second one."""

import pytest
from sqlalchemy import text

from domain.errors import BadInput
from domain.kinds.campaign.carrying_out import OpinionTold, Pleaded
from domain.kinds.campaign.course import UnitPlea
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from sync_server.office.commands import Office
from sync_server.office.papers import PaperCommands, PaperDraft
from tests.builders.campaigns import a_plan, approved, commands_of, seen, visited
from tests.builders.word_file import words_of

LI, DAY = "li.zhuren", "2026-05-14"


@pytest.fixture
def campaign(server, inspection) -> str:
    """Three units: one with problems that waived its plea, one clear one that may still answer.

    The third was told nothing.
    """
    plan = a_plan(units=("school-1", "school-2", "school-3"))
    subject = approved(server.database, server.committer, plan)
    visited(inspection, "k1", "school-1", 2)
    visited(inspection, "k1", "school-2")
    commands = commands_of(server.database, server.committer)
    told = OpinionTold(units=("school-1", "school-2"), told_on=DAY, plead_by="2026-05-21")
    commands.tell_opinion(LI, seen(server.database, subject), told, "灭火器过期")
    waived = Pleaded(unit="school-1", pleaded_on=DAY, outcome=UnitPlea.WAIVED)
    commands.note_plea(LI, seen(server.database, subject), waived, "没有意见")
    return f"/campaigns/{subject}"


def write(browser, campaign: str, *units: str):
    said = {"due_on": "2026-06-30", "requirement": "请抓好落实。", "units": list(units)}
    return browser.fill(f"{campaign}/letters", f"{campaign}/letters", **said)


def papers(server) -> list[tuple[str, str]]:
    with server.database.session() as session:
        query = "SELECT school_id, state FROM paper WHERE campaign_id = 'k1' ORDER BY school_id"
        return [tuple(row) for row in session.execute(text(query))]


def test_the_page_offers_who_was_heard_and_says_why_not_of_the_others(browsers, campaign):
    page = browsers("zhao.tong").page(f"{campaign}/letters")
    assert 'value="school-1" checked' in page
    assert 'value="school-2"' not in page
    assert "申辩期到 2026-05-21" in page
    assert "还没有督导。" in page


def test_letters_are_drafted_handed_in_and_shown_on_the_board(browsers, campaign, server):
    clerk = browsers("zhao.tong")
    answer = write(clerk, campaign, "school-1")
    assert answer.status_code == 303
    assert papers(server) == [("school-1", PaperState.PENDING)]
    assert "已起草 1 份督导意见书并送签" in clerk.page(answer.headers["location"])
    board = clerk.page(campaign)
    assert "已写 1 份" in board
    assert "还没有文号" in board
    assert "第1小学" in clerk.page(f"/papers?campaign={campaign.rpartition('/')[2]}")


def test_a_unit_that_may_still_answer_gets_none_and_nothing_is_lost(browsers, campaign, server):
    clerk = browsers("zhao.tong")
    refused = write(clerk, campaign, "school-1", "school-2", "school-3")
    assert refused.status_code == 409
    for said in ("第2小学：没有写成", "申辩期到 2026-05-21", "第3小学：没有写成", "请抓好落实。"):
        assert said in refused.text
    assert papers(server) == [("school-1", PaperState.PENDING)]
    assert "现在没有可以写意见书的单位" in clerk.page(f"{campaign}/letters")


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (("school-1", "k1"), "已经有这个专项的督导意见书"),
        (("school-2", "k1"), "申辩期到 2026-05-21"),
        (("school-3", "k1"), "还没有向这个单位反馈初步意见"),
        (("school-1", "k9"), "没有这个专项"),
    ],
)
def test_no_way_leads_round_the_rule(browsers, campaign, server, about, words):
    unit, campaign_id = about
    write(browsers("zhao.tong"), campaign, "school-1")
    commands = PaperCommands(Office(server.database, server.committer))
    draft = PaperDraft(PaperKind.OPINION, unit, requirement="改", campaign_id=campaign_id)
    with pytest.raises(BadInput, match=words):
        commands.draft("zhao.tong", draft)
    circular = PaperDraft(PaperKind.CIRCULAR, unit, requirement="改", campaign_id="k1")
    assert commands.draft("zhao.tong", circular).id, "only letters wait for the plea"


def test_a_signed_letter_says_what_was_found_and_asked(browsers, supervisor, campaign, server):
    write(browsers("zhao.tong"), campaign, "school-1")
    with server.database.session() as session:
        paper = session.execute(text("SELECT paper FROM paper")).scalar_one()
    page = f"/papers/{paper}"
    assert supervisor.fill(page, f"{page}/signing/issue", issued_on=DAY).status_code == 303
    words = words_of(supervisor.get(f"{page}/paper.docx").content)
    for said in (
        "1．灭火器过期1具。",
        "督导结论：发现问题 2 条，列在问题里。",
        "对初步意见，你单位书面表示没有意见。",
        "请抓好落实。",
    ):
        assert said in words
    assert any("教督意〔2026〕1号" in each for each in words)
    assert "教督意〔2026〕1号" in supervisor.page(campaign)
