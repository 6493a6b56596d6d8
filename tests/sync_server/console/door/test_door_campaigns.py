"""A unit reports of itself for a campaign at its door, and answers the opinion: its own alone."""

import re
from collections.abc import Callable

import pytest

from domain.kinds.campaign.carrying_out import OpinionTold, SelfCheckUrged
from domain.kinds.campaign.course import CampaignStage, UnitPlea
from domain.kinds.campaign.preparing import CampaignFieldBegun, CampaignStageDone
from sync_server.campaigns.commands import CampaignCommands
from sync_server.projection.rebuild import rebuild
from sync_server.server import Server
from tests.builders.at_door import Visitor, a_link
from tests.builders.campaigns import a_plan, approved, commands_of, seen, stands

HOME, REPORT, PLEA = "/door/campaigns", "/door/campaigns/report", "/door/campaigns/plea"
LI, DAY = "li.zhuren", "2026-05-14"
STAGES = (CampaignStage.SELF_CHECK, CampaignStage.FIELD)
FOUND = {"has_problems": "yes", "text": "查了三个班，一位教师在外兼课。", "name": "何校长"}
NOTHING = {"has_problems": "no", "text": "逐人谈话，没有发现。", "name": "何校长"}
PDF = ("file", ("自查报告.pdf", b"%PDF-1.7 report", "application/pdf"))
PLAN = a_plan(
    stages=STAGES, units=("school-1", "school-3"), demands="逐人签承诺书。", self_check_due=DAY
)


@pytest.fixture
def commands(server: Server) -> CampaignCommands:
    return commands_of(server.database, server.committer)


@pytest.fixture
def campaign(server: Server) -> str:
    """An approved campaign that goes to the first unit and to another."""
    return approved(server.database, server.committer, PLAN)


@pytest.fixture
def arrive(visitors, services) -> Callable[[str], Visitor]:
    """Lets somebody of a unit come in anew."""

    def arrived(school: str) -> Visitor:
        found: Visitor = visitors(a_link(services, school).secret)
        return found

    return arrived


@pytest.fixture
def told(server: Server, commands: CampaignCommands, campaign: str) -> str:
    """The campaign, whose first unit was told what was found."""
    begun = CampaignFieldBegun(begun_on=DAY)
    stage = CampaignStageDone(stage=CampaignStage.SELF_CHECK, done_on=DAY)
    commands.note_stage(LI, seen(server.database, campaign), stage, "")
    commands.begin(LI, seen(server.database, campaign), begun, "")
    body = OpinionTold(units=("school-1",), told_on=DAY, plead_by="2026-05-21")
    commands.tell_opinion(LI, seen(server.database, campaign), body, "台账不全。")
    return campaign


def test_a_unit_sees_what_is_asked_and_reports_with_its_file(guest, campaign, server, supervisor):
    assert "自查待报送" in guest.page(HOME)
    form = f"{HOME}/{campaign}"
    assert "逐人签承诺书。" in guest.page(form)
    answer = guest.fill(form, REPORT, [PDF], **FOUND)
    assert answer.headers["location"] == f"{HOME}?done=report"
    assert "自查已报送" in guest.page(answer.headers["location"])
    report = stands(server.database, campaign).self_checks["school-1"]
    assert (report.has_problems, report.told_by, report.said_on) == (True, "何校长", DAY)
    path = f"/files/{report.files[0].sha256}"
    assert guest.get(form + path).content == b"%PDF-1.7 report"
    page = supervisor.page(f"/campaigns/{campaign}/at/school-1")
    assert ("何校长（单位填报）" in page, "自查报告.pdf" in page) == (True, True)
    assert supervisor.get(f"/campaigns/{campaign}{path}").content == b"%PDF-1.7 report"
    assert rebuild(server.database) == {}


def test_what_is_wrong_is_said_and_words_and_files_stay(guest, campaign, server):
    form = f"{HOME}/{campaign}"
    other = ("file", ("表.xlsx", b"PK nothing", "application/octet-stream"))
    answer = guest.fill(form, REPORT, [PDF, other], **FOUND)
    assert (answer.status_code, "“表.xlsx”：附件只收" in answer.text) == (400, True)
    assert FOUND["text"] in answer.text
    token = re.search(r'name="kept" value="([^"]+)"', answer.text)
    assert token is not None
    empty = guest.fill(form, REPORT, None, **{**FOUND, "text": " "}, kept=token[1])
    assert (empty.status_code, "自查报告.pdf" in empty.text) == (400, True)
    assert guest.fill(form, REPORT, None, **FOUND, kept=token[1]).status_code == 303
    (file,) = stands(server.database, campaign).self_checks["school-1"].files
    assert file.name == "自查报告.pdf"
    forged = token[1].replace(file.sha256, "0" * 64)
    guest.fill(form, REPORT, None, **FOUND, kept=forged)
    assert stands(server.database, campaign).self_checks["school-1"].files == ()


