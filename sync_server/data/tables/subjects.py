"""Projected tables of everything that has a history of its own, and of what refers to it."""

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class SubjectRow(FollowingRow, table=True):
    """Projected: one subject (a visit, a school, a notice …) as far as its entries were folded.

    ``noun`` says what it is, ``code`` what the office calls it (null for what has none), unique
    in its district. ``tip`` is the last entry that counted, ``version`` the digest of all that
    did, ``position`` that of the latest entry about it, counted or not.
    """

    __tablename__ = "subject"
    __table_args__ = (UniqueConstraint("district", "noun", "code"),)

    subject: str = Field(primary_key=True, max_length=64)
    noun: str = Field(max_length=16)
    district: str = Field(max_length=64)
    code: str | None = Field(max_length=200)
    tip: str = Field(max_length=64)
    version: str = Field(max_length=64)
    position: int = Field(sa_type=BigInteger)


class ReferenceRow(FollowingRow, table=True):
    """Projected: an entry whose body says something of another subject, which may come later.

    ``subject`` is what it refers to, ``referrer`` the subject the entry itself belongs to.
    """

    __tablename__ = "reference"
    __table_args__ = (Index("ix_reference_subject", "subject"),)

    position: int = Field(sa_type=BigInteger, primary_key=True)
    subject: str = Field(primary_key=True, max_length=64)
    entry: str = Field(max_length=64)
    kind: str = Field(max_length=65)
    referrer: str = Field(max_length=64)
