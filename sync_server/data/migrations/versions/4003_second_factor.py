"""Keep second factors, and tell what is held for an account by its sort."""

import sqlalchemy as sa
from alembic import op

revision = "4003"
down_revision = "4002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "second_factor",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", sa.String(length=24), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=True),
        sa.Column("recovery", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account"),
    )
    # Whatever was held before was a file to be imported.
    op.add_column(
        "held_file",
        sa.Column("sort", sa.String(length=16), nullable=False, server_default="import"),
    )
