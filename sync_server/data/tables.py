"""The server's tables.

*Ledger* tables hold what was accepted, for ever. *Projected* tables are folded from the
ledger in the same transaction and can be made anew (``duji rebuild``). *Own* tables are
credentials and files, which live outside the ledger. Instants are RFC 3339 texts of one
width, so they sort; JSON is kept as text on both databases.
"""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


def _blob(nullable: bool = False) -> Column[bytes]:
    return Column(LargeBinary, nullable=nullable)


class EntryRow(SQLModel, table=True):
    """Ledger: one accepted entry at its position of the log, as the bytes first written.

    ``visit`` is the visit it belongs to (a ``visit.opened`` belongs to itself). ``private`` is
    null once erased. ``marks`` is a comma-separated list of acceptance marks.
    """

    __tablename__ = "entry"
    __table_args__ = (
        Index("ix_entry_chain_seq", "chain", "seq"),
        Index("ix_entry_chain_prev", "chain", "prev"),
        Index("ix_entry_visit", "visit"),
        Index("ix_entry_kind", "kind"),
    )

    position: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    id: str = Field(max_length=64, unique=True)
    chain: str = Field(max_length=36)
    seq: int = Field(sa_type=BigInteger)
    prev: str | None = Field(max_length=64)
    n: int = Field(sa_type=BigInteger)
    kind: str = Field(max_length=65)
    visit: str | None = Field(max_length=64)
    header: bytes = Field(sa_column=_blob())
    body: bytes = Field(sa_column=_blob())
    private: bytes | None = Field(sa_column=_blob(nullable=True))
    accepted_at: str = Field(max_length=24)
    earliest: str = Field(max_length=24)
    latest: str = Field(max_length=24)
    carrier: str = Field(max_length=36)
    marks: str = ""
    tree_size: int = Field(sa_type=BigInteger)
    signature: str = Field(max_length=128)


class TreeHeadRow(SQLModel, table=True):
    """Ledger: the log's Merkle tree after each commit; the newest row is the present head.

    ``frontier`` is the JSON list of the compact range's hashes, ``register_n`` the highest n
    of entries of no visit.
    """

    __tablename__ = "tree_head"

    tree_size: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    root: str = Field(max_length=64)
    frontier: str = Field(sa_type=Text)
    register_n: int = Field(sa_type=BigInteger)
    at: str = Field(max_length=24)
    epoch: str = Field(max_length=36)


class HeadSignatureRow(SQLModel, table=True):
    """Ledger: the signatures by which chains vouched for what they delivered."""

    __tablename__ = "head_signature"

    id: str = Field(primary_key=True, max_length=64)
    chain: str = Field(max_length=36, index=True)
    seq: int = Field(sa_type=BigInteger)
    signature: str = Field(max_length=128)


class ChainRow(SQLModel, table=True):
    """Projected from ``chain.enrolled``, ``chain.revoked`` and the chain's own entries.

    ``tip_seq``/``tip_id`` is the end of the main branch (0 and null before the first entry).
    ``is_forked`` says that there are entries beside the main branch.
    """

    __tablename__ = "chain"

    chain: str = Field(primary_key=True, max_length=36)
    account: str = Field(max_length=64, index=True)
    role: str = Field(max_length=16)
    district: str = Field(max_length=64)
    installation: str = Field(max_length=64)
    public_key: str = Field(max_length=64)
    is_practice: bool = False
    enrolled_at: str = Field(max_length=24)
    revoked_at: str | None = Field(default=None, max_length=24)
    tip_seq: int = Field(default=0, sa_type=BigInteger)
    tip_id: str | None = Field(default=None, max_length=64)
    tip_earliest: str | None = Field(default=None, max_length=24)
    is_forked: bool = False


