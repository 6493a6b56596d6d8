"""A visit as folded from its entries."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.entries.content import (
    Category,
    LessonScore,
    LessonStage,
    LessonType,
    PhotoSource,
    Rating,
    Severity,
)
from domain.entries.rectification import Conclusion
from domain.entries.visit import (
    ChecklistRef,
    Method,
    NoteSection,
    Signer,
    VisitType,
)
from domain.line import Tick
from domain.place import Circle, Fix, Presence


class State(StrEnum):
    """Where a visit stands."""

    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    CANCELLED = "cancelled"
    MERGED = "merged"


COUNTED = frozenset({State.SUBMITTED, State.RETURNED, State.APPROVED})


class Folded(BaseModel):
    """Base of everything the fold makes."""

    model_config = ConfigDict(frozen=True)


class Stamp(Folded):
    """Which entry says so, who wrote it, and when by the writer's clock."""

    entry: str
    chain: str
    account: str
    at: str
    tz: int
    tick: Tick | None


class PlaceMark(Folded):
    """A check-in or check-out; ``fix`` is None without one or when it was erased."""

    stamp: Stamp
    fix: Fix | None
    circle: Circle | None
    claimed: Presence
    reason: str = ""


class Answer(Folded):
    """How a checklist item stands answered."""

    stamp: Stamp
    value: str | int | float
    text: str = ""
    remark: str = ""


class Note(Folded):
    """One section of the record."""

    stamp: Stamp
    text: str


class Lesson(Folded):
    """One lesson heard."""

    stamp: Stamp
    lesson_id: str
    period: int | None
    class_name: str
    subject: str
    lesson_type: LessonType
    rating: Rating | None
    enrolled: int | None
    present: int | None
    observers: tuple[str, ...]
    teacher: str = ""
    topic: str = ""
    process: str = ""
    strengths: str = ""
    advice: str = ""
    stages: tuple[LessonStage, ...] = ()
    scores: tuple[LessonScore, ...] = ()
    talked_min: int | None = None


class Photo(Folded):
    """One photo of the visit."""

    stamp: Stamp
    photo_id: str
    sha256: str
    original_sha256: str
    size_bytes: int
    width: int
    height: int
    band_px: int
    photo_source: PhotoSource
    check_code: str
    item_id: str | None
    finding_id: str | None
    fix: Fix | None
    caption: str = ""
    is_withdrawn: bool = False


class Finding(Folded):
    """One problem found."""

    stamp: Stamp
    finding_id: str
    category: Category
    severity: Severity
    is_hazard: bool
    is_fixed_on_spot: bool
    item_id: str | None
    due_on: str | None
    recurs: str | None
    text: str = ""
    suggestion: str = ""
    place: str = ""
    responsible: str = ""


class Notice(Folded):
    """The office's 整改通知书 for findings of this visit."""

    stamp: Stamp
    notice_id: str
    number: str
    finding_ids: tuple[str, ...]
    issued_on: str
    due_on: str
    requirement: str = ""
    issuer: str = ""


class Rectification(Folded):
    """The school's reply about one finding of this visit."""

    stamp: Stamp
    finding_id: str
    reported_on: str
    is_done: bool
    measures: str = ""
    responsible: str = ""


class FollowUp(Folded):
    """What this visit found of a finding that an earlier visit raised."""

    stamp: Stamp
    finding_id: str
    finding_visit: str
    conclusion: Conclusion
    text: str = ""
    advice: str = ""


class Proposal(Folded):
    """Where the inspector says the school is; ``fix`` is None when it was erased."""

    stamp: Stamp
    fix: Fix | None
    reason: str = ""


class Signature(Folded):
    """A signature under the record as it stood at ``head``, or its refusal."""

    stamp: Stamp
    signer: Signer
    head: str
    is_refused: bool
    name: str = ""
    strokes: tuple[tuple[int, ...], ...] = ()
    refusal_reason: str = ""


class Verdict(StrEnum):
    """What a review entry says."""

    APPROVED = "approved"
    RETURNED = "returned"
    COMMENTED = "commented"


class Review(Folded):
    """What the office (or an answer to it) says; ``is_stale`` when it saw an older version."""

    stamp: Stamp
    verdict: Verdict
    text: str = ""
    head: str | None = None
    is_stale: bool = False


class Amendment(Folded):
    """A stated reason, from which on a submitted visit was changed."""

    stamp: Stamp
    reason: str


class Ignored(Folded):
    """An entry that is kept and does not count, and why."""

    entry: str
    kind: str
    reason: str


class Visit(Folded):
    """Everything a visit's entries say together; the same for any order of their arrival."""

    visit_id: str
    owner: str
    chain: str
    district: str
    is_practice: bool
    opened: Stamp
    school_id: str
    visit_type: VisitType
    theme_id: str | None
    items: tuple[str, ...]
    checklist: ChecklistRef | None
    is_announced: bool
    participants: tuple[str, ...]
    campaign_id: str | None = None
    successors: tuple[str, ...] = ()
    state: State = State.IN_PROGRESS
    is_amending: bool = False
    check_in: PlaceMark | None = None
    check_out: PlaceMark | None = None
    position_proposal: Proposal | None = None
    answers: dict[str, Answer] = {}
    notes: dict[NoteSection, Note] = {}
    quantities: dict[Method, int] = {}
    lessons: dict[str, Lesson] = {}
    photos: dict[str, Photo] = {}
    findings: dict[str, Finding] = {}
    notices: dict[str, Notice] = {}
    rectifications: dict[str, Rectification] = {}
    follow_ups: dict[str, FollowUp] = {}
    signatures: dict[Signer, Signature] = {}
    submissions: tuple[Stamp, ...] = ()
    has_no_problem: bool = False
    amendments: tuple[Amendment, ...] = ()
    reviews: tuple[Review, ...] = ()
    end_reason: str = ""
    merged_into: str | None = None
    ignored: tuple[Ignored, ...] = ()
    head: str
    highest_n: int

    @property
    def shown_photos(self) -> list[Photo]:
        """The photos that were not set aside, in the order they were taken."""
        return [photo for photo in self.photos.values() if not photo.is_withdrawn]

    def photos_of_finding(self, finding_id: str) -> list[Photo]:
        """The shown photos that are evidence for a finding, of this visit or followed up on it."""
        return [photo for photo in self.shown_photos if photo.finding_id == finding_id]
