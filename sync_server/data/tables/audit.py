"""Tables of the audit page: acts that are entries, and uses of the system that are none."""

from sqlalchemy import BigInteger, Column, Index, Integer
from sqlmodel import Field, SQLModel

from sync_server.data.tables.base import FollowingRow, by_position


def _found_by(table: str, last: str) -> tuple[Index, ...]:
    """One index for each filter of the page; all end in the list's order."""
    leading = ((), ("account",), ("sort",), ("noun", "code"))
    return tuple(
        Index("_".join(("ix", table, *(each or ("at",)))), "district", *each, "at", last)
        for each in leading
    )


class ActRow(FollowingRow, table=True):
    """Projected: one act of the office, from the entry at this position."""

    __tablename__ = "act"
    __table_args__ = _found_by("act", "position")

    position: int = Field(sa_column=by_position())
    district: str = Field(max_length=64)
    at: str = Field(max_length=24)
    account: str = Field(max_length=64)
    act: str = Field(max_length=65)
    sort: str = Field(max_length=16)
    noun: str = Field(max_length=32)
    code: str = Field(max_length=200)


class UseRow(SQLModel, table=True):
    """Own: that an account used the system in a way that is no entry, kept for a while."""

    __tablename__ = "use"
    __table_args__ = (*_found_by("use", "id"), Index("ix_use_kept", "at"))

    id: int | None = Field(
        default=None,
        sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    )
    district: str = Field(max_length=64)
    at: str = Field(max_length=24)
    account: str = Field(max_length=64)
    act: str = Field(max_length=65)
    sort: str = Field(max_length=16)
    noun: str = Field(max_length=32)
    code: str = Field(max_length=200)
    note: str = Field(default="", max_length=200)
