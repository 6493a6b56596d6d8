"""Projected tables of accountability cases (问责)."""

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class AccountabilityRow(FollowingRow, table=True):
    """Projected: one accountability case. ``folded`` is JSON of Accountability.

    ``position`` is that of its latest entry; ``clock`` is the term that runs, ``due_on`` its last
    day, both None where none does.
    """

    __tablename__ = "accountability"
    __table_args__ = (
        Index("ix_accountability_listed", "district", "opened_on"),
        Index("ix_accountability_school", "district", "school_id"),
    )

    case_id: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)
    district: str = Field(max_length=64)
    school_id: str = Field(max_length=64)
    target: str = Field(max_length=16)
    state: str = Field(max_length=16)
    opened_on: str = Field(max_length=10)
    decided_on: str | None = Field(max_length=10)
    clock: str | None = Field(max_length=16)
    due_on: str | None = Field(max_length=10)
    folded: str = Field(sa_type=Text)


class AccountabilityGroundRow(FollowingRow, table=True):
    """Projected: a finding or a paper that an accountability case rests on."""

    __tablename__ = "accountability_ground"
    __table_args__ = (Index("ix_accountability_ground", "ground"),)

    case_id: str = Field(primary_key=True, max_length=64)
    ground: str = Field(primary_key=True, max_length=64)
