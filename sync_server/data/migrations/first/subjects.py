"""The first tables of ``tables/subjects.py``."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Create them."""
    _reference()
    _subject()


def _reference() -> None:
    op.create_table(
        "reference",
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=65), nullable=False),
        sa.Column("referrer", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("position", "subject"),
    )
    op.create_index("ix_reference_subject", "reference", ["subject"], unique=False)


def _subject() -> None:
    op.create_table(
        "subject",
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("noun", sa.String(length=16), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=True),
        sa.Column("tip", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject"),
        sa.UniqueConstraint("district", "noun", "code"),
    )
