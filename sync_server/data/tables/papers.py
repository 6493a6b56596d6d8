"""Projected tables of the office's papers and of the numbers they get."""

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class PaperRow(FollowingRow, table=True):
    """Projected: one paper (文书) to a unit. ``folded`` is JSON of Paper.

    ``position`` is that of its latest entry. ``listed_on`` is the day of issue, and before that
    of the newest draft, ``listed_at`` the position of that entry; ``year`` is the day's year.
    ``number`` is empty and ``serial`` 0 while there is none, and a voided paper keeps them.
    ``account`` is who drafted it, ``signer`` who signed it.
    """

    __tablename__ = "paper"
    __table_args__ = (
        Index("ix_paper_listed", "district", "listed_on", "listed_at", "paper"),
        Index("ix_paper_series", "district", "paper_kind", "year", "serial"),
        Index("ix_paper_number", "district", "number"),
        Index("ix_paper_school", "district", "school_id"),
        Index("ix_paper_state", "district", "state"),
        Index("ix_paper_campaign", "district", "campaign_id"),
    )

    paper: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)
    district: str = Field(max_length=64)
    school_id: str = Field(max_length=64)
    paper_kind: str = Field(max_length=16)
    state: str = Field(max_length=16)
    listed_on: str = Field(max_length=10)
    listed_at: int = Field(sa_type=BigInteger)
    year: int
    serial: int
    number: str = Field(max_length=200)
    issued_on: str | None = Field(max_length=10)
    due_on: str | None = Field(max_length=10)
    served_on: str | None = Field(max_length=10)
    answered_on: str | None = Field(max_length=10)
    account: str = Field(max_length=64)
    signer: str | None = Field(max_length=64)
    follows: str | None = Field(max_length=64)
    campaign_id: str | None = Field(max_length=64)
    requirement: str = Field(sa_type=Text)
    folded: str = Field(sa_type=Text)


class PaperFindingRow(FollowingRow, table=True):
    """Projected: one finding that a paper is about.

    ``entry`` and ``version`` are the newest word on it and the version of its visit that the
    paper's writer saw; ``standing`` says what has become of it since.
    """

    __tablename__ = "paper_finding"
    __table_args__ = (Index("ix_paper_finding", "visit", "finding_id"),)

    paper: str = Field(primary_key=True, max_length=64)
    visit: str = Field(primary_key=True, max_length=64)
    finding_id: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64)
    entry: str = Field(max_length=64)
    version: str = Field(max_length=64)
    standing: str = Field(max_length=16)


class SigningRow(FollowingRow, table=True):
    """Projected from ``signing.set``: who signs a district's papers. ``facts`` is its body."""

    __tablename__ = "signing"

    district: str = Field(primary_key=True, max_length=64)
    facts: str = Field(sa_type=Text)


class DelegateRow(FollowingRow, table=True):
    """Projected from ``delegate.set``: who signs for whom, both days included."""

    __tablename__ = "delegate"

    district: str = Field(primary_key=True, max_length=64)
    delegate_id: str = Field(primary_key=True, max_length=64)
    approver: str = Field(max_length=64)
    deputy: str = Field(max_length=64)
    from_on: str = Field(max_length=10)
    to_on: str = Field(max_length=10)
    is_withdrawn: bool


class NumberSeriesRow(FollowingRow, table=True):
    """Projected: the last number of a series, as somebody of the office stated it."""

    __tablename__ = "number_series"

    district: str = Field(primary_key=True, max_length=64)
    series: str = Field(primary_key=True, max_length=64)
    last: int
