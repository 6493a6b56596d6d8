"""Projected tables of 进校负担."""

from sqlalchemy import Text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class VisitCeilingRow(FollowingRow, table=True):
    """Projected from ``visit_ceiling.set``: what was taken back has no row."""

    __tablename__ = "visit_ceiling"

    district: str = Field(primary_key=True, max_length=64)
    ceiling_id: str = Field(primary_key=True, max_length=64)
    facts: str = Field(sa_type=Text)


class PlannedInspectionRow(FollowingRow, table=True):
    """Projected from ``inspection_plan.set``: what was taken back has no row."""

    __tablename__ = "inspection_plan"

    district: str = Field(primary_key=True, max_length=64)
    plan_id: str = Field(primary_key=True, max_length=64)
    year: int
    facts: str = Field(sa_type=Text)
