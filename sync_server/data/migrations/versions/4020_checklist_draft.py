"""Keep checklists that somebody is writing."""

import sqlalchemy as sa
from alembic import op

revision = "4020"
down_revision = "4003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "checklist_draft",
        sa.Column("draft", sa.String(length=36), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("checklist_id", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("draft"),
        sa.UniqueConstraint("account", "checklist_id", name="uq_checklist_draft"),
    )
    op.create_index(
        op.f("ix_checklist_draft_district"), "checklist_draft", ["district"], unique=False
    )
