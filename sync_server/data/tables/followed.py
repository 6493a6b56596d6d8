"""Tables of the log as it is followed: how far, and an index of its entries."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from domain.kinds.named_files import NAMING_FILES
from domain.kinds.server import ServerRestored
from domain.kinds.visit.photo import PhotoTaken
from sync_server.data.tables.base import by_position

FOUND_BY_KIND = frozenset({PhotoTaken.kind, ServerRestored.kind, *NAMING_FILES})
"""The kinds of entries that somebody asks for by their kind."""


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

    Nothing stands here that ``run`` does not tell, and of that as little as serves to find an
    entry there: ``run`` is the first position of its run. ``kind`` is left out but for those of
    ``FOUND_BY_KIND``.
    """

    __tablename__ = "entry"
    __table_args__ = (
        Index(
            "ix_entry_kind",
            "kind",
            sqlite_where=text("kind IS NOT NULL"),
            postgresql_where=text("kind IS NOT NULL"),
        ),
    )

    position: int = Field(sa_column=by_position())
    id: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    run: int = Field(sa_type=BigInteger)
    kind: str | None = Field(max_length=65)
