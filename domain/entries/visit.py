"""Entries of a visit's own course, from opened to submitted, amended or cancelled."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.entries.base import Body, Code, Label, Piece, Private, Quantity, Text, entry
from domain.entries.chain import ReasonPrivate
from domain.line import Sha256Hex
from domain.place import Circle, Presence


class VisitType(StrEnum):
    """督导类型 (0-03)."""

    ACCOMPANYING = "accompanying"
    ROUTINE = "routine"
    SPECIAL = "special"
    COMPREHENSIVE = "comprehensive"
    COLLABORATIVE = "collaborative"


class NoteSection(StrEnum):
    """The free-text sections of the 随访督导记录表."""

    RECORD = "record"
    HIGHLIGHT = "highlight"
    FEEDBACK = "feedback"
    NEXT_STEP = "next_step"


class Method(StrEnum):
    """督导方式 that are counted (0-14, 2-20), each with its own unit; lessons count themselves."""

    DOCUMENTS = "documents"
    MEETINGS = "meetings"
    TALKS = "talks"
    QUESTIONNAIRES = "questionnaires"
    PATROLS = "patrols"
    LESSON_PLANS = "lesson_plans"


class ChecklistRef(Piece):
    """The checklist a visit uses, in the version it began with."""

    checklist_id: Code
    version: Annotated[int, Field(ge=1)]


@entry
class VisitOpened(Body):
    """A visit begins; the id of this entry is the visit's id and its chain owns it."""

    kind: ClassVar[str] = "visit.opened"

    school_id: Code
    visit_type: VisitType = VisitType.ROUTINE
    theme_id: Code | None = None
    items: tuple[Label, ...] = ()
    checklist: ChecklistRef | None = None
    is_announced: bool = False
    participants: tuple[Code, ...] = ()
    campaign_id: Code | None = None


@entry
class VisitPlanned(Body):
    """The theme, content items and people of an open visit, as they now stand (2-19)."""

    kind: ClassVar[str] = "visit.planned"

    visit_type: VisitType
    theme_id: Code | None = None
    items: tuple[Label, ...] = ()
    checklist: ChecklistRef | None = None
    is_announced: bool = False
    participants: tuple[Code, ...] = ()
    campaign_id: Code | None = None


class FixPrivate(Private):
    """Where exactly the phone was (WGS-84 degrees), and why a place was set by hand."""

    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lng: Annotated[float, Field(ge=-180, le=180)] | None = None
    reason: Text = ""


class FixBody(Body):
    """The quality of a fix and how it was judged; all None where there was no fix."""

    accuracy_m: Annotated[float, Field(ge=0)] | None = None
    age_s: Annotated[float, Field(ge=0)] | None = None
    source: Code | None = None
    is_mocked: bool = False


@entry
class VisitCheckedIn(FixBody):
    """The inspector is there: the fix, and the school circle it was judged by."""

    kind: ClassVar[str] = "visit.checked_in"
    private: ClassVar[type[Private]] = FixPrivate

    circle: Circle | None = None
    presence: Presence = Presence.CANNOT_TELL


@entry
class VisitCheckedOut(VisitCheckedIn):
    """The inspector leaves."""

    kind: ClassVar[str] = "visit.checked_out"


@entry
class PositionProposed(FixBody):
    """The inspector stands where the visit's school is, and proposes that as its position."""

    kind: ClassVar[str] = "position.proposed"
    private: ClassVar[type[Private]] = FixPrivate


class TextPrivate(Private):
    """Free text."""

    text: Text = ""


@entry
class VisitNoted(Body):
    """The text of one section of the record, as it now stands."""

    kind: ClassVar[str] = "visit.noted"
    private: ClassVar[type[Private]] = TextPrivate

    section: NoteSection


@entry
class VisitCounted(Body):
    """How often one method was used, as it now stands."""

    kind: ClassVar[str] = "visit.counted"

    method: Method
    quantity: Quantity


class Signer(StrEnum):
    """Who signs a visit's record."""

    INSPECTOR = "inspector"
    SCHOOL_HEAD = "school_head"


class SignedPrivate(Private):
    """The signer's name, the drawn strokes (lists of x, y in 0..1000), or why they refused."""

    name: Label | None = None
    strokes: tuple[tuple[int, ...], ...] = ()
    refusal_reason: Text = ""


@entry
class VisitSigned(Body):
    """Somebody signed the record, or refused to, having seen it up to ``head``."""

    kind: ClassVar[str] = "visit.signed"
    private: ClassVar[type[Private]] = SignedPrivate

    signer: Signer
    head: Sha256Hex
    is_refused: bool = False


@entry
class VisitSubmitted(Body):
    """The visit is handed to the office as it stood at ``head``; again after each amendment."""

    kind: ClassVar[str] = "visit.submitted"

    head: Sha256Hex
    has_no_problem: bool = False


@entry
class VisitAmended(Body):
    """What follows changes a submitted visit, for a stated reason, until it is submitted again."""

    kind: ClassVar[str] = "visit.amended"
    private: ClassVar[type[Private]] = ReasonPrivate


@entry
class VisitCancelled(Body):
    """The visit does not count any more; everything stays readable."""

    kind: ClassVar[str] = "visit.cancelled"
    private: ClassVar[type[Private]] = ReasonPrivate


@entry
class VisitTakenOver(Body):
    """Another chain or account goes on with the visit."""

    kind: ClassVar[str] = "visit.taken_over"
    private: ClassVar[type[Private]] = ReasonPrivate

    successor: Code


@entry
class VisitMerged(Body):
    """The visit was recorded twice and counts as part of ``into`` (1-18)."""

    kind: ClassVar[str] = "visit.merged"
    private: ClassVar[type[Private]] = ReasonPrivate

    into: Sha256Hex
