"""The first tables of ``tables/ledger.py``."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Create them."""
    _run()
    _head_signature()
    _tile_hash()
    _tree_head()


def _run() -> None:
    op.create_table(
        "run",
        sa.Column("first", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("chain", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=True),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("carrier", sa.String(length=36), nullable=False),
        sa.Column("accepted_at", sa.String(length=24), nullable=False),
        sa.Column("marks", sa.String(), nullable=False),
        sa.Column("tree_size", sa.BigInteger(), nullable=False),
        sa.Column("ids", sa.LargeBinary(), nullable=False),
        sa.Column("times", sa.LargeBinary(), nullable=False),
        sa.Column("lines", sa.LargeBinary(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("first"),
    )
    op.create_index("ix_run_chain_seq", "run", ["chain", "seq"], unique=False)
    op.create_index("ix_run_subject", "run", ["subject"], unique=False)


def _head_signature() -> None:
    op.create_table(
        "head_signature",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("chain", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_head_signature_chain"), "head_signature", ["chain"], unique=False)


def _tile_hash() -> None:
    op.create_table(
        "tile_hash",
        sa.Column("level", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "n"),
    )


def _tree_head() -> None:
    op.create_table(
        "tree_head",
        sa.Column("tree_size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_hashes", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("tree_size"),
    )
