"""How far a campaign is by the visits that count now."""

from sqlalchemy import Connection

from domain.campaigns.coverage import Coverage, coverage
from domain.kinds.campaign.campaign import Campaign
from sync_server.data.campaigns.rows import visits_of


def coverage_of(connection: Connection, campaign: Campaign) -> Coverage:
    """Which of its units were visited, and what was found there."""
    plan = campaign.plan
    return coverage(plan, visits_of(connection, campaign.district, plan.campaign_id))