class VisitRow(SQLModel, table=True):
    """Projected: one visit. ``folded`` and ``assessed`` are JSON of Visit and Assessment.

    ``position`` is that of its latest entry. ``submitted_at`` is the latest submission's claimed
    instant, moved into the interval in which it can have happened.
    """

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_month", "district", "month"),
        Index("ix_visit_account", "account", "visit_on"),
    )

    visit: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)
    district: str = Field(max_length=64)
    zone: str = Field(max_length=64)
    school_id: str = Field(max_length=64, index=True)
    account: str = Field(max_length=64)
    visit_type: str = Field(max_length=16)
    theme_id: str | None = Field(max_length=64)
    state: str = Field(max_length=16)
    is_counted: bool
    visit_on: str = Field(max_length=10)
    month: str = Field(max_length=7)
    presence: str = Field(max_length=16)
    grade: str | None = Field(max_length=16)
    head: str = Field(max_length=64)
    highest_n: int = Field(sa_type=BigInteger)
    submitted_at: str | None = Field(max_length=24)
    tally: str = Field(sa_type=Text)
    folded: str = Field(sa_type=Text)
    assessed: str = Field(sa_type=Text)


class VisitFlagRow(SQLModel, table=True):
    """Projected: one flag of a visit, for filtering; its facts are in ``assessed``."""

    __tablename__ = "visit_flag"

    visit: str = Field(primary_key=True, max_length=64)
    code: str = Field(primary_key=True, max_length=32, index=True)


class VisitPhotoRow(SQLModel, table=True):
    """Projected: one photo of a visit; ``position`` is that of its ``photo.taken``."""

    __tablename__ = "visit_photo"
    __table_args__ = (UniqueConstraint("visit", "photo_id"),)

    entry: str = Field(primary_key=True, max_length=64)
    visit: str = Field(max_length=64)
    photo_id: str = Field(max_length=64)
    position: int = Field(sa_type=BigInteger)
    sha256: str = Field(max_length=64, index=True)
    original_sha256: str = Field(max_length=64, index=True)
    district: str = Field(max_length=64)
    is_withdrawn: bool = False


class FindingRow(SQLModel, table=True):
    """Projected: one finding of a visit."""

    __tablename__ = "finding"

    visit: str = Field(primary_key=True, max_length=64)
    finding_id: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64)
    school_id: str = Field(max_length=64, index=True)
    category: str = Field(max_length=32)
    severity: str = Field(max_length=16)
    is_hazard: bool
    is_fixed_on_spot: bool
    raised_on: str = Field(max_length=10)
    due_on: str | None = Field(max_length=10)
    text: str = Field(sa_type=Text)


class DistrictRow(SQLModel, table=True):
    """Projected from ``district.set``; ``rules`` is JSON of the entry's body."""

    __tablename__ = "district"

    district: str = Field(primary_key=True, max_length=64)
    name: str
    rules: str = Field(sa_type=Text)


class ZoneRow(SQLModel, table=True):
    """Projected from ``zone.set``."""

    __tablename__ = "zone"

    district: str = Field(primary_key=True, max_length=64)
    zone: str = Field(primary_key=True, max_length=64)
    name: str
    is_active: bool


class SchoolRow(SQLModel, table=True):
    """Projected from ``school.set`` (WGS-84); ``facts`` is JSON of the entry's body."""

    __tablename__ = "school"

    district: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    name: str
    initials: str
    zone: str = Field(max_length=64)
    school_kind: str = Field(max_length=16)
    ownership: str = Field(max_length=16)
    lat: float | None
    lng: float | None
    radius_m: int
    is_active: bool
    facts: str = Field(sa_type=Text)


class PersonRow(SQLModel, table=True):
    """Projected from ``person.set``."""

    __tablename__ = "person"

    account: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64, index=True)
    role: str = Field(max_length=16)
    name: str
    zone: str | None = Field(max_length=64)
    post: str | None = Field(max_length=16)
    is_active: bool


class AssignmentRow(SQLModel, table=True):
    """Projected from ``assignment.set``; the same inspector, school and first day is one row."""

    __tablename__ = "assignment"

    district: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    account: str = Field(primary_key=True, max_length=64)
    from_on: str = Field(primary_key=True, max_length=10)
    to_on: str | None = Field(max_length=10)


