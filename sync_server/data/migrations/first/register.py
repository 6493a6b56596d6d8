"""The first tables of ``tables/register.py``."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Create them."""
    _activity()
    _assignment()
    _campaign()
    _checklist()
    _district()
    _person()
    _policy()
    _policy_read()
    _school()
    _theme()
    _zone()


def _activity() -> None:
    op.create_table(
        "activity",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("activity_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("held_on", sa.String(length=10), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("attendances", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "activity_id"),
    )
    op.create_index(op.f("ix_activity_month"), "activity", ["month"], unique=False)


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("from_on", sa.String(length=10), nullable=False),
        sa.Column("to_on", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("district", "school_id", "account", "from_on"),
    )
    op.create_index("ix_assignment_account", "assignment", ["district", "account"], unique=False)


def _campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("campaign_id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("from_on", sa.String(length=10), nullable=False),
        sa.Column("to_on", sa.String(length=10), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "campaign_id"),
    )


def _checklist() -> None:
    op.create_table(
        "checklist",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("checklist_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "checklist_id", "version"),
    )


def _district() -> None:
    op.create_table(
        "district",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district"),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("post", sa.String(length=16), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("account"),
    )
    op.create_index(op.f("ix_person_district"), "person", ["district"], unique=False)


def _policy() -> None:
    op.create_table(
        "policy",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "policy_id", "part"),
    )
    op.create_index(op.f("ix_policy_sha256"), "policy", ["sha256"], unique=False)


def _policy_read() -> None:
    op.create_table(
        "policy_read",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("policy_id", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("read_on", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "policy_id", "account"),
    )


def _school() -> None:
    op.create_table(
        "school",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("school_kind", sa.String(length=16), nullable=False),
        sa.Column("ownership", sa.String(length=16), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lng", sa.Float(), nullable=True),
        sa.Column("radius_m", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "school_id"),
    )


def _theme() -> None:
    op.create_table(
        "theme",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("theme_id", sa.String(length=64), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "theme_id"),
    )


def _zone() -> None:
    op.create_table(
        "zone",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("district", "zone"),
    )
