"""The projected table by whose keys rules find the neighbours of a visit."""

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class VisitKeyRow(FollowingRow, table=True):
    """Projected: a key of a visit, by which rules find its neighbours.

    The columns are those of ``domain.visit.neighbours.VisitKey``.
    """

    __tablename__ = "visit_key"
    __table_args__ = (Index("ix_visit_key", "value", "district"), {"sqlite_with_rowid": False})

    visit: str = Field(primary_key=True, max_length=64)
    part: str = Field(primary_key=True, max_length=64)
    value: int = Field(primary_key=True, sa_type=BigInteger)
    space: str = Field(max_length=16)
    district: str = Field(max_length=64)
    measure: int = Field(sa_type=BigInteger)
    position: int = Field(sa_type=BigInteger)
