"""Own tables of the units' door: links, accounts and who has come in."""

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel


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
