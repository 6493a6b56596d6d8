"""The first projected tables that every commit keeps up to date."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Create them."""
    _chain()
    _photo_file()


def _chain() -> None:
    op.create_table(
        "chain",
        sa.Column("chain", sa.String(length=36), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("installation", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("is_practice", sa.Boolean(), nullable=False),
        sa.Column("enrolled_at", sa.String(length=24), nullable=False),
        sa.Column("revoked_at", sa.String(length=24), nullable=True),
        sa.Column("tip_seq", sa.BigInteger(), nullable=False),
        sa.Column("tip_id", sa.String(length=64), nullable=True),
        sa.Column("tip_earliest", sa.String(length=24), nullable=True),
        sa.Column("is_forked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("chain"),
    )
    op.create_index(op.f("ix_chain_account"), "chain", ["account"], unique=False)


def _photo_file() -> None:
    op.create_table(
        "photo_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.String(length=24), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=True),
        sa.Column("likeness", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("sha256"),
    )
    unseen = sa.text("seen IS NULL")
    op.create_index(
        "ix_photo_file_unseen",
        "photo_file",
        ["position"],
        sqlite_where=unseen,
        postgresql_where=unseen,
    )