def test_a_report_is_changed_and_one_over_another_asks_to_be_looked_at(guest, campaign, server):
    form = f"{HOME}/{campaign}"
    first = guest.hidden(form, REPORT)
    assert guest.send(REPORT, {**first, **FOUND}).status_code == 303
    late = guest.send(REPORT, {**first, **NOTHING})
    assert ("刚才有人填报过" in late.text, FOUND["text"] in late.text) == (True, True)
    assert NOTHING["text"] in late.text
    assert guest.fill(form, REPORT, None, **NOTHING).status_code == 303
    assert not stands(server.database, campaign).self_checks["school-1"].has_problems
    assert guest.send(REPORT, {"form_token": first["form_token"]}).status_code == 400


def test_who_is_late_is_urged_and_sees_it_and_the_board_and_start_page_say_so(
    arrive, campaign, commands, clock, browsers
):
    clock.move(days=1)
    guest, supervisor = arrive("school-1"), browsers(LI)
    board = f"/campaigns/units?campaign={campaign}&self_check=overdue"
    assert "自查逾期未报" in guest.page(HOME)
    assert supervisor.page(board).count("逾期未报") >= 2
    assert "个单位自查逾期未报" in supervisor.page("/")
    form, path = f"/campaigns/{campaign}", f"/campaigns/{campaign}/acts/urge"
    words = {"units": ["school-1"], "urged_on": "2026-05-15", "text": "今天下班前报来。"}
    assert supervisor.fill(form, path, **words).status_code == 303
    assert "今天下班前报来。" in guest.page(f"{HOME}/{campaign}")
    assert "催报" in supervisor.page(f"/campaigns/{campaign}/at/school-1")
    guest.fill(f"{HOME}/{campaign}", REPORT, None, **NOTHING)
    assert "逾期报送" in supervisor.page(f"/campaigns/{campaign}/at/school-1")
    again = SelfCheckUrged(units=("school-1",), urged_on="2026-05-15")
    with pytest.raises(Exception, match="已经报送"):
        commands.urge(LI, seen(commands.office.database, campaign), again, "")


def test_a_unit_answers_the_opinion_until_its_day(guest, told, server, clock, arrive):
    form = f"{HOME}/{told}"
    assert "台账不全。" in guest.page(form)
    said = {"outcome": "received", "text": "台账已补齐，见附件。", "name": "何校长"}
    old = guest.hidden(form, PLEA)
    assert guest.fill(form, PLEA, [PDF], **said).status_code == 303
    plea = stands(server.database, told).pleas["school-1"]
    assert (plea.outcome, plea.told_by, len(plea.files)) == (UnitPlea.RECEIVED, "何校长", 1)
    assert "已答复初步意见" in guest.page(HOME)
    clock.move(days=8)
    guest = arrive("school-1")
    old["form_token"] = guest.hidden(form, REPORT)["form_token"]
    late = guest.send(PLEA, {**old, **said})
    assert ("申辩期到 2026-05-21" in late.text, late.status_code) == (True, 400)
    assert PLEA not in guest.page(form)
    assert "台账已补齐" in guest.page(form)


def test_another_unit_sees_nothing_of_it(arrive, campaign, guest, server, told):
    guest.fill(f"{HOME}/{campaign}", REPORT, [PDF], **FOUND)
    second, third = arrive("school-2"), arrive("school-3")
    assert "现在没有到本单位的专项督导" in second.page(HOME)
    assert second.get(f"{HOME}/{campaign}").status_code == 404
    page = third.page(f"{HOME}/{campaign}")
    assert (FOUND["text"] in page, "台账不全。" in page) == (False, False)
    file = stands(server.database, campaign).self_checks["school-1"].files[0]
    assert third.get(f"{HOME}/{campaign}/files/{file.sha256}").status_code == 404


def test_a_campaign_that_is_over_takes_nothing_more(guest, campaign, commands, server):
    form = guest.hidden(f"{HOME}/{campaign}", REPORT)
    commands.withdraw(LI, seen(server.database, campaign), "不办了")
    assert guest.send(REPORT, {**form, **FOUND}).status_code == 404
    assert guest.page(HOME).count(campaign) == 0
