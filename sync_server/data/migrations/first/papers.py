"""The first tables of ``tables/papers.py``."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Create them."""
    _notice()
    _notice_finding()
    _number_series()


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("notice", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("issued_on", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.String(length=10), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("notice"),
    )
    op.create_index("ix_notice_school", "notice", ["district", "school_id"], unique=False)
    op.create_index(
        "ix_notice_series", "notice", ["district", "year", "serial", "notice"], unique=False
    )


def _notice_finding() -> None:
    op.create_table(
        "notice_finding",
        sa.Column("notice", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("finding_id", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("notice", "visit", "finding_id"),
    )
    op.create_index("ix_notice_finding", "notice_finding", ["visit", "finding_id"], unique=False)


def _number_series() -> None:
    op.create_table(
        "number_series",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("district", "series"),
    )
