"""Keep what a group's robot needs to speak, sealed, and what it has sent."""

import sqlalchemy as sa
from alembic import op

revision = "4050"
down_revision = "4041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "robot_secret",
        sa.Column("held", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("held"),
    )
    op.create_index("ix_robot_secret_district", "robot_secret", ["district"], unique=False)
    op.create_table(
        "robot_message",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("sort", sa.String(length=16), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.String(length=24), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.String(length=24), nullable=False),
        sa.Column("tried_at", sa.String(length=24), nullable=True),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "sort", "about"),
    )
