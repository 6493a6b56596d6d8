"""From a visit, a finding, a school and a person to the campaign that they belong to."""

import pytest
from sqlalchemy import text

from domain.kinds.author import Role
from domain.kinds.campaign.plan import CampaignTeam
from domain.kinds.register.person import PersonPrivate, PersonSet
from tests.builders.campaigns import a_plan, approved, visited
from tests.builders.handset import write

TEAM = CampaignTeam(
    team="t1",
    name="第一组",
    leader="chen.jing",
    members=("wang.fang", "li.zhuren"),
    units=("school-1", "school-2"),
)


@pytest.fixture
def campaign(server, inspection) -> str:
    """Where the page is of a campaign with a team, and one unit with a problem."""
    subject = approved(server.database, server.committer, a_plan(teams=(TEAM,), units=()))
    visited(inspection, "k1", "school-1", 1)
    return f"/campaigns/{subject}"


@pytest.fixture(params=["li.zhuren", "audits"])
def browser(request, browsers, server, campaign):
    """The supervisor's browser, and an auditor's."""
    body = PersonSet(account="audits", role=Role.AUDITOR)
    write(server, "wanshan", (body, PersonPrivate(name="审计员")))
    server.accounts.issue_codes(["audits"])
    return browsers(request.param)


def test_a_visit_and_its_finding_lead_to_the_campaign(browser, server, campaign):
    with server.database.session() as session:
        visit, finding = session.execute(text("SELECT visit, subject FROM finding")).one()
    link = f'<a href="{campaign}">食堂专项</a>'
    assert link in browser.page(f"/visits/{visit}")
    assert link in browser.page(f"/findings/{finding}")


def test_an_inspector_is_told_its_name_alone(browsers, server, inspection, campaign):
    page = browsers("chen.jing").page(f"/visits/{inspection.visit}")
    assert "食堂专项" in page
    assert campaign not in page


def test_a_school_and_a_person_tell_of_their_campaigns(browser, campaign):
    school = (
        browser.page("/schools/school-1").partition("<h2>专项督导")[2].partition("</section>")[0]
    )
    assert campaign in school
    for said in ("食堂专项", "第一组", "有问题", "0/1"):
        assert said in school
    person = browser.page("/people/wang.fang").partition("<h2>参加的专项督导")[2]
    assert campaign in person.partition("</section>")[0]
    assert "没有列入过专项督导" in browser.page("/schools/school-3")
