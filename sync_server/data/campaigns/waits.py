"""Which campaigns wait for somebody of the office."""

from typing import NamedTuple

from domain.campaigns.self_checks import self_checks
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.campaign.course import CampaignState
from sync_server.data.campaigns.rows import of_district
from sync_server.data.engine import ReadingSession
from sync_server.data.tables import CampaignRow


class CampaignWaits(NamedTuple):
    """How many plans wait for their approval, and how many campaigns are past their last day.

    ``silent`` is at how many units a self-check is overdue, counted by campaign.
    """

    drafts: int = 0
    late: int = 0
    silent: int = 0


def is_late(row: CampaignRow, today: str) -> bool:
    """Whether the campaign is to be carried out, and its last day (both local) is over."""
    return row.is_active and row.to_on < today


def campaign_waits(session: ReadingSession, district: str, today: str) -> CampaignWaits:
    """What of the district's campaigns waits on this local day."""
    rows = of_district(session, district)
    drafts = sum(row.state == CampaignState.DRAFT for row in rows)
    active = [Campaign.model_validate_json(row.folded) for row in rows if row.is_active]
    silent = sum(len(self_checks(each, today).overdue) for each in active)
    return CampaignWaits(drafts, sum(is_late(row, today) for row in rows), silent)
