"""Tables of the log as it is followed: how far, and an index of its entries."""

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field, SQLModel


class FollowedRow(SQLModel, table=True):
    """How far the tables that follow have come: one row, moved with whatever it tells of.

    ``position`` is that of the next entry to follow. ``entry`` is the one before it (none at the
    beginning) and ``epoch`` the log's when that was committed: by them it is seen whether the
    tables are those of this log. ``fold`` is the version of what made them.
    """

    __tablename__ = "followed"

    fold: int = Field(primary_key=True, sa_type=BigInteger)
    position: int = Field(sa_type=BigInteger)
    entry: str | None = Field(default=None, max_length=64)
    epoch: str | None = Field(default=None, max_length=36)


class EntryRow(SQLModel, table=True):
    """Index over the runs: one entry at its position of the log, to be found by SQL.

    Nothing stands here that ``run`` does not tell; ``run`` is the first position of its run.
    """

    __tablename__ = "entry"
    __table_args__ = (Index("ix_entry_kind", "kind"),)

    position: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    id: str = Field(max_length=64, unique=True)
    chain: str = Field(max_length=36)
    seq: int = Field(sa_type=BigInteger)
    kind: str = Field(max_length=65)
    subject: str = Field(max_length=64)
    accepted_at: str = Field(max_length=24)
    earliest: str = Field(max_length=24)
    latest: str = Field(max_length=24)
    run: int = Field(sa_type=BigInteger)
