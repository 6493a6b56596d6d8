"""Keep when a token was shown last."""

import sqlalchemy as sa
from alembic import op

revision = "4080"
down_revision = "4071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "token_use",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("token"),
    )
