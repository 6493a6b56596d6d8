"""Hold uploaded files until they are confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "4002"
down_revision = "4001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "held_file",
        sa.Column("file", sa.String(length=36), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("file"),
    )
    op.create_index(op.f("ix_held_file_account"), "held_file", ["account"], unique=False)
