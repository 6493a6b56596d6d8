"""Projected tables of what comes in at the door."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class OpinionRow(FollowingRow, table=True):
    """Projected from ``opinion.given``: what a unit says of a visit."""

    __tablename__ = "opinion"
    __table_args__ = (Index("ix_opinion_given", "district", "given_on"),)

    visit: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64)
    given_on: str = Field(max_length=10)
    was_announced: bool
    disturbed: bool
    was_useful: bool
    text: str = Field(sa_type=Text)
