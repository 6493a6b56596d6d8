"""The projected table of photo files."""

from sqlalchemy import BigInteger
from sqlmodel import Field

from sync_server.data.tables.base import StandingRow


class PhotoFileRow(StandingRow, table=True):
    """Projected from ``photo.arrived`` and ``photo.lost``: a photo that is complete on disk.

    ``position`` is that of the entry that tells of its arrival. ``likeness`` is 16 hex digits.
    """

    __tablename__ = "photo_file"

    sha256: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)
    size_bytes: int
    arrived_at: str = Field(max_length=24)
    likeness: str | None = Field(default=None, max_length=16)
