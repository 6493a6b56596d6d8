"""Keep the files that entries name in one table."""

import sqlalchemy as sa
from alembic import op

revision = "4071"
down_revision = "4070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "kept_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.execute(
        "INSERT INTO kept_file SELECT sha256, content FROM policy_file"
        " UNION SELECT sha256, content FROM template_file"
    )
    op.drop_table("policy_file")
    op.drop_table("template_file")
