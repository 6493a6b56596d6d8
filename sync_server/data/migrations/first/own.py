"""The first tables of ``tables/own.py``."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Create them."""
    _account()
    _console_session()
    _device_answer()
    _device_token()
    _setting()


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_expires_at", sa.String(length=24), nullable=True),
        sa.Column("is_disabled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("account"),
    )


def _console_session() -> None:
    op.create_table(
        "console_session",
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("expires_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("secret_hash"),
    )
    op.create_index(
        op.f("ix_console_session_account"), "console_session", ["account"], unique=False
    )


def _device_answer() -> None:
    op.create_table(
        "device_answer",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("boot", sa.String(length=64), nullable=False),
        sa.Column("ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", "at"),
    )


def _device_token() -> None:
    op.create_table(
        "device_token",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("chain", sa.String(length=36), nullable=False),
        sa.Column("device_name", sa.String(), nullable=False),
        sa.Column("app_version", sa.String(), nullable=True),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("revoked_at", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(op.f("ix_device_token_account"), "device_token", ["account"], unique=False)
    op.create_index(op.f("ix_device_token_chain"), "device_token", ["chain"], unique=False)


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
