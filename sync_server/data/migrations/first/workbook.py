"""The first tables of ``tables/workbook.py``."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Create them."""
    _workbook_mark()
    _workbook_visit()


def _workbook_mark() -> None:
    op.create_table(
        "workbook_mark",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("whom", sa.String(length=64), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("prints", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("district", "whom", "part"),
    )


def _workbook_visit() -> None:
    op.create_table(
        "workbook_visit",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("visit_on", sa.String(length=10), nullable=False),
        sa.Column("print", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("visit"),
    )
    op.create_index("ix_workbook_visit", "workbook_visit", ["account", "visit_on"], unique=False)
