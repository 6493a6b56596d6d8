"""Campaigns as an office plans them and brings them on their way."""

from typing import Any

from domain.kinds.campaign.campaign import Campaign
from domain.kinds.campaign.course import CampaignStage
from domain.kinds.campaign.plan import CampaignSet, CampaignTeam
from domain.kinds.campaign.preparing import CampaignApproved
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised, Severity
from sync_server.campaigns.commands import CampaignCommands, SeenCampaign
from sync_server.data.campaigns import rows
from sync_server.data.engine import Database
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from sync_server.ledger.committer import Committer
from sync_server.office.commands import Office
from tests.builders.office import Inspection, a_picture
from tests.builders.server import version_of

Stage = CampaignStage
FULL = (Stage.MEETING, Stage.NOTICE, Stage.BRIEFING, Stage.FIELD, Stage.FEEDBACK, Stage.LETTER)
TEAM = CampaignTeam(
    team="t1",
    name="第一组",
    leader="chen.jing",
    members=("wang.fang", "sun.li"),
    units=("school-1",),
)


def a_plan(**fields: Any) -> CampaignSet:
    """The plan of a campaign in May, at two schools, without teams, unless it says."""
    usual = {
        "campaign_id": "k1",
        "title": "食堂专项",
        "from_on": "2026-05-01",
        "to_on": "2026-05-31",
        "units": ("school-1", "school-2"),
    }
    return CampaignSet(**{**usual, **fields})


def commands_of(database: Database, committer: Committer) -> CampaignCommands:
    """The office's verbs."""
    return CampaignCommands(Office(database, committer))


def approved(
    database: Database, committer: Committer, plan: CampaignSet, account: str = "li.zhuren"
) -> str:
    """The campaign, planned by the server itself and approved by the account; its id."""
    district = "wanshan"
    with database.session() as session:
        row = rows.campaign(session, district, plan.campaign_id)
    entry = OfficeEntry(plan, expects=version_of(database, row.campaign) if row else None)
    leaves = committer.submit_office(OfficeWriting("system", [entry], district)).result(10)
    subject = row.campaign if row else leaves[-1].id
    if row is None:
        body = CampaignApproved(approved_on="2026-05-01")
        expects = version_of(database, subject)
        committer.write(account, [OfficeEntry(body, subject=subject, expects=expects)])
    return subject


def seen(database: Database, campaign: str) -> SeenCampaign:
    """The campaign in the version in which it now stands."""
    return SeenCampaign(campaign, version_of(database, campaign))


def stands(database: Database, campaign: str) -> Campaign:
    """The campaign as it now stands."""
    with database.session() as session:
        row = rows.by_subject(session, campaign)
    assert row is not None
    return Campaign.model_validate_json(row.folded)


def visited(
    phone: Inspection, campaign_id: str, unit: str = "school-1", hazards: int = 0, photos: int = 0
) -> str:
    """A visit of the campaign that was handed in, with so many problems and photos of the first."""
    visit = phone.open_visit(unit, campaign_id=campaign_id)
    phone.check_in()
    for number in range(1, hazards + 1):
        found = FindingRaised(
            finding_id=f"f{number}", category=Category.SAFETY, severity=Severity.SERIOUS
        )
        phone.write(found, FindingPrivate(text=f"灭火器过期{number}具。"))
    for number in range(1, photos + 1):
        data = a_picture(f"{unit}{visit[:6]}{number}")
        about = {"finding_id": "f1"} if hazards else {}
        phone.take_photo(f"p{number}", data, f"现场{number}", **about)
        phone.push()
        phone.send_photo(data)
    phone.submit()
    phone.push()
    return visit
