"""Findings with notice and reply, follow-ups, campaigns, policies, and prints of notes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    _visits()
    _campaigns()
    _policies()


def _visits() -> None:
    op.add_column("visit", sa.Column("campaign_id", sa.String(length=64), nullable=True))
    op.create_index("ix_visit_campaign", "visit", ["campaign_id"])
    op.add_column("visit_photo", sa.Column("finding_id", sa.String(length=64), nullable=True))
    for name in ("place", "suggestion", "responsible"):
        # Old rows are projected anew when the server starts.
        op.add_column("finding", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("finding", sa.Column("recurs", sa.String(length=64), nullable=True))
    for name in ("notice", "reply"):
        op.add_column("finding", sa.Column(name, sa.Text(), nullable=True))
    op.create_table(
        "follow_up",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("finding_id", sa.String(length=64), nullable=False),
        sa.Column("finding_visit", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("conclusion", sa.String(length=16), nullable=False),
        sa.Column("followed_up_on", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("visit", "finding_id"),
    )
    op.create_index("ix_follow_up_finding", "follow_up", ["finding_visit", "finding_id"])
    op.create_table(
        "note_print",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=16), nullable=False),
        sa.Column("print", sa.String(length=16), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("visit", "section", "print"),
    )
    op.create_index("ix_note_print", "note_print", ["district", "print"])


def _campaigns() -> None:
    op.create_table(
        "campaign",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("campaign_id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("from_on", sa.String(length=10), nullable=False),
        sa.Column("to_on", sa.String(length=10), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "campaign_id"),
    )


def _policies() -> None:
    op.create_table(
        "policy",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "policy_id", "part"),
    )
    op.create_index("ix_policy_sha256", "policy", ["sha256"])
    op.create_table(
        "policy_read",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("read_on", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "policy_id", "account"),
    )
