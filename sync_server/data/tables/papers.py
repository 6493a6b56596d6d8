"""Projected tables of the office's papers and of the numbers they get."""

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class NoticeRow(FollowingRow, table=True):
    """Projected: one notice (整改通知书) to a unit. ``folded`` is JSON of Notice.

    ``position`` is that of its latest entry. A withdrawn one keeps its ``number``, and with
    ``year`` and ``serial`` its place in the series.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_series", "district", "year", "serial", "notice"),
        Index("ix_notice_school", "district", "school_id"),
    )

    notice: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)
    district: str = Field(max_length=64)
    school_id: str = Field(max_length=64)
    number: str = Field(max_length=200)
    year: int
    serial: int
    state: str = Field(max_length=16)
    issued_on: str = Field(max_length=10)
    due_on: str = Field(max_length=10)
    account: str = Field(max_length=64)
    requirement: str = Field(sa_type=Text)
    folded: str = Field(sa_type=Text)


class NoticeFindingRow(FollowingRow, table=True):
    """Projected: one finding that a notice is about.

    ``entry`` and ``version`` are the newest word on it and the version of its visit that the
    notice's writer saw; ``standing`` says what has become of it since.
    """

    __tablename__ = "notice_finding"
    __table_args__ = (Index("ix_notice_finding", "visit", "finding_id"),)

    notice: str = Field(primary_key=True, max_length=64)
    visit: str = Field(primary_key=True, max_length=64)
    finding_id: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64)
    entry: str = Field(max_length=64)
    version: str = Field(max_length=64)
    standing: str = Field(max_length=16)


class NumberSeriesRow(FollowingRow, table=True):
    """Projected: the last number of a series, as somebody of the office stated it."""

    __tablename__ = "number_series"

    district: str = Field(primary_key=True, max_length=64)
    series: str = Field(primary_key=True, max_length=64)
    last: int
