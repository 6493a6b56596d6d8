"""The workbook: one document with all an inspector's phone needs offline."""

from domain.checklist import Checklist, Theme
from domain.clock import Instant
from domain.entries.base import Code
from domain.entries.content import Category, Severity
from domain.entries.register import Duty, Ownership, SchoolKind
from domain.entries.visit import VisitType
from domain.line import Sha256Hex
from domain.place import Circle
from domain.visit import State, Verdict
from domain.wire import Message

WORKBOOK_SCHEMA = 1


class WorkbookSchool(Message):
    """A school the inspector may visit; ``is_mine`` when they are responsible for it now."""

    school_id: Code
    name: str
    aliases: tuple[str, ...] = ()
    initials: str = ""
    school_kind: SchoolKind
    ownership: Ownership
    zone: Code
    zone_name: str
    town: str = ""
    circle: Circle | None = None
    is_mine: bool = False


class WorkbookPerson(Message):
    """A colleague who can accompany a visit."""

    account: Code
    name: str
    zone: Code | None = None


class WorkbookReview(Message):
    """What the office said of a visit."""

    verdict: Verdict
    text: str
    by_name: str
    at: Instant


class WorkbookVisit(Message):
    """One of the inspector's own visits as the office sees it.

    ``photos_received`` of ``photos_total`` photos are complete on the server.
    """

    visit: Sha256Hex
    head: Sha256Hex
    highest_n: int
    school_id: Code
    visit_on: str
    month: str
    visit_type: VisitType
    state: State
    is_amending: bool = False
    photos_total: int
    photos_received: int
    flags: tuple[str, ...] = ()
    reviews: tuple[WorkbookReview, ...] = ()


class WorkbookFinding(Message):
    """An open finding at one of the inspector's schools."""

    finding_id: Code
    visit: Sha256Hex
    school_id: Code
    category: Category
    severity: Severity
    is_hazard: bool
    text: str
    raised_on: str
    due_on: str | None = None


class Workbook(Message):
    """Everything at one moment of the log; a newer one replaces it whole.

    ``backed_up_to`` is the log position the server's newest backup covers (None: no backup).
    """

    workbook_schema: int = WORKBOOK_SCHEMA
    epoch: str
    server_at: Instant
    month: str
    account: Code
    name: str
    district: Code
    district_name: str
    duty: Duty
    short_dwell_min: int
    schools: tuple[WorkbookSchool, ...]
    people: tuple[WorkbookPerson, ...]
    themes: tuple[Theme, ...]
    checklists: tuple[Checklist, ...]
    visits: tuple[WorkbookVisit, ...]
    findings: tuple[WorkbookFinding, ...]
    newest_app: str | None = None
    oldest_app: str | None = None
    backed_up_to: int | None = None
