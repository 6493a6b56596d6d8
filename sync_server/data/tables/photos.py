"""The projected table of photo files."""

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from sync_server.data.tables.base import StandingRow

_UNSEEN = text("seen IS NULL")


class PhotoFileRow(StandingRow, table=True):
    """Projected from ``photo.arrived``, ``photo.seen`` and ``photo.lost``: one complete on disk.

    ``position`` is that of the entry that tells of its arrival, ``seen`` that of the one by which
    somebody had looked at it (null before). ``likeness`` is 16 hex digits.
    """

    __tablename__ = "photo_file"
    __table_args__ = (
        Index("ix_photo_file_unseen", "position", sqlite_where=_UNSEEN, postgresql_where=_UNSEEN),
    )

    sha256: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)
    size_bytes: int
    arrived_at: str = Field(max_length=24)
    seen: int | None = Field(default=None, sa_type=BigInteger)
    likeness: str | None = Field(default=None, max_length=16)
