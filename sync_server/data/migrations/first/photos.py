"""The first tables of ``tables/photos.py``."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Create them."""
    _photo_file()


def _photo_file() -> None:
    op.create_table(
        "photo_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.String(length=24), nullable=False),
        sa.Column("likeness", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("sha256"),
    )
