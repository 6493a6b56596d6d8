"""A campaign's plan is signed for once, by who is in a team, and anew when it has changed."""

from app.account.session import AccountSession
from tests.builders.district import a_campaign
from tests.builders.fake_server import FakeServer
from tests.builders.register import a_workbook

TEAM: dict[str, object] = {"team": "第一组", "people": ("chen.jing", "wang.fang")}


def written(server: FakeServer) -> list[str]:
    return [line.header.kind for line in server.lines.values() if line.header.subject == "c" * 64]


def test_who_is_in_a_team_signs_once_and_the_office_is_told(
    at_work: AccountSession, server: FakeServer
) -> None:
    receipts, plan = at_work.campaign_receipts, a_campaign(**TEAM)
    server.workbook = a_workbook(campaigns=(plan,))
    at_work.sync.run()
    assert receipts.awaits(plan)
    receipts.receive(plan)
    receipts.receive(plan)
    assert not receipts.awaits(plan)
    at_work.sync.run()
    assert written(server) == ["campaign.received"]
    (line,) = (each for each in server.lines.values() if each.header.subject == "c" * 64)
    assert line.header.saw == plan.tip


def test_another_edition_is_signed_for_again_and_no_team_is_asked_nothing(
    at_work: AccountSession,
) -> None:
    receipts, plan = at_work.campaign_receipts, a_campaign(**TEAM)
    receipts.receive(plan)
    assert receipts.awaits(plan.model_copy(update={"edition": "e" * 64}))
    assert not receipts.awaits(plan.model_copy(update={"edition": "e" * 64, "is_received": True}))
    assert not receipts.awaits(a_campaign())
