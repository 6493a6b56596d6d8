"""Projected tables of the register, and of office work that is no visit."""

from sqlalchemy import BigInteger, Index, Text, text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow

_CLOSES = text("closed_on IS NOT NULL")


def _closing(table: str) -> Index:
    """Few rows have a day on which they close: each phone asks which of them have come."""
    return Index(
        f"ix_{table}_closing",
        "district",
        "closed_on",
        sqlite_where=_CLOSES,
        postgresql_where=_CLOSES,
    )


class DistrictRow(FollowingRow, table=True):
    """Projected from ``district.set``; ``rules`` is JSON of the entry's body."""

    __tablename__ = "district"

    district: str = Field(primary_key=True, max_length=64)
    name: str
    rules: str = Field(sa_type=Text)


class ZoneRow(FollowingRow, table=True):
    """Projected from ``zone.set``."""

    __tablename__ = "zone"

    district: str = Field(primary_key=True, max_length=64)
    zone: str = Field(primary_key=True, max_length=64)
    name: str
    is_active: bool
    closed_on: str | None = Field(max_length=10)
    order_no: int | None
    sort_as: str


class SchoolRow(FollowingRow, table=True):
    """Projected from ``school.set`` (WGS-84); ``facts`` is JSON of the entry's body."""

    __tablename__ = "school"
    __table_args__ = (_closing("school"),)

    district: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    name: str
    initials: str
    pinyin: str
    zone: str = Field(max_length=64)
    school_kind: str = Field(max_length=16)
    ownership: str = Field(max_length=16)
    lat: float | None
    lng: float | None
    radius_m: int
    is_active: bool
    closed_on: str | None = Field(max_length=10)
    order_no: int | None
    sort_as: str
    facts: str = Field(sa_type=Text)


class SchoolWasRow(FollowingRow, table=True):
    """Projected from each ``school.set``: what a school was from this day on, to the next row's."""

    __tablename__ = "school_was"
    __table_args__ = ({"sqlite_with_rowid": False},)

    district: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    from_on: str = Field(primary_key=True, max_length=10)
    name: str
    zone: str = Field(max_length=64)
    school_kind: str = Field(max_length=16)
    ownership: str = Field(max_length=16)
    is_active: bool
    closed_on: str | None = Field(max_length=10)


class PersonRow(FollowingRow, table=True):
    """Projected from ``person.set``; ``facts`` is JSON of the entry's body."""

    __tablename__ = "person"
    __table_args__ = (_closing("person"),)

    account: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64, index=True)
    role: str = Field(max_length=16)
    name: str
    zone: str | None = Field(max_length=64)
    post: str | None = Field(max_length=16)
    is_active: bool
    closed_on: str | None = Field(max_length=10)
    order_no: int | None
    sort_as: str
    certificate_no: str
    phone: str
    facts: str = Field(sa_type=Text)


class AssignmentRow(FollowingRow, table=True):
    """Projected from ``assignment.set``; the same inspector, school and first day is one row."""

    __tablename__ = "assignment"
    __table_args__ = (Index("ix_assignment_account", "district", "account"),)

    district: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    account: str = Field(primary_key=True, max_length=64)
    from_on: str = Field(primary_key=True, max_length=10)
    to_on: str | None = Field(max_length=10)
    responsibility: str = Field(max_length=16)


class AvoidanceRow(FollowingRow, table=True):
    """Projected from ``avoidance.set``: one that was withdrawn has no row."""

    __tablename__ = "avoidance"

    district: str = Field(primary_key=True, max_length=64)
    account: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)


class GrantRow(FollowingRow, table=True):
    """Projected from ``grant.set``: what an account of another district is in this one."""

    __tablename__ = "account_grant"
    __table_args__ = (Index("ix_grant_account", "account"),)

    district: str = Field(primary_key=True, max_length=64)
    account: str = Field(primary_key=True, max_length=64)
    name: str
    role: str = Field(max_length=16)
    from_on: str = Field(max_length=10)
    to_on: str | None = Field(max_length=10)


