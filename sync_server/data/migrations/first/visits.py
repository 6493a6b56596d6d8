"""The first tables of ``tables/visits.py``."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Create them."""
    _chain()
    _finding()
    _follow_up()
    _visit_key()
    _visit()
    _visit_count()
    _visit_measures()
    _visit_flag()
    _visit_photo()


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


def _finding() -> None:
    op.create_table(
        "finding",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("finding_id", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("is_hazard", sa.Boolean(), nullable=False),
        sa.Column("is_fixed_on_spot", sa.Boolean(), nullable=False),
        sa.Column("raised_on", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.String(length=10), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("recurs", sa.String(length=64), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("visit", "finding_id"),
    )
    op.create_index(op.f("ix_finding_school_id"), "finding", ["school_id"], unique=False)


def _follow_up() -> None:
    op.create_table(
        "follow_up",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("finding_id", sa.String(length=64), nullable=False),
        sa.Column("finding_visit", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("conclusion", sa.String(length=16), nullable=False),
        sa.Column("followed_up_on", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("visit", "finding_id"),
    )
    op.create_index(
        "ix_follow_up_finding", "follow_up", ["finding_visit", "finding_id"], unique=False
    )


def _visit_key() -> None:
    op.create_table(
        "visit_key",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("space", sa.String(length=16), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("measure", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("visit", "part", "value"),
    )
    op.create_index("ix_visit_key", "visit_key", ["value", "district"], unique=False)


def _visit() -> None:
    op.create_table(
        "visit",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("visit_type", sa.String(length=16), nullable=False),
        sa.Column("theme_id", sa.String(length=64), nullable=True),
        sa.Column("campaign_id", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.Column("visit_on", sa.String(length=10), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("presence", sa.String(length=16), nullable=False),
        sa.Column("grade", sa.String(length=16), nullable=True),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("submitted_at", sa.String(length=24), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("assessed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("visit"),
    )
    op.create_index("ix_visit_account", "visit", ["account", "visit_on"], unique=False)
    op.create_index("ix_visit_campaign", "visit", ["campaign_id"], unique=False)
    op.create_index("ix_visit_month", "visit", ["district", "month"], unique=False)
    op.create_index("ix_visit_listed", "visit", ["district", "visit_on", "position"], unique=False)
    for name, column in (
        ("ix_visit_in_zone", "zone"),
        ("ix_visit_by_account", "account"),
        ("ix_visit_at_school", "school_id"),
        ("ix_visit_in_state", "state"),
    ):
        op.create_index(name, "visit", ["district", column, "visit_on", "position"], unique=False)


def _visit_count() -> None:
    op.create_table(
        "visit_count",
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.String(length=64), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "district", "code", "state", "month", "zone", "account", "school_id"
        ),
        sqlite_with_rowid=False,
    )


def _visit_measures() -> None:
    op.create_table(
        "visit_measures",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.String(length=64), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("school_visits", sa.Integer(), nullable=False),
        sa.Column("inspector_visits", sa.Integer(), nullable=False),
        sa.Column("lessons", sa.Integer(), nullable=False),
        sa.Column("lesson_attendances", sa.Integer(), nullable=False),
        sa.Column("lesson_plans", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.Column("talks", sa.Integer(), nullable=False),
        sa.Column("questionnaires", sa.Integer(), nullable=False),
        sa.Column("patrols", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("hazards", sa.Integer(), nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("visit"),
    )
    op.create_index("ix_visit_measures", "visit_measures", ["district", "month"], unique=False)


def _visit_flag() -> None:
    op.create_table(
        "visit_flag",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("visit_on", sa.String(length=10), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("visit", "code"),
    )
    op.create_index(
        "ix_visit_flag_listed",
        "visit_flag",
        ["district", "code", "visit_on", "position"],
        unique=False,
    )


def _visit_photo() -> None:
    op.create_table(
        "visit_photo",
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("photo_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=64), nullable=False),
        sa.Column("finding_id", sa.String(length=64), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("entry"),
        sa.UniqueConstraint("visit", "photo_id"),
    )
    op.create_index(op.f("ix_visit_photo_sha256"), "visit_photo", ["sha256"], unique=False)
