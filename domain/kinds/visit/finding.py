"""Entries about problems found (问题)."""

from enum import StrEnum
from typing import ClassVar

from domain.kinds.author import FIELD_WORK
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Folded, Stamp, facts_of
from domain.kinds.kind import Part, on_visit
from domain.kinds.piece import Body, Code, DateText, Private, Text
from domain.kinds.visit.builder import VisitBuilder


class Severity(StrEnum):
    """程度 of a finding."""

    MINOR = "minor"
    GENERAL = "general"
    SERIOUS = "serious"


class Category(StrEnum):
    """问题类别: the eight matters of the 挂牌督导办法 and the rest."""

    MANAGEMENT = "management"
    ENROLMENT_FEES = "enrolment_fees"
    CURRICULUM = "curriculum"
    WORKLOAD = "workload"
    TEACHERS = "teachers"
    SAFETY = "safety"
    HYGIENE = "hygiene"
    ETHOS = "ethos"
    OTHER = "other"


class Source(StrEnum):
    """Where a finding comes from (5-14)."""

    ROUTINE = "routine"
    CAMPAIGN = "campaign"
    SELF_CHECK = "self_check"
    COMPLAINT = "complaint"
    PATROL = "patrol"
    MONITORING = "monitoring"
    THIRD_PARTY = "third_party"
    HIGHER_AUTHORITY = "higher_authority"


class OwnerUnit(StrEnum):
    """Whose it is to put a finding right (3-14)."""

    SCHOOL = "school"
    TOWNSHIP = "township"
    INSTITUTION = "institution"
    DEPARTMENT = "department"


class FindingPrivate(Private):
    """What the problem is, where, what is suggested, and who should answer for it.

    ``owner_name`` is the unit whose it is, where it is not the school's own.
    """

    text: Text = ""
    suggestion: Text = ""
    place: Text = ""
    responsible: Text = ""
    owner_name: Text = ""


class FindingRaised(Body):
    """A problem found, as it now stands. A hazard goes before everything else (条例 15).

    ``unit`` is the unit of a visit to several that has it (None: the first).
    """

    kind: ClassVar[str] = "finding.raised"
    private: ClassVar[type[Private]] = FindingPrivate

    finding_id: Code
    category: Category
    severity: Severity = Severity.GENERAL
    is_hazard: bool = False
    is_fixed_on_spot: bool = False
    item_id: Code | None = None
    due_on: DateText | None = None
    recurs: Code | None = None
    unit: Code | None = None
    source: Source = Source.ROUTINE
    owner: OwnerUnit = OwnerUnit.SCHOOL
    is_withdrawn: bool = False


class Finding(Folded):
    """One problem found; ``subject`` is the entry that raised it first, and its own id."""

    stamp: Stamp
    subject: str
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
    owner_name: str = ""
    unit: str | None = None
    source: Source = Source.ROUTINE
    owner: OwnerUnit = OwnerUnit.SCHOOL


@on_visit(
    FindingRaised,
    "发现问题",
    FIELD_WORK,
    Part("findings", "finding_id"),
    BookPart.FINDINGS,
)
def _raised(
    visit: VisitBuilder, body: FindingRaised, private: FindingPrivate, stamp: Stamp
) -> None:
    subject = visit.raised_first.setdefault(body.finding_id, stamp.entry)
    finding = Finding(stamp=stamp, subject=subject, **facts_of(body), **facts_of(private))
    visit.keep(body.finding_id, finding, is_there=not body.is_withdrawn)
