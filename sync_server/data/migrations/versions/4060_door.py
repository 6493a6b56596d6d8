"""Keep how units come in at their door."""

import sqlalchemy as sa
from alembic import op

revision = "4060"
down_revision = "4050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "door_link",
        sa.Column("link", sa.String(length=36), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.String(length=64), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("until_on", sa.String(length=10), nullable=False),
        sa.Column("revoked_at", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("link"),
        sa.UniqueConstraint("secret_hash"),
    )
    op.create_index("ix_door_link_school", "door_link", ["district", "school_id"], unique=False)
    op.create_table(
        "door_account",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("changed_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("account"),
        sa.UniqueConstraint("district", "school_id", name="uq_door_account_school"),
    )
    op.create_table(
        "door_session",
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.String(length=64), nullable=False),
        sa.Column("link", sa.String(length=36), nullable=True),
        sa.Column("expires_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("secret_hash"),
    )
