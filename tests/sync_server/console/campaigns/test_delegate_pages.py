"""Somebody of another department in the console: taken into a team, and shown with it."""

import pytest

from domain.kinds.author import Role
from domain.kinds.register.person import PersonSet
from sync_server.data import register
from tests.builders.campaigns import stands
from tests.builders.office import PASSWORD
from tests.sync_server.console.campaign_scenes import a_team, one_with_a_team

GAO = {"name": "高科", "department": "监审科", "phone": "0851-1"}


@pytest.fixture
def team(server, inspection, browsers) -> str:
    """The page of a team of a draft."""
    return a_team(server, inspection, browsers("zhao.tong"))


def taken_in(supervisor, place: str, **said: str):
    return supervisor.fill(place, f"{place}/delegates", **GAO, **said)


def test_a_delegate_joins_a_team_in_one_step_and_stands_with_the_department(
    supervisor, team, server
):
    assert taken_in(supervisor, team).status_code == 303
    place = team.partition("/teams")[0]
    plan = stands(server.database, place.rpartition("/")[2]).plan
    account = plan.teams[0].members[-1]
    with server.database.session() as session:
        row = register.person(session, account)
    assert row is not None
    body = PersonSet.model_validate_json(row.facts)
    assert (body.role, body.department, row.phone) == (Role.DELEGATE, "监审科", "0851-1")
    assert "高科</a>（监审科）" in supervisor.page(place)
    form = supervisor.page(team)
    assert f'value="{account}" checked' in form
    assert f'<option value="{account}"' not in form
    assert "高科（监审科）" in form
    shown = supervisor.page(f"/people/{account}")
    assert all(each in shown for each in ("联合部门人员", "监审科", "0851-1"))


def test_an_approved_plan_takes_in_somebody_for_a_reason_and_is_not_received_again(
    supervisor, server, inspection, browsers
):
    place = one_with_a_team(server, inspection, browsers("zhao.tong"))
    refused = taken_in(supervisor, f"{place}/teams/t1")
    assert refused.status_code == 400
    assert "请写明更改的原因" in refused.text
    assert "高科" in refused.text
    before = stands(server.database, place.rpartition("/")[2]).edition
    assert taken_in(supervisor, f"{place}/teams/t1", reason="监审科参加").status_code == 303
    found = stands(server.database, place.rpartition("/")[2])
    assert len(found.plan.people) == 4
    assert found.edition == before


def test_the_list_says_whose_account_no_campaign_keeps(supervisor, browsers):
    answer = supervisor.fill("/people/new", "/people/new", name="高科", role="delegate")
    assert "请写明所在部门" in answer.text
    said = {"name": "高科", "role": "delegate", "department": "监审科", "post": "full_time"}
    assert supervisor.fill("/people/new", "/people/new", **said).status_code == 303
    page = supervisor.page("/people?role=delegate")
    assert "监审科" in page
    assert "没有在办的专项，不能登录" in page
    assert "专职" not in page.partition("<tbody")[2]


def test_a_delegate_has_the_phone_alone(supervisor, team, server, browsers):
    taken_in(supervisor, team)
    plan = stands(server.database, team.split("/")[2]).plan
    account = plan.teams[0].members[-1]
    server.accounts.set_password(account, PASSWORD)
    browser = browsers("zhao.tong")
    fields = {"account": account, "password": PASSWORD}
    answer = browser.fill("/sign-in", "/sign-in", **fields)
    assert "在手机上办理专项" in answer.text
