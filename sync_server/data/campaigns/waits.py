"""Which campaigns wait for somebody of the office."""

from typing import NamedTuple

from domain.kinds.campaign.course import CampaignState
from sync_server.data.campaigns.rows import of_district
from sync_server.data.engine import ReadingSession
from sync_server.data.tables import CampaignRow


class CampaignWaits(NamedTuple):
    """How many plans wait for their approval, and how many campaigns are past their last day."""

    drafts: int = 0
    late: int = 0


def is_late(row: CampaignRow, today: str) -> bool:
    """Whether the campaign is to be carried out, and its last day (both local) is over."""
    return row.is_active and row.to_on < today


def campaign_waits(session: ReadingSession, district: str, today: str) -> CampaignWaits:
    """What of the district's campaigns waits on this local day."""
    rows = of_district(session, district)
    drafts = sum(row.state == CampaignState.DRAFT for row in rows)
    return CampaignWaits(drafts, sum(is_late(row, today) for row in rows))
