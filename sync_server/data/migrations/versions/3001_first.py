"""Create every table: ledger, projected and own."""

from sync_server.data.migrations.first import (
    ledger,
    own,
    papers,
    photos,
    register,
    subjects,
    visits,
    workbook,
)

revision = "3001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    for module in (ledger, own, papers, photos, register, subjects, visits, workbook):
        module.create()
