"""Somebody of another department: in a team, on a phone, and out when the campaign is."""

from datetime import timedelta

import pytest

from domain.errors import BadInput, NotSignedIn
from domain.kinds.author import Role
from domain.kinds.campaign.campaign import without_receipt
from domain.kinds.campaign.preparing import CampaignReceived
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.month.duty import NOBODY
from domain.month.month import Grouping
from domain.trail.delivery import read_delivery
from domain.visit.tally import Measure
from domain.wire.messages import EnrolRequest
from sync_server.access.credentials import secret_hash
from sync_server.data.campaigns.coverage import coverage_of
from sync_server.ledger.acceptance import LET_GO, Carrier
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.projection.rebuild import rebuild
from tests.builders.campaigns import a_plan, approved, seen, stands
from tests.builders.handset import Handset, write
from tests.builders.office import Inspection
from tests.builders.trail import an_author
from tests.sync_server.campaigns.test_campaign_commands import DAY, LI, TEAM

GAO = "gao.ke"
WITH_GAO = TEAM.model_copy(update={"members": ("wang.fang", LI, GAO)})
REASONS = {"school-1": "停课", "school-2": "停课"}


@pytest.fixture
def gao(server) -> None:
    person = PersonSet(account=GAO, role=Role.DELEGATE, department="监审科")
    write(server, "wanshan", (person, PersonPrivate(name="高科")))


@pytest.fixture
def campaign(server, gao) -> str:
    return approved(server.database, server.committer, a_plan(teams=(WITH_GAO,), units=()))


@pytest.fixture
def phone(server, campaign) -> Inspection:
    """Gao's phone, taken in by a code of the office as any other."""
    handset = Handset(an_author(GAO, Role.DELEGATE))
    sign_in(server, handset)
    handset.open_chain()
    handset.pen.at = server.clock() - timedelta(hours=3)
    return Inspection(server, handset)


def sign_in(server, handset: Handset) -> None:
    code = server.accounts.issue_code(GAO)
    answer = server.enrolment.enrol(EnrolRequest.model_validate(handset.enrolment(code=code)))
    assert answer.role is Role.DELEGATE
    handset.token = answer.token


def bring(phone: Inspection) -> None:
    """What was recorded, by the phone's own token."""
    lines = phone.handset.pen.lines[phone.sent :]
    author, token = phone.handset.author, secret_hash(phone.handset.token)
    delivery = read_delivery(phone.handset.delivery(lines))
    phone.server.committer.push(delivery, Carrier(author.chain, author.account, token))
    phone.sent = len(phone.handset.pen.lines)


def a_visit(phone: Inspection, school: str = "school-1", campaign_id: str | None = "k1") -> None:
    phone.open_visit(school, campaign_id=campaign_id)
    phone.check_in()
    phone.submit()


def covered(server, campaign: str) -> tuple[str, ...]:
    with server.database.reading() as found:
        return coverage_of(found.tables, stands(server.database, campaign)).covered


def the_month(server, by: Grouping):
    months = Months(server.database, server.clock, server.committer)
    return months.view(read_period("2026-05"), "wanshan", by).table


def test_a_delegate_enrols_signs_for_the_plan_and_covers_a_unit_of_the_campaign(
    server, campaign, phone
):
    found = stands(server.database, campaign)
    phone.handset.pen.write(CampaignReceived(edition=found.edition), None, campaign, found.tip)
    a_visit(phone)
    bring(phone)
    assert GAO not in without_receipt(stands(server.database, campaign))
    assert covered(server, campaign) == ("school-1",)
    assert rebuild(server.database) == {}


def test_what_a_delegate_did_is_in_the_districts_month_and_in_no_inspectors_row(server, phone):
    a_visit(phone)
    bring(phone)
    people = the_month(server, Grouping.INSPECTOR)
    assert GAO not in {row.key for row in people.rows}
    nobody = next(row for row in people.rows if row.key == NOBODY)
    assert (nobody.sums[Measure.VISITS], nobody.sums[Measure.INSPECTOR_VISITS]) == (1, 0)
    zones = the_month(server, Grouping.ZONE)
    assert zones.total.sums == people.total.sums
    assert zones.total.sums[Measure.SCHOOL_VISITS] == 1
    assert people.total.done == 0


def test_a_visit_of_no_campaign_counts_for_nothing(server, campaign, phone):
    a_visit(phone, "school-1", None)
    bring(phone)
    assert covered(server, campaign) == ()
    assert the_month(server, Grouping.ZONE).total.sums[Measure.VISITS] == 0


@pytest.mark.parametrize(
    ("team", "field"),
    [
        (WITH_GAO.model_copy(update={"members": ("wang.fang", GAO)}), "members"),
        (WITH_GAO.model_copy(update={"leader": GAO, "members": TEAM.people}), "leader"),
    ],
)
def test_a_delegate_is_none_of_the_three_and_leads_no_team(commands, gao, team, field):
    with pytest.raises(BadInput) as refused:
        commands.plan(LI, a_plan(teams=(team,), units=()))
    assert refused.value.specific_code == field


def test_a_delegate_whom_no_campaign_names_cannot_sign_in(server, gao):
    with pytest.raises(NotSignedIn) as refused:
        sign_in(server, Handset(an_author(GAO, Role.DELEGATE)))
    assert refused.value.message == LET_GO


@pytest.mark.parametrize("end", ["close", "withdraw", "leave"])
def test_the_account_ends_with_the_campaign_and_comes_back_when_it_does(
    server, commands, campaign, phone, end
):
    bring(phone)
    a_visit(phone)
    now = seen(server.database, campaign)
    if end == "close":
        commands.close(LI, now, DAY, (REASONS, ""))
    elif end == "withdraw":
        commands.withdraw(LI, now, "上级通知取消")
    else:
        commands.change(LI, now, a_plan(teams=(TEAM,), units=()), "另有工作")
    for attempt in (
        lambda: bring(phone),
        lambda: server.accounts.token_device(phone.handset.token),
        lambda: sign_in(server, Handset(an_author(GAO, Role.DELEGATE))),
    ):
        with pytest.raises(NotSignedIn) as refused:
            attempt()
        assert (refused.value.specific_code, refused.value.message) == ("campaign_over", LET_GO)
    if end == "close":
        commands.reopen(LI, seen(server.database, campaign), "还要补一所")
        bring(phone)
        assert covered(server, campaign) == ("school-1",)


def test_what_was_recorded_before_the_end_counts_when_another_brings_it(
    server, commands, campaign, phone
):
    a_visit(phone)
    commands.close(LI, seen(server.database, campaign), DAY, (REASONS, ""))
    phone.push()
    assert covered(server, campaign) == ("school-1",)
