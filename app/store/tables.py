"""The phone's tables: one database per installation, shared by its accounts.

Only ``line`` and ``photo`` hold what cannot be made again; ``visit_row`` is folded from lines.
The tables have a metadata of their own, because one process may hold phone and server (the web
version). Instants are RFC 3339 texts of one width, so they sort.
"""

from sqlalchemy import Column, Index, LargeBinary, MetaData, Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class PhoneTable(SQLModel, registry=registry()):
    """Base of the phone's tables."""

    metadata = MetaData()


class ChainRow(PhoneTable, table=True):
    """A chain this installation writes: its head, and how its account reaches the server.

    ``is_current`` marks the one chain the account writes now; a chain that was revoked or
    forked stays, so that its unsent lines can still be delivered. ``answer_*`` is the newest
    server time heard, with the tick (and its boot) at which it came.
    """

    __tablename__ = "chain"

    chain: str = Field(primary_key=True, max_length=36)
    account: str = Field(max_length=64, index=True)
    role: str = Field(max_length=16)
    name: str
    district: str = Field(max_length=64)
    district_name: str
    server_url: str
    token: str
    log_public_key: str
    epoch: str
    public_key: str = Field(max_length=64)
    is_practice: bool = False
    is_current: bool = True
    is_signed_out: bool = False
    trouble: str | None = Field(default=None, max_length=16)
    head_seq: int = 0
    head_id: str | None = Field(default=None, max_length=64)
    answer_at: str | None = Field(default=None, max_length=24)
    answer_ms: int | None = None
    answer_boot: str | None = Field(default=None, max_length=64)
    last_contact_at: str | None = Field(default=None, max_length=24)
    export_public_key: str | None = Field(default=None, max_length=64)


class LineRow(PhoneTable, table=True):
    """One entry as the bytes first written; ``arrival`` counts up in the order of storing.

    ``signature`` is the chain key's over this line as head, made when it was written, so that
    unsent lines can be delivered even when the key is gone. Null for lines of other chains.
    ``sent_at`` is set once the server's ``receipt`` was checked, which tells its ``position`` in
    the log and when it was accepted; ``exported_at`` once it was written into a trail file.
    """

    __tablename__ = "line"
    __table_args__ = (Index("ix_line_visit", "visit"), Index("ix_line_chain_seq", "chain", "seq"))

    arrival: int | None = Field(default=None, primary_key=True)
    id: str = Field(max_length=64, unique=True)
    chain: str = Field(max_length=36)
    seq: int
    kind: str = Field(max_length=65)
    visit: str | None = Field(default=None, max_length=64)
    raw: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    is_mine: bool
    signature: str | None = Field(default=None, max_length=128)
    sent_at: str | None = Field(default=None, max_length=24)
    receipt: int | None = None
    position: int | None = None
    accepted_at: str | None = Field(default=None, max_length=24)
    refused_code: str | None = Field(default=None, max_length=64)
    refused_words: str | None = Field(default=None, sa_type=Text)
    exported_at: str | None = Field(default=None, max_length=24)


class ReceiptRow(PhoneTable, table=True):
    """A checked receipt: checkpoint, leaves and range proof of the lines that name it.

    It is never taken away: also what the server lost since is proved to have been there.
    """

    __tablename__ = "receipt"

    receipt: int | None = Field(default=None, primary_key=True)
    document: str = Field(sa_type=Text)


class AuthorRow(PhoneTable, table=True):
    """Who writes a chain of which lines are held here."""

    __tablename__ = "author"

    chain: str = Field(primary_key=True, max_length=36)
    account: str = Field(max_length=64)
    role: str = Field(max_length=16)
    district: str = Field(max_length=64)
    is_practice: bool = False


class VisitRow(PhoneTable, table=True):
    """A visit as folded from its lines, as far as lists and counts ask for it.

    Narrow, so that a list of thousands is read in one go; the whole is in ``folded_visit``.
    ``units`` are its further units, ``called`` those towards whose duty it counts, with commas
    between them.
    """

    __tablename__ = "visit_row"
    __table_args__ = (Index("ix_visit_row_account", "account", "visit_on", "visit"),)

    visit: str = Field(primary_key=True, max_length=64)
    account: str = Field(max_length=64)
    school_id: str = Field(max_length=64)
    school_name: str
    visit_type: str = Field(max_length=16)
    theme_id: str | None = Field(default=None, max_length=64)
    campaign_id: str | None = Field(default=None, max_length=64)
    visit_on: str = Field(max_length=10)
    month: str = Field(max_length=7)
    state: str = Field(max_length=16)
    is_amending: bool
    leader: str = Field(max_length=64)
    has_follow_ups: bool
    flags: str = Field(sa_type=Text)
    search_text: str = Field(sa_type=Text)
    fold_version: int
    units: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    called: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})


