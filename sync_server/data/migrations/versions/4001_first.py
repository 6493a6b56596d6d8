"""Create every table but those that follow: ledger, standing and own."""

from sync_server.data.migrations.first import ledger, own, standing

revision = "4001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    for module in (ledger, standing, own):
        module.create()
