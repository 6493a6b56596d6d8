"""Projected tables of the office's bodies, who sits on them, and their meetings."""

from sqlalchemy import Text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class OrganRow(FollowingRow, table=True):
    """Projected from ``organ.set``."""

    __tablename__ = "organ"

    district: str = Field(primary_key=True, max_length=64)
    organ: str = Field(primary_key=True, max_length=64)
    name: str
    organ_kind: str = Field(max_length=16)
    is_active: bool
    closed_on: str | None = Field(max_length=10)


class MemberRow(FollowingRow, table=True):
    """Projected from ``member.set``; ``facts`` is JSON of the entry's body."""

    __tablename__ = "member"

    district: str = Field(primary_key=True, max_length=64)
    member_id: str = Field(primary_key=True, max_length=64)
    organ: str = Field(max_length=64)
    name: str
    facts: str = Field(sa_type=Text)


class MeetingRow(FollowingRow, table=True):
    """Projected from ``meeting.recorded``; ``facts`` is JSON of the entry's body.

    What was withdrawn stays, and is no more ``is_standing``.
    """

    __tablename__ = "meeting"

    district: str = Field(primary_key=True, max_length=64)
    meeting_id: str = Field(primary_key=True, max_length=64)
    held_on: str = Field(max_length=10)
    is_standing: bool
    has_minutes: bool
    facts: str = Field(sa_type=Text)
