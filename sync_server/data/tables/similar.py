"""Projected tables of similar checks (举一反三)."""

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class SimilarCheckRow(FollowingRow, table=True):
    """Projected: one similar check. ``folded`` is JSON of SimilarCheck.

    ``position`` is that of its latest entry, ``finding`` the subject that it grew from, which a
    ``visit`` raised under this ``finding_id``.
    """

    __tablename__ = "similar_check"
    __table_args__ = (
        Index("ix_similar_check_listed", "district", "sent_on"),
        Index("ix_similar_check_finding", "finding"),
    )

    check_id: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)
    district: str = Field(max_length=64)
    finding: str = Field(max_length=64)
    visit: str = Field(max_length=64)
    finding_id: str = Field(max_length=64)
    title: str = Field(sa_type=Text)
    sent_on: str = Field(max_length=10)
    due_on: str = Field(max_length=10)
    folded: str = Field(sa_type=Text)


class SimilarUnitRow(FollowingRow, table=True):
    """Projected: one unit that a similar check was sent to, and its newest answer.

    Without an answer ``outcome`` is None; ``measure_due_on`` is by when it mends a problem.
    """

    __tablename__ = "similar_unit"
    __table_args__ = (Index("ix_similar_unit_school", "district", "school_id"),)

    check_id: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    place: int
    district: str = Field(max_length=64)
    due_on: str = Field(max_length=10)
    is_withdrawn: bool
    outcome: str | None = Field(max_length=16)
    answered_on: str | None = Field(max_length=10)
    measure_due_on: str | None = Field(max_length=10)
    is_by_office: bool


class SimilarPhotoRow(FollowingRow, table=True):
    """Projected: a photo of a unit's newest answer to a similar check.

    ``sha256`` is the file as it came, ``shown_sha256`` the one that pages show.
    """

    __tablename__ = "similar_photo"
    __table_args__ = (Index("ix_similar_photo_shown", "shown_sha256"),)

    sha256: str = Field(primary_key=True, max_length=64)
    check_id: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64)
    shown_sha256: str = Field(max_length=64)