class FoldedVisitRow(PhoneTable, table=True):
    """A visit as folded from its lines, whole, as JSON."""

    __tablename__ = "folded_visit"

    visit: str = Field(primary_key=True, max_length=64)
    document: str = Field(sa_type=Text)


class PhotoRow(PhoneTable, table=True):
    """A photo taken on this phone, and how far it is on its way to the server.

    ``arrival`` is the position at which the server's log of that epoch tells that it has the
    photo whole. ``original_freed_at`` and ``freed_at`` are set when its untouched original and
    its stamped file were deleted to make room; the entry, and what the server has, stay.
    """

    __tablename__ = "photo"
    __table_args__ = (Index("ix_photo_visit", "visit"), Index("ix_photo_sha256", "sha256"))

    photo_id: str = Field(primary_key=True, max_length=64)
    account: str = Field(max_length=64, index=True)
    entry: str = Field(max_length=64)
    visit: str = Field(max_length=64)
    sha256: str = Field(max_length=64)
    original_sha256: str = Field(max_length=64)
    size_bytes: int
    sent_bytes: int = 0
    is_hazard: bool = False
    taken_at: str = Field(max_length=24)
    complete_at: str | None = Field(default=None, max_length=24)
    arrival: int | None = None
    arrival_epoch: str | None = Field(default=None, max_length=64)
    problem: str | None = Field(default=None, sa_type=Text)
    exported_at: str | None = Field(default=None, max_length=24)
    original_freed_at: str | None = Field(default=None, max_length=24)
    freed_at: str | None = Field(default=None, max_length=24)


class DraftRow(PhoneTable, table=True):
    """Half-typed text of one field, until it becomes an entry."""

    __tablename__ = "draft"

    visit: str = Field(primary_key=True, max_length=64)
    field_key: str = Field(primary_key=True, max_length=128)
    text: str = Field(sa_type=Text)
    changed_at: str = Field(max_length=24)


class WorkbookPartRow(PhoneTable, table=True):
    """One part of the workbook of an account, as it came.

    ``tag`` is what the server knows it by, ``pulled_at`` the server's time when it came.
    """

    __tablename__ = "workbook_part"

    account: str = Field(primary_key=True, max_length=64)
    part: str = Field(primary_key=True, max_length=16)
    tag: str = Field(max_length=64)
    workbook_schema: int
    document: str = Field(sa_type=Text)
    pulled_at: str = Field(max_length=24)


class ChecklistRow(PhoneTable, table=True):
    """A checklist in one version, kept because a visit of the account may still need it."""

    __tablename__ = "checklist"

    account: str = Field(primary_key=True, max_length=64)
    checklist_id: str = Field(primary_key=True, max_length=64)
    version: int = Field(primary_key=True)
    document: str = Field(sa_type=Text)


class PolicyRow(PhoneTable, table=True):
    """The text of one part of a paper, as it came."""

    __tablename__ = "policy"

    account: str = Field(primary_key=True, max_length=64)
    sha256: str = Field(primary_key=True, max_length=64)
    document: str = Field(sa_type=Text)


class NotePrintRow(PhoneTable, table=True):
    """The print of one sentence of a visit's record, to find what was copied."""

    __tablename__ = "note_print"
    __table_args__ = (Index("ix_note_print", "account", "print"),)

    visit: str = Field(primary_key=True, max_length=64)
    section: str = Field(primary_key=True, max_length=16)
    print: str = Field(primary_key=True, max_length=16)
    account: str = Field(max_length=64)
    characters: int


class PinRow(PhoneTable, table=True):
    """The salted digest of an account's PIN, and how often it was mistyped in a row."""

    __tablename__ = "pin"

    account: str = Field(primary_key=True, max_length=64)
    salt: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    failures: int = 0
    wait_until: str | None = Field(default=None, max_length=24)


class SettingRow(PhoneTable, table=True):
    """One fact about this installation."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True, max_length=64)
    value: str = Field(sa_type=Text)
