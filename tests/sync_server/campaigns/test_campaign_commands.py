"""What the office does with campaigns: each verb, what it refuses, and how far a campaign is."""

from typing import Any

import pytest

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.campaign.carrying_out import OpinionTold, Pleaded, SelfChecked
from domain.kinds.campaign.course import CampaignStage, CampaignState, UnitPlea
from domain.kinds.campaign.plan import CampaignTeam
from domain.kinds.campaign.preparing import (
    CampaignApproved,
    CampaignFieldBegun,
    CampaignReceiptsNoted,
    CampaignReceived,
    CampaignStageDone,
)
from domain.kinds.register.avoidance import AvoidanceSet
from sync_server.campaigns.commands import CampaignCommands, SeenCampaign
from sync_server.data.campaigns.coverage import coverage_of
from sync_server.projection.rebuild import rebuild
from tests.builders.campaigns import a_plan, approved, seen, stands, visited
from tests.builders.handset import write
from tests.builders.office import Inspection

LI, CLERK, DAY = "li.zhuren", "zhao.tong", "2026-05-14"
G = CampaignStage
STAGES = (G.NOTICE, G.BRIEFING, G.FIELD, G.LETTER)
TEAM = CampaignTeam(
    team="t1",
    name="第一组",
    leader="chen.jing",
    members=("wang.fang", LI),
    units=("school-1", "school-2"),
)
APPROVED = CampaignApproved(approved_on=DAY)
BEGUN = CampaignFieldBegun(begun_on=DAY)


def a_team_plan(**fields: Any):
    return a_plan(**{"stages": STAGES, "teams": (TEAM,), "units": (), **fields})


def team(*members: str) -> CampaignTeam:
    return TEAM.model_copy(update={"members": members})


def stage(each: CampaignStage, **fields: Any) -> CampaignStageDone:
    return CampaignStageDone(stage=each, **{"done_on": DAY, **fields})


def receipts(*accounts: str) -> CampaignReceiptsNoted:
    return CampaignReceiptsNoted(received_on=DAY, accounts=accounts)


def checked(unit: str) -> SelfChecked:
    return SelfChecked(unit=unit, reported_on=DAY, has_problems=True)


@pytest.fixture
def campaign(commands: CampaignCommands) -> str:
    return commands.plan(CLERK, a_team_plan()).id


@pytest.fixture
def act(commands, server, campaign):
    """Does a verb as the supervisor over the campaign as it now stands."""

    def done(name, *what, account=LI):
        return getattr(commands, name)(account, seen(server.database, campaign), *what)

    return done


@pytest.fixture
def running(act, chen: Inspection, server, campaign: str) -> str:
    """It was approved, prepared and received, and the team may go."""
    act("approve", APPROVED, "同意")
    act("note_stage", stage(G.NOTICE), "")
    act("note_stage", stage(G.BRIEFING), "")
    found = stands(server.database, campaign)
    chen.handset.pen.write(CampaignReceived(edition=found.edition), None, campaign, found.tip)
    chen.push()
    act("note_receipts", receipts("wang.fang", LI), "签名表", account=CLERK)
    act("begin", BEGUN, "")
    return campaign


def test_putting_right_is_not_done_while_findings_are_open(server, commands, chen):
    plan = a_plan(campaign_id="k7", stages=(G.FIELD, G.RECTIFICATION))
    subject = approved(server.database, server.committer, plan)
    visited(chen, "k7", "school-1", hazards=2)
    note = commands.note_stage
    note(LI, seen(server.database, subject), stage(G.FIELD), "")
    with pytest.raises(BadInput, match="还有 2 条问题没有整改到位") as refused:
        note(LI, seen(server.database, subject), stage(G.RECTIFICATION), " ")
    assert refused.value.specific_code == "text"
    note(LI, seen(server.database, subject), stage(G.RECTIFICATION), "两条列入暑期维修")
    assert G.RECTIFICATION in stands(server.database, subject).done


def test_it_goes_all_the_way_and_every_table_follows(act, server, running, chen):
    assert stands(server.database, running).state is CampaignState.RUNNING
    chen.open_visit("school-1", campaign_id="k1")
    chen.check_in()
    chen.submit()
    chen.push()
    act("note_stage", stage(G.FIELD), "")
    told = OpinionTold(units=("school-1",), told_on=DAY, plead_by="2026-05-21")
    act("tell_opinion", told, "留样不全")
    act("note_plea", Pleaded(unit="school-1", pleaded_on=DAY, outcome=UnitPlea.WAIVED), "没有意见")
    act("note_stage", stage(G.LETTER), "一校一函")
    with pytest.raises(BadInput) as refused:
        act("close", DAY, ({}, ""))
    assert refused.value.specific_code == "reasons"
    act("close", DAY, ({"school-2": "停课"}, "完成"))
    found = stands(server.database, running)
    assert found.closing is not None
    assert (found.state, found.closing.covered) == (CampaignState.CLOSED, 1)
    assert found.closing.uncovered == {"school-2": "停课"}
    act("reopen", "还要补一所")
    assert stands(server.database, running).state is CampaignState.REPORTING
    assert rebuild(server.database) == {}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"to_on": "2026-04-01"}, "to_on"),
        ({"teams": (team(LI),)}, "members"),
        ({"teams": (team(LI, "zhao.tong"),)}, "members"),
        ({"units": ("school-9",)}, "units"),
        (
            {"teams": (TEAM.model_copy(update={"members": (LI, "wang.fang", "no.body")}),)},
            "members",
        ),
    ],
)
def test_what_no_plan_can_say_is_refused_beside_its_field(commands, fields, field):
    with pytest.raises(BadInput) as refused:
        commands.plan(LI, a_team_plan(**fields))
    assert refused.value.specific_code == field