class CalendarRow(FollowingRow, table=True):
    """Projected from ``calendar.set``: a line of the office's calendar, both days included."""

    __tablename__ = "calendar"

    district: str = Field(primary_key=True, max_length=64)
    calendar_id: str = Field(primary_key=True, max_length=64)
    name: str
    sort: str = Field(max_length=16)
    from_on: str = Field(max_length=10)
    to_on: str = Field(max_length=10)
    is_estimated: bool
    is_active: bool


class TemplateRow(FollowingRow, table=True):
    """Projected from ``template.set``; without ``sha256`` the built-in template is used."""

    __tablename__ = "template"

    district: str = Field(primary_key=True, max_length=64)
    document: str = Field(primary_key=True, max_length=64)
    name: str | None
    sha256: str | None = Field(max_length=64)


class PortraitRow(FollowingRow, table=True):
    """Projected from ``portrait.set``; without ``sha256`` no photo is shown of the account."""

    __tablename__ = "portrait"

    district: str = Field(primary_key=True, max_length=64)
    account: str = Field(primary_key=True, max_length=64)
    sha256: str | None = Field(max_length=64)


class ClosingRuleRow(FollowingRow, table=True):
    """Projected from ``closing_rule.set``; ``rule`` is JSON of its ClosingRule."""

    __tablename__ = "closing_rule"

    district: str = Field(primary_key=True, max_length=64)
    rule: str = Field(sa_type=Text)


class BalanceRuleRow(FollowingRow, table=True):
    """Projected from ``balance_rule.set``: one that was taken back has no row."""

    __tablename__ = "balance_rule"

    district: str = Field(primary_key=True, max_length=64)
    rule_id: str = Field(primary_key=True, max_length=64)
    from_year: int
    facts: str = Field(sa_type=Text)


class ServiceNoticeRow(FollowingRow, table=True):
    """Projected from ``service_notice.set``; ``facts`` is JSON of the entry's body."""

    __tablename__ = "service_notice"

    district: str = Field(primary_key=True, max_length=64)
    facts: str = Field(sa_type=Text)


class IndicatorRow(FollowingRow, table=True):
    """Projected from ``indicator.set``: what a school has in a year."""

    __tablename__ = "indicator"

    district: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    year: int = Field(primary_key=True)
    facts: str = Field(sa_type=Text)


class HazardDutyRow(FollowingRow, table=True):
    """Projected from ``hazard_duty.set``: one that was taken back has no row."""

    __tablename__ = "hazard_duty"

    district: str = Field(primary_key=True, max_length=64)
    duty_id: str = Field(primary_key=True, max_length=64)
    account: str = Field(max_length=64)
    from_on: str = Field(max_length=10)
    to_on: str = Field(max_length=10)


class RobotRow(FollowingRow, table=True):
    """Projected from ``robot.set``: what is kept of it beside the ledger is ``held``."""

    __tablename__ = "robot"

    district: str = Field(primary_key=True, max_length=64)
    sort: str = Field(max_length=16)
    is_on: bool
    digest_hour: int
    on_since: str = Field(max_length=24)
    held: str = Field(max_length=64)


class TokenRow(FollowingRow, table=True):
    """Projected from ``token.given`` and ``token.revoked``; ``scopes`` with commas between."""

    __tablename__ = "token"
    __table_args__ = (Index("ix_token_secret", "secret_hash"),)

    district: str = Field(primary_key=True, max_length=64)
    token: str = Field(primary_key=True, max_length=64)
    name: str
    scopes: str = Field(max_length=64)
    valid_until: str = Field(max_length=10)
    secret_hash: str = Field(max_length=64)
    is_revoked: bool


