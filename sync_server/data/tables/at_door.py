"""Projected tables of what comes in at the door."""

from sqlalchemy import BigInteger, Index, Text
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


class MessageRow(FollowingRow, table=True):
    """Projected: one message from the public card. ``folded`` is JSON of Message.

    ``position`` is that of its latest entry, ``passed_to`` who is to look into it, and ``asked``
    the hash of the code by which its sender asks how it stands.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_listed", "district", "sent_on"),
        Index("ix_message_asked", "asked"),
    )

    message: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)
    district: str = Field(max_length=64)
    school_id: str = Field(max_length=64)
    about: str = Field(max_length=16)
    state: str = Field(max_length=16)
    sent_on: str = Field(max_length=10)
    accept_by: str = Field(max_length=10)
    passed_to: str | None = Field(max_length=64)
    asked: str = Field(max_length=64)
    folded: str = Field(sa_type=Text)


class EntryPassRow(FollowingRow, table=True):
    """Projected from ``entry_pass.set``; ``facts`` is JSON of the entry's body."""

    __tablename__ = "entry_pass"
    __table_args__ = (Index("ix_entry_pass_id", "pass_id"),)

    district: str = Field(primary_key=True, max_length=64)
    pass_id: str = Field(primary_key=True, max_length=64)
    valid_on: str = Field(max_length=10)
    facts: str = Field(sa_type=Text)


class ReplyPhotoRow(FollowingRow, table=True):
    """Projected: a photo that a unit gave with its newest answer about a finding.

    ``sha256`` is the file as it came, ``shown_sha256`` the one that pages show.
    """

    __tablename__ = "reply_photo"
    __table_args__ = (Index("ix_reply_photo_shown", "shown_sha256"),)

    sha256: str = Field(primary_key=True, max_length=64)
    finding: str = Field(primary_key=True, max_length=64)
    visit: str = Field(max_length=64)
    finding_id: str = Field(max_length=64)
    shown_sha256: str = Field(max_length=64)
