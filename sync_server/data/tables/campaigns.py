"""Projected tables of campaigns (专项督导)."""

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class CampaignRow(FollowingRow, table=True):
    """Projected: one campaign by the office's code, the first that came by it.

    ``campaign`` is the subject, ``facts`` JSON of its plan, ``folded`` of all of it (Campaign).
    ``is_binding`` once it was approved and unless it was withdrawn, ``is_active`` while it is to be
    carried out: approved, and not over. ``position`` is that of its latest entry. ``lead_zone`` is
    None where the county itself leads it.
    """

    __tablename__ = "campaign"

    district: str = Field(primary_key=True, max_length=64)
    campaign_id: str = Field(primary_key=True, max_length=64)
    campaign: str = Field(max_length=64, unique=True)
    position: int = Field(sa_type=BigInteger)
    title: str
    from_on: str = Field(max_length=10)
    to_on: str = Field(max_length=10)
    state: str = Field(max_length=16)
    lead_zone: str | None = Field(max_length=64)
    is_binding: bool
    is_active: bool
    facts: str = Field(sa_type=Text)
    folded: str = Field(sa_type=Text)


class CampaignUnitRow(FollowingRow, table=True):
    """Projected: one unit that a campaign goes to, in the plan's order.

    ``team`` is the team's code; empty where the responsible inspector goes.
    """

    __tablename__ = "campaign_unit"

    district: str = Field(primary_key=True, max_length=64)
    campaign_id: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    place: int
    team: str = Field(max_length=64)


class CampaignPersonRow(FollowingRow, table=True):
    """Projected: somebody whose account a campaign keeps that is not over (联合部门人员)."""

    __tablename__ = "campaign_person"
    __table_args__ = (Index("ix_campaign_person_account", "account"),)

    district: str = Field(primary_key=True, max_length=64)
    campaign_id: str = Field(primary_key=True, max_length=64)
    account: str = Field(primary_key=True, max_length=64)