def test_who_is_to_keep_away_from_a_unit_goes_to_no_team_of_it(commands, server):
    write(server, "wanshan", (AvoidanceSet(account="wang.fang", school_id="school-2"), None))
    with pytest.raises(BadInput, match="回避") as refused:
        commands.plan(LI, a_team_plan())
    assert refused.value.specific_code == "units"


def test_each_verb_has_its_role_its_version_and_its_district(commands, server, campaign, act):
    for account in ("chen.jing", "zhang.ke"):
        with pytest.raises((NotAllowed, NotFound)):
            act("approve", APPROVED, "", account=account)
    with pytest.raises(NotAllowed):
        act("approve", APPROVED, "", account=CLERK)
    with pytest.raises(NotFound):
        commands.approve("li.zhuren.other", seen(server.database, campaign), APPROVED, "")
    with pytest.raises(NotFound):
        commands.approve(LI, SeenCampaign("f" * 64, "0" * 64), APPROVED, "")
    with pytest.raises(Conflict):
        commands.approve(LI, SeenCampaign(campaign, "0" * 64), APPROVED, "")
    with pytest.raises(Conflict):
        commands.plan(LI, a_team_plan())


@pytest.mark.parametrize(
    ("name", "what", "code"),
    [
        ("begin", (BEGUN, ""), "campaign_untimely"),
        ("note_stage", (stage(G.NOTICE), ""), "campaign_untimely"),
        ("approve", (CampaignApproved(approved_on="2026-05-15"), ""), "approved_on"),
        ("withdraw", (" ",), "reason"),
        ("reopen", ("再看",), "campaign_untimely"),
        ("close", (DAY, ({}, "")), "campaign_untimely"),
    ],
)
def test_a_draft_can_only_be_approved_changed_or_withdrawn(act, name, what, code):
    with pytest.raises(BadInput) as refused:
        act(name, *what)
    assert refused.value.specific_code == code


@pytest.mark.parametrize(
    ("name", "what", "code"),
    [
        ("begin", (BEGUN, ""), "is_early"),
        ("begin", (BEGUN.model_copy(update={"is_early": True}), ""), "reason"),
        ("note_stage", (stage(G.BRIEFING), ""), "stage"),
        ("note_stage", (stage(G.NOTICE).model_copy(update={"is_skipped": True}), ""), "text"),
        (
            "note_stage",
            (stage(G.NOTICE).model_copy(update={"done_on": "2026-06-01"}), ""),
            "done_on",
        ),
        (
            "note_receipts",
            (CampaignReceiptsNoted(received_on=DAY, accounts=("sun.li",)), ""),
            "accounts",
        ),
        (
            "note_self_check",
            (SelfChecked(unit="school-9", reported_on=DAY, has_problems=True), "有"),
            "unit",
        ),
        (
            "note_self_check",
            (SelfChecked(unit="school-1", reported_on=DAY, has_problems=True), ""),
            "text",
        ),
        ("change", (a_team_plan(title="更名"), ""), "reason"),
    ],
)
def test_what_is_prepared_keeps_its_order_and_says_why(act, name, what, code):
    act("approve", APPROVED, "")
    with pytest.raises(BadInput) as refused:
        act(name, *what)
    assert refused.value.specific_code == code


def test_what_a_unit_is_told_waits_for_its_answer(act, running):
    told = OpinionTold(units=("school-1",), told_on=DAY, plead_by="2026-05-20")
    for body, code in ((told, "plead_by"), (told.model_copy(update={"units": ("x",)}), "units")):
        with pytest.raises(BadInput) as refused:
            act("tell_opinion", body, "留样不全")
        assert refused.value.specific_code == code
    plea = Pleaded(unit="school-1", pleaded_on=DAY, outcome=UnitPlea.RECEIVED)
    with pytest.raises(BadInput):
        act("note_plea", plea, "有异议")
    act("tell_opinion", told.model_copy(update={"plead_by": "2026-05-21"}), "留样不全")
    act("note_stage", stage(G.FIELD), "")
    with pytest.raises(BadInput, match="申辩期到 2026-05-21"):
        act("note_stage", stage(G.LETTER), "一校一函")
    for said, text in ((plea, " "), (plea.model_copy(update={"pleaded_on": "2026-05-13"}), "有")):
        with pytest.raises(BadInput):
            act("note_plea", said, text)


def test_a_self_check_and_a_change_after_the_approval_are_kept(act, server, campaign):
    act("approve", APPROVED, "")
    act("note_self_check", checked("school-1"), "缺证")
    smaller = TEAM.model_copy(update={"units": ("school-1",)})
    act("change", a_team_plan(teams=(smaller,)), "学校停课")
    found = stands(server.database, campaign)
    assert found.self_checks["school-1"].text == "缺证"
    assert found.dropped["school-2"].text == "学校停课"
    act("withdraw", "不办了")
    assert stands(server.database, campaign).state is CampaignState.WITHDRAWN


def test_a_counted_visit_covers_its_unit_for_the_team(server, running, chen):
    chen.open_visit("school-1", campaign_id="k1")
    chen.check_in()
    chen.submit()
    chen.push()
    with server.database.reading() as found:
        covered = coverage_of(found.tables, stands(server.database, running))
    assert (covered.covered, covered.visits) == (("school-1",), 1)
    assert covered.units["school-1"].team == "t1"
