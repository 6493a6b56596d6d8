"""Projected tables of 信息报送."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class ReportingUnitRow(FollowingRow, table=True):
    """Projected from ``reporting_unit.set``; ``facts`` is the entry's body."""

    __tablename__ = "reporting_unit"

    district: str = Field(primary_key=True, max_length=64)
    unit_id: str = Field(primary_key=True, max_length=64)
    name: str
    facts: str = Field(sa_type=Text)


class NewsRow(FollowingRow, table=True):
    """Projected from ``news.recorded``: what was withdrawn has no row.

    ``levels`` are those that took it on, each between commas: `,city,province,`.
    """

    __tablename__ = "news"
    __table_args__ = (
        Index("ix_news_counted", "district", "month", "unit_id"),
        Index("ix_news_listed", "district", "sent_on", "news_id"),
    )

    district: str = Field(primary_key=True, max_length=64)
    news_id: str = Field(primary_key=True, max_length=64)
    unit_id: str = Field(max_length=64)
    sent_on: str = Field(max_length=10)
    month: str = Field(max_length=7)
    title: str
    levels: str = Field(max_length=200)
    facts: str = Field(sa_type=Text)