class ThemeRow(FollowingRow, table=True):
    """Projected from ``theme.set``; ``theme`` is JSON of Theme."""

    __tablename__ = "theme"

    district: str = Field(primary_key=True, max_length=64)
    theme_id: str = Field(primary_key=True, max_length=64)
    month: int
    theme: str = Field(sa_type=Text)


class ChecklistRow(FollowingRow, table=True):
    """Projected from ``checklist.set``; ``checklist`` is JSON of Checklist."""

    __tablename__ = "checklist"

    district: str = Field(primary_key=True, max_length=64)
    checklist_id: str = Field(primary_key=True, max_length=64)
    version: int = Field(primary_key=True)
    checklist: str = Field(sa_type=Text)


class ChecklistUseRow(FollowingRow, table=True):
    """Projected from ``checklist_use.set``; a checklist without a row is in use."""

    __tablename__ = "checklist_use"

    district: str = Field(primary_key=True, max_length=64)
    checklist_id: str = Field(primary_key=True, max_length=64)
    is_active: bool
    closed_on: str | None = Field(max_length=10)


class PolicyRow(FollowingRow, table=True):
    """Projected from ``policy.set``: one part of a paper.

    ``facts`` is JSON of the entry's body without its sections; ``document`` is the text as
    phones fetch it, whose SHA-256 is ``sha256``.
    """

    __tablename__ = "policy"

    district: str = Field(primary_key=True, max_length=64)
    policy_id: str = Field(primary_key=True, max_length=64)
    part: int = Field(primary_key=True)
    sha256: str = Field(max_length=64, index=True)
    size_bytes: int
    is_active: bool
    closed_on: str | None = Field(max_length=10)
    facts: str = Field(sa_type=Text)
    document: str = Field(sa_type=Text)


class PolicyReadRow(FollowingRow, table=True):
    """Projected from ``policy.read``: an account has read a paper in the parts of these hashes.

    Every reading is kept, of older texts too.

    ``sha256`` is a comma-separated list in the order of the parts.
    """

    __tablename__ = "policy_read"

    district: str = Field(primary_key=True, max_length=64)
    policy_id: str = Field(primary_key=True, max_length=64)
    account: str = Field(primary_key=True, max_length=64)
    position: int = Field(primary_key=True, sa_type=BigInteger)
    read_on: str = Field(max_length=10)
    sha256: str = Field(sa_type=Text)


class ActivityRow(FollowingRow, table=True):
    """Projected from ``training.recorded`` (kind ``training``) and ``activity.recorded``.

    ``sort`` is how a training was held, and the type of an activity, which is its kind too. What
    was withdrawn stays, and is no more ``is_standing``. ``facts`` is JSON of the body as it
    stands, whoever signed in included.
    """

    __tablename__ = "activity"

    district: str = Field(primary_key=True, max_length=64)
    activity_id: str = Field(primary_key=True, max_length=64)
    kind: str = Field(max_length=32)
    sort: str = Field(max_length=32)
    held_on: str = Field(max_length=10)
    month: str = Field(max_length=7, index=True)
    title: str
    zone: str | None = Field(max_length=64)
    sessions: int
    attendances: int
    is_standing: bool
    facts: str = Field(sa_type=Text)


class ActivityPersonRow(FollowingRow, table=True):
    """Projected with ``activity``: an inspector who took part in a training that stands."""

    __tablename__ = "activity_person"
    __table_args__ = (Index("ix_activity_person_on", "district", "held_on"),)

    district: str = Field(primary_key=True, max_length=64)
    activity_id: str = Field(primary_key=True, max_length=64)
    account: str = Field(primary_key=True, max_length=64)
    held_on: str = Field(max_length=10)
    mode: str = Field(max_length=16)
    hours: float


class ActivityUnitRow(FollowingRow, table=True):
    """Projected with ``activity``: a unit where an activity that stands was held."""

    __tablename__ = "activity_unit"
    __table_args__ = (Index("ix_activity_unit_school", "district", "school_id"),)

    district: str = Field(primary_key=True, max_length=64)
    activity_id: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
