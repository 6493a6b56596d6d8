"""Tables of the units' door: own ones of who comes in, projected ones of what comes in there."""

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

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


class DoorLinkRow(SQLModel, table=True):
    """Own: a link of a unit, by the hash of its secret; it is good through ``until_on``."""

    __tablename__ = "door_link"
    __table_args__ = (Index("ix_door_link_school", "district", "school_id"),)

    link: str = Field(primary_key=True, max_length=36)
    district: str = Field(max_length=64)
    school_id: str = Field(max_length=64)
    secret_hash: str = Field(max_length=64, unique=True)
    created_at: str = Field(max_length=24)
    until_on: str = Field(max_length=10)
    revoked_at: str | None = Field(default=None, max_length=24)


class DoorAccountRow(SQLModel, table=True):
    """Own: the one account of a unit, and how it proves itself; closed it has no password."""

    __tablename__ = "door_account"
    __table_args__ = (UniqueConstraint("district", "school_id", name="uq_door_account_school"),)

    account: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64)
    school_id: str = Field(max_length=64)
    password_hash: str | None = None
    changed_at: str = Field(max_length=24)


class DoorSessionRow(SQLModel, table=True):
    """Own: a browser that has come in for a unit, by the hash of its cookie's secret.

    It came by a ``link``, and goes with it, or by the unit's account (None).
    """

    __tablename__ = "door_session"

    secret_hash: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64)
    school_id: str = Field(max_length=64)
    link: str | None = Field(default=None, max_length=36)
    expires_at: str = Field(max_length=24)