class ThemeRow(SQLModel, table=True):
    """Projected from ``theme.set``; ``theme`` is JSON of Theme."""

    __tablename__ = "theme"

    district: str = Field(primary_key=True, max_length=64)
    theme_id: str = Field(primary_key=True, max_length=64)
    month: int
    theme: str = Field(sa_type=Text)


class ChecklistRow(SQLModel, table=True):
    """Projected from ``checklist.set``; ``checklist`` is JSON of Checklist."""

    __tablename__ = "checklist"

    district: str = Field(primary_key=True, max_length=64)
    checklist_id: str = Field(primary_key=True, max_length=64)
    version: int = Field(primary_key=True)
    checklist: str = Field(sa_type=Text)


class ActivityRow(SQLModel, table=True):
    """Projected from ``training.recorded`` (kind ``training``) and ``activity.recorded``."""

    __tablename__ = "activity"

    district: str = Field(primary_key=True, max_length=64)
    activity_id: str = Field(primary_key=True, max_length=64)
    kind: str = Field(max_length=32)
    held_on: str = Field(max_length=10)
    month: str = Field(max_length=7, index=True)
    title: str
    zone: str | None = Field(max_length=64)
    sessions: int
    attendances: int
    facts: str = Field(sa_type=Text)


class WorkbookMarkRow(SQLModel, table=True):
    """Projected: the position of the last entry that concerns an account's workbook.

    The account ``*`` of a district stands for what concerns everybody in it.
    """

    __tablename__ = "workbook_mark"

    district: str = Field(primary_key=True, max_length=64)
    account: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)


class PhotoFileRow(SQLModel, table=True):
    """Own: a photo that is complete on disk, with its likeness (16 hex digits) and its bands."""

    __tablename__ = "photo_file"

    sha256: str = Field(primary_key=True, max_length=64)
    size_bytes: int
    received_at: str = Field(max_length=24)
    likeness: str | None = Field(default=None, max_length=16)
    band0: int | None = Field(default=None, index=True)
    band1: int | None = Field(default=None, index=True)
    band2: int | None = Field(default=None, index=True)
    band3: int | None = Field(default=None, index=True)


class AccountRow(SQLModel, table=True):
    """Own: how an account proves itself; who it is stands in the register."""

    __tablename__ = "account"

    account: str = Field(primary_key=True, max_length=64)
    password_hash: str | None = None
    code_hash: str | None = Field(default=None, max_length=64)
    code_expires_at: str | None = Field(default=None, max_length=24)
    is_disabled: bool = False


class DeviceTokenRow(SQLModel, table=True):
    """Own: the hashed token of a chain's device; ``last_answer_at`` is what it last heard."""

    __tablename__ = "device_token"

    token_hash: str = Field(primary_key=True, max_length=64)
    account: str = Field(max_length=64, index=True)
    chain: str = Field(max_length=36, index=True)
    device_name: str
    app_version: str | None = None
    created_at: str = Field(max_length=24)
    last_answer_at: str | None = Field(default=None, max_length=24)
    revoked_at: str | None = Field(default=None, max_length=24)


class ConsoleSessionRow(SQLModel, table=True):
    """Own: a signed-in browser, by the hash of its cookie's secret."""

    __tablename__ = "console_session"

    secret_hash: str = Field(primary_key=True, max_length=64)
    account: str = Field(max_length=64, index=True)
    created_at: str = Field(max_length=24)
    expires_at: str = Field(max_length=24)


class SettingRow(SQLModel, table=True):
    """Own: one setting of this server, such as its epoch or its fold version."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True, max_length=64)
    value: str = Field(sa_type=Text)


PROJECTED: tuple[type[SQLModel], ...] = (
    ChainRow,
    VisitRow,
    VisitFlagRow,
    VisitPhotoRow,
    FindingRow,
    DistrictRow,
    ZoneRow,
    SchoolRow,
    PersonRow,
    AssignmentRow,
    ThemeRow,
    ChecklistRow,
    ActivityRow,
    WorkbookMarkRow,
)

METADATA = SQLModel.metadata
