"""Somebody of another department with a phone of their own, for as long as the campaign lasts."""

from datetime import date

import pytest

from app.account.session import AccountSession
from domain.errors import Conflict, NotSignedIn
from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.visit.visit import Visit
from sync_server.campaigns.commands import CampaignCommands
from sync_server.data.campaigns.coverage import coverage_of
from sync_server.data.visits import rows
from sync_server.ledger.acceptance import LET_GO
from sync_server.trail_import.run import import_trail
from tests.builders.campaigns import TEAM, a_plan, approved, commands_of, seen, stands
from tests.builders.handset import write
from tests.builders.phone import AT_SCHOOL, Handset
from tests.builders.real_server import Running

pytestmark = pytest.mark.usefixtures("font")

GAO, LI, DAY = "gao.ke", "li.zhuren", "2026-05-14"
WITH_GAO = TEAM.model_copy(update={"members": ("wang.fang", LI, GAO)})


@pytest.fixture
def commands(office) -> CampaignCommands:
    """What the office does with campaigns."""
    return commands_of(office.server.database, office.server.committer)


@pytest.fixture
def campaign(office: Running) -> str:
    """A campaign in the field with Gao in its team."""
    person = PersonSet(account=GAO, role=Role.DELEGATE, department="监审科")
    write(office.server, "wanshan", (person, PersonPrivate(name="高科")))
    plan = a_plan(teams=(WITH_GAO,), units=())
    return approved(office.server.database, office.server.committer, plan)


@pytest.fixture
def gao(handset: Handset, office: Running, campaign: str) -> AccountSession:
    """Gao at work, who has fetched the plan."""
    code = office.server.accounts.issue_code(GAO)
    handset.phone.accounts.enrol(office.url, GAO, code=code)
    session = handset.phone.accounts.open(GAO)
    assert session.sync.run().problem is None
    return session


def recorded(phone: AccountSession) -> str:
    """A submitted visit of the campaign."""
    visit = phone.visits.begin_visit("school-1", date(2026, 5, 14), "k1")
    phone.visits.check_in(visit, AT_SCHOOL)
    phone.visits.submit(visit, has_no_problem=True)
    return visit


def covered(office: Running, campaign: str) -> tuple[str, ...]:
    with office.server.database.reading() as found:
        return coverage_of(found.tables, stands(office.server.database, campaign)).covered


def test_a_delegate_signs_for_the_plan_and_brings_one_visit_end_to_end(office, gao, campaign):
    (told,) = gao.workbook().campaigns
    assert (told.team, told.schools) == ("第一组", ("school-1",))
    gao.campaign_receipts.receive(told)
    visit = recorded(gao)
    assert gao.sync.run().problem is None
    assert covered(office, campaign) == ("school-1",)
    assert GAO in stands(office.server.database, campaign).receipts
    with office.server.database.session() as session:
        row = rows.visit(session, visit)
    assert row is not None
    found = Visit.model_validate_json(row.folded)
    assert (found.ignored, found.delegates) == ((), (GAO,))


def test_the_phone_begins_no_visit_of_a_delegate_but_for_a_campaign(gao):
    with pytest.raises(Conflict, match="只督导专项的单位"):
        gao.visits.open_visit("school-1")


def test_after_the_end_the_phone_is_told_so_and_what_it_holds_arrives_by_its_file(
    office, gao, campaign, commands, handset
):
    recorded(gao)
    now = seen(office.server.database, campaign)
    commands.close(LI, now, DAY, ({"school-1": "停课"}, ""))
    outcome = gao.sync.run()
    assert "专项已经办结" in outcome.problem
    code = office.server.accounts.issue_code(GAO)
    with pytest.raises(NotSignedIn, match=LET_GO[:9]):
        handset.phone.accounts.enrol(office.url, GAO, code=code)
    with gao.export.make().path.open("rb") as file:
        assert import_trail(office.server, file).is_whole
    assert covered(office, campaign) == ("school-1",)


def test_reopened_the_same_phone_goes_on(office, gao, campaign, commands):
    recorded(gao)
    now = seen(office.server.database, campaign)
    commands.close(LI, now, DAY, ({"school-1": "停课"}, ""))
    assert gao.sync.run().problem is not None
    commands.reopen(LI, seen(office.server.database, campaign), "还要补一所")
    assert gao.sync.run().problem is None
    assert covered(office, campaign) == ("school-1",)
