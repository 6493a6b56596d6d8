"""The opinion letters (督导意见书) of a campaign, unit by unit."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from sync_server.data.campaigns.found import CAMPAIGN
from sync_server.data.upsert import table_named

PAPER = table_named("paper")


class CampaignLetter(NamedTuple):
    """A unit's letter, and where it stands; ``number`` is empty before it is signed."""

    paper: str
    school_id: str
    state: str
    number: str


def letters(connection: Connection, district: str, campaign_id: str) -> dict[str, CampaignLetter]:
    """The newest letter of each unit that has one, voided ones left out."""
    query = (
        select(*(PAPER.c[name] for name in CampaignLetter._fields))
        .where(
            PAPER.c.district == district,
            PAPER.c.campaign_id == campaign_id,
            PAPER.c.paper_kind == PaperKind.OPINION.value,
            PAPER.c.state != PaperState.VOIDED.value,
        )
        .order_by(PAPER.c.listed_on, PAPER.c.listed_at)
    )
    return {row.school_id: CampaignLetter._make(row) for row in connection.execute(query)}


def folded_campaign(connection: Connection, district: str, campaign_id: str) -> str | None:
    """The district's campaign of this code as JSON; None where there is none."""
    query = select(CAMPAIGN.c.folded).where(
        CAMPAIGN.c.district == district, CAMPAIGN.c.campaign_id == campaign_id
    )
    return connection.execute(query).scalar_one_or_none()


def papers_of(district: str, campaign: str) -> ColumnElement[bool]:
    """Whether a paper comes from the campaign, which is named by its subject."""
    code = select(CAMPAIGN.c.campaign_id).where(
        CAMPAIGN.c.district == district, CAMPAIGN.c.campaign == campaign
    )
    return PAPER.c.campaign_id.in_(code)
