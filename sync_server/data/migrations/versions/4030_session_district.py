"""Keep which district a signed-in browser looks at, where it is not the account's own."""

import sqlalchemy as sa
from alembic import op

revision = "4030"
down_revision = "4020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    op.add_column("console_session", sa.Column("district", sa.String(length=64), nullable=True))
