"""The office's pages of campaigns: from the plan by its form to the last unit and the end."""

import pytest

from domain.kinds.campaign.course import CampaignState
from tests.builders.campaigns import stands

NEW = "/campaigns/new"
SAID = {
    "title": "食堂专项督导",
    "from_on": "2026-05-04",
    "to_on": "2026-05-29",
    "content": "看后厨，查台账。",
    "departments": "市场监管局，卫健局",
    "stages": ["notice", "field", "feedback"],
    "units": ["school-1", "school-2"],
}
TEAM = {
    "name": "第一组",
    "leader": "chen.jing",
    "members": ["wang.fang", "li.zhuren"],
    "units": ["school-1", "school-2"],
}


@pytest.fixture
def campaign(browsers) -> str:
    """The page of a campaign that the clerk planned, with a team."""
    clerk = browsers("zhao.tong")
    made = clerk.fill(NEW, NEW, **SAID)
    place: str = made.headers["location"].partition("?")[0]
    team = f"{place}/teams/new"
    assert clerk.fill(team, team, **TEAM).status_code == 303
    return place


def state(server, campaign: str) -> CampaignState:
    return stands(server.database, campaign.rpartition("/")[2]).state


def test_a_usual_plan_stands_in_the_form_and_a_team_is_made(browsers, campaign):
    clerk = browsers("zhao.tong")
    begun = clerk.page("/campaigns/new?preset=conduct")
    assert "有偿补课" in begun
    page = clerk.page(campaign)
    for said in ("食堂专项督导", "待批准", "市场监管局、卫健局", "第一组", "0/2", "看后厨"):
        assert said in page
    assert "食堂专项督导" in clerk.page("/campaigns?state=draft&words=食堂")
    assert "食堂专项督导" not in clerk.page("/campaigns?state=closed")


def test_a_team_of_two_and_a_unit_of_two_teams_are_dealt_with(browsers, campaign, server):
    clerk = browsers("zhao.tong")
    place = f"{campaign}/teams/new"
    answer = clerk.fill(place, place, **{**TEAM, "members": ["wang.fang"], "units": []})
    assert answer.status_code == 400
    assert "只有 2 名督学" in answer.text
    moved = clerk.fill(place, place, **{**TEAM, "name": "第二组", "units": ["school-2"]})
    assert moved.status_code == 303
    plan = stands(server.database, campaign.rpartition("/")[2]).plan
    assert [each.units for each in plan.teams] == [("school-1",), ("school-2",)]
    ended = clerk.fill(
        f"{campaign}/teams/{plan.teams[1].team}", f"{campaign}/teams/{plan.teams[1].team}/end"
    )
    assert ended.status_code == 303
    assert "还有 1 个单位没有分组" in clerk.page(campaign)


def test_only_a_supervisor_approves_and_the_stages_lead_to_the_field(
    browsers, supervisor, campaign, server
):
    clerk = browsers("zhao.tong")
    assert "批准方案" not in clerk.page(campaign)
    approve = f"{campaign}/decisions/approve"
    assert supervisor.fill(campaign, approve, approved_on="2026-05-14").status_code == 303
    early = clerk.fill(campaign, f"{campaign}/acts/begin", begun_on="2026-05-14")
    assert early.status_code == 400
    assert "还有 1 个环节没有完成，还有 3 人没有签收" in early.text
    clerk.fill(campaign, f"{campaign}/acts/stage", stage="notice", done_on="2026-05-14")
    people = ["chen.jing", "wang.fang", "li.zhuren"]
    clerk.fill(campaign, f"{campaign}/acts/receipts", received_on="2026-05-14", accounts=people)
    assert clerk.fill(campaign, f"{campaign}/acts/begin", begun_on="2026-05-14").status_code == 303
    assert state(server, campaign) is CampaignState.RUNNING
    assert "实地督导已开始" in clerk.page(f"{campaign}?done=begin")


def test_closing_names_every_unit_that_was_not_visited(supervisor, campaign, server, inspection):
    supervisor.fill(campaign, f"{campaign}/decisions/approve", approved_on="2026-05-14")
    begin = {"begun_on": "2026-05-14", "is_early": "true", "reason": "上级要求提前"}
    supervisor.fill(campaign, f"{campaign}/acts/begin", **begin)
    plan = stands(server.database, campaign.rpartition("/")[2]).plan
    inspection.open_visit("school-1", campaign_id=plan.campaign_id)
    inspection.check_in()
    inspection.submit()
    inspection.push()
    page = supervisor.page(campaign)
    assert "1/2" in page
    assert "未督导 1 个" in page
    shown = supervisor.page(f"/campaigns/units?campaign={campaign.rpartition('/')[2]}&result=open")
    assert "第2小学" in shown
    close = f"{campaign}/decisions/close"
    refused = supervisor.fill(campaign, close, closed_on="2026-05-14", reasons="")
    assert "还有 1 个单位没有督导" in refused.text
    wrong = supervisor.fill(campaign, close, closed_on="2026-05-14", reasons="第9小学：停课")
    assert "不是未督导的单位" in wrong.text
    done = supervisor.fill(campaign, close, closed_on="2026-05-14", reasons="第2小学：停课")
    assert done.status_code == 303
    assert "第2小学：停课" in supervisor.page(campaign)
    assert state(server, campaign) is CampaignState.CLOSED


def test_another_districts_campaign_is_not_there(browsers, campaign):
    assert browsers("li.zhuren.other").get(campaign).status_code == 404
    assert browsers("chen.jing").get("/campaigns").status_code == 403
