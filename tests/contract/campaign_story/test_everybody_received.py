"""开学工作: 72 people, the stages in their order, and 72 receipts of 72 (story B2; 3-16)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.kinds.campaign.campaign import without_receipt
from domain.kinds.campaign.course import CampaignState
from domain.kinds.campaign.preparing import CampaignReceived
from tests.builders.handset import write
from tests.builders.office import Inspection
from tests.builders.pages import Browser
from tests.contract.campaign_story import acts
from tests.contract.campaign_story.acts import CLERK, DAY, SUPERVISOR
from tests.contract.campaign_story.district import UNITS, County, a_county, as_inspectors

PEOPLE = tuple(f"ren.{number}" for number in range(72))
IN_TEAM, TEAMS = 12, 6


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    """The county's office, with the 72."""
    with a_county(tmp_path) as found:
        write(found.server, "wanshan", *as_inspectors(PEOPLE))
        yield found


@pytest.fixture
def page(county: County) -> str:
    """The campaign of six teams of twelve, approved."""
    clerk = county.browser(CLERK)
    found = acts.plan(
        clerk,
        title="秋季开学工作专项督导",
        preset="term_start",
        departments="",
        stages=["meeting", "notice", "committee", "briefing", "field"],
        self_check_due="",
    )
    for team in range(TEAMS):
        people = PEOPLE[team * IN_TEAM : (team + 1) * IN_TEAM]
        acts.add_team(clerk, found, f"第{team + 1}组", people, UNITS[team::TEAMS])
    supervisor = county.browser(SUPERVISOR)
    assert acts.act(supervisor, found, "approve", approved_on=DAY).status_code == 303
    return found


def refused(browser: Browser, page: str, name: str, **fields: str) -> str:
    """What is said where an act is refused."""
    answer = acts.act(browser, page, name, **fields)
    assert answer.status_code == 400
    return str(answer.text)


def test_the_stages_come_in_order_and_nobody_goes_before_everybody_has_received_it(county, page):
    clerk = county.browser(CLERK)
    refused(clerk, page, "stage", stage="briefing", done_on=DAY)
    assert acts.campaign_of(county, page).done == {}
    for name in ("meeting", "notice", "committee", "briefing"):
        assert "不能开始" in refused(clerk, page, "begin", begun_on=DAY)
        assert acts.stage(clerk, page, name).status_code == 303
    assert "还有 72 人没有签收" in refused(clerk, page, "begin", begun_on=DAY)
    campaign = acts.campaign_of(county, page)
    for number, account in enumerate(PEOPLE):
        phone = Inspection.of(county.server, account)
        body = CampaignReceived(edition=campaign.edition)
        phone.handset.pen.write(body, None, campaign.campaign, campaign.tip)
        phone.push()
        if number == len(PEOPLE) - 2:
            assert "还有 1 人没有签收" in refused(clerk, page, "begin", begun_on=DAY)
    assert acts.figure(clerk.page(page), "签收") == "72/72"
    assert acts.act(clerk, page, "begin", begun_on=DAY).status_code == 303
    found = acts.campaign_of(county, page)
    assert (found.state, without_receipt(found), found.ignored) == (CampaignState.RUNNING, (), ())
