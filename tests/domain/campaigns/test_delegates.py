"""How long a delegate's account lasts, and what their visits count for."""

import pytest

from domain.campaigns.delegates import kept_by, may_sign_in
from domain.kinds.author import Role
from domain.kinds.campaign.course import CampaignState
from tests.builders.campaigns import TEAM, a_plan
from tests.domain.campaigns.acts import PREPARED, made

GAO = "gao.ke"


def standing(state: CampaignState, *members: str):
    teams = (TEAM.model_copy(update={"members": members}),)
    plan = a_plan(teams=teams, units=())
    return made(*PREPARED).model_copy(update={"plan": plan, "state": state})


@pytest.mark.parametrize("state", CampaignState)
def test_a_campaign_keeps_all_whom_its_plan_names_until_it_is_over(state: CampaignState):
    campaign = standing(state, "wang.fang", GAO)
    is_over = state in (CampaignState.CLOSED, CampaignState.WITHDRAWN)
    assert kept_by(campaign) == (() if is_over else (TEAM.leader, "wang.fang", GAO))
    assert may_sign_in(GAO, Role.DELEGATE, [campaign]) is not is_over


def test_one_campaign_of_several_is_enough_and_others_depend_on_none():
    over = standing(CampaignState.CLOSED, GAO)
    assert may_sign_in(GAO, Role.DELEGATE, [over, standing(CampaignState.DRAFT, GAO)])
    assert not may_sign_in(GAO, Role.DELEGATE, [over, standing(CampaignState.RUNNING, "sun.li")])
    assert not may_sign_in(GAO, Role.DELEGATE, [])
    assert may_sign_in("chen.jing", Role.INSPECTOR, [])
