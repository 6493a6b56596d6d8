"""Projected tables of the months under seal: their versions, tables and visits."""

from sqlalchemy import BigInteger, Text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class MonthLockRow(FollowingRow, table=True):
    """Projected from ``month.locked`` and ``month.unlocked``: one version of a sealed month.

    ``position`` is that of the entry, ``tree_size`` the log's size that the figures stand for,
    ``at`` the instant and ``account`` the writer. ``facts`` is JSON of the entry's body, whoever
    wrote it is ``by_name`` there. The newest version is the official one, unlocked or not.
    """

    __tablename__ = "month_lock"

    district: str = Field(primary_key=True, max_length=64)
    month: str = Field(primary_key=True, max_length=7)
    version: int = Field(primary_key=True)
    position: int = Field(sa_type=BigInteger)
    tree_size: int = Field(sa_type=BigInteger)
    at: str = Field(max_length=24)
    account: str = Field(max_length=64)
    by_name: str
    facts: str = Field(sa_type=Text)
    unlocked_at: str | None = Field(default=None, max_length=24)
    unlocked_by: str | None = Field(default=None, max_length=64)
    reason: str = Field(default="", sa_type=Text)


class MonthSheetRow(FollowingRow, table=True):
    """Projected from ``month.sheet``: so many rows of one table of a version.

    ``facts`` is JSON of the entry's body, ``names`` of its private piece.
    """

    __tablename__ = "month_sheet"

    district: str = Field(primary_key=True, max_length=64)
    month: str = Field(primary_key=True, max_length=7)
    version: int = Field(primary_key=True)
    grouping: str = Field(primary_key=True, max_length=64)
    part: int = Field(primary_key=True)
    facts: str = Field(sa_type=Text)
    names: str = Field(sa_type=Text)


class LockedActivityRow(FollowingRow, table=True):
    """Projected: what ``activity`` had of a month when its newest version was sealed."""

    __tablename__ = "locked_activity"

    district: str = Field(primary_key=True, max_length=64)
    month: str = Field(primary_key=True, max_length=7)
    activity_id: str = Field(primary_key=True, max_length=64)
    kind: str = Field(max_length=32)
    zone: str | None = Field(max_length=64)
    title: str
    sessions: int
    attendances: int


class LockedCampaignRow(FollowingRow, table=True):
    """Projected: a campaign that had field work in a month when its newest version was sealed."""

    __tablename__ = "locked_campaign"

    district: str = Field(primary_key=True, max_length=64)
    month: str = Field(primary_key=True, max_length=7)
    campaign_id: str = Field(primary_key=True, max_length=64)
    zone: str | None = Field(max_length=64)
    title: str


class LockedVisitRow(FollowingRow, table=True):
    """Projected: what ``visit_measures`` had of a month when its newest version was sealed."""

    __tablename__ = "locked_visit"

    district: str = Field(primary_key=True, max_length=64)
    month: str = Field(primary_key=True, max_length=7)
    visit: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    account: str = Field(max_length=64)
    zone: str = Field(max_length=64)
    state: str = Field(max_length=16)
    visits: int
    school_visits: int
    inspector_visits: int
    lessons: int
    lesson_attendances: int
    lesson_plans: int
    documents: int
    meetings: int
    talks: int
    questionnaires: int
    patrols: int
    findings: int
    hazards: int
    photos: int
