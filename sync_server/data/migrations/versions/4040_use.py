"""Keep what accounts looked at, their signing in, and backups."""

import sqlalchemy as sa
from alembic import op

revision = "4040"
down_revision = "4030"
branch_labels = None
depends_on = None

FOUND_BY = {
    "ix_use_at": ("district", "at", "id"),
    "ix_use_account": ("district", "account", "at", "id"),
    "ix_use_sort": ("district", "sort", "at", "id"),
    "ix_use_noun_code": ("district", "noun", "code", "at", "id"),
    "ix_use_kept": ("at",),
}


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "use",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=65), nullable=False),
        sa.Column("sort", sa.String(length=16), nullable=False),
        sa.Column("noun", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for name, columns in FOUND_BY.items():
        op.create_index(name, "use", list(columns), unique=False)
