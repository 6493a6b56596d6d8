"""A visit as folded from its entries."""

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from pydantic import Field

from domain.kinds.folding import Folded, Ignored, Stamp
from domain.kinds.visit.answer import Answer
from domain.kinds.visit.builder import State
from domain.kinds.visit.course import Amendment, Redating
from domain.kinds.visit.explaining import Explanation
from domain.kinds.visit.finding import Finding
from domain.kinds.visit.follow_up import FollowUp
from domain.kinds.visit.hazard import Sighting
from domain.kinds.visit.lesson import Lesson
from domain.kinds.visit.merging import Merging
from domain.kinds.visit.photo import Photo
from domain.kinds.visit.place import AddedPlace, PlaceMark, Proposal
from domain.kinds.visit.plan import INSPECTIONS, ChecklistRef, VisitType
from domain.kinds.visit.record import Method, Note, NoteSection
from domain.kinds.visit.review import Review
from domain.kinds.visit.signature import Signature, Signer
from domain.kinds.visit.unit import Unit, UnitArrival, UnitCount
from domain.register.school_kind import SchoolKind

AtUnit = TypeVar("AtUnit", Lesson, Finding, FollowUp, Photo)

COUNTED = frozenset({State.SUBMITTED, State.RETURNED, State.APPROVED})
"""The states in which a visit was handed in and stands by itself."""


def is_inspection_made(state: State, visit_type: VisitType) -> bool:
    """Whether a visit in this state, of this type, is one made: a 督导次, and of the duty.

    A 回访 is neither, whatever its state: what it looked at counts in a column of its own (S2).
    """
    return state in COUNTED and visit_type in INSPECTIONS


class Visit(Folded):
    """Everything a visit's entries say together; the same for any order of their arrival.

    ``handed_in`` is what was handed in last, while it is being amended: it counts until it is
    handed in again. ``head`` is the last entry that changed the record, ``tip`` the last that
    counted, and ``version`` a digest of all that counted: who names it has seen them.
    ``school_id`` is the unit it was opened at, ``units`` are those it is to as well;
    ``changes_since_signed`` are those whose signature is under an earlier record, each with how
    often what it says was changed since; what an amendment changed is not among it.
    ``delegates`` are those of its people who are no inspectors, but of another department.
    ``unit_arrivals``, ``unit_counts`` and ``unit_added_places`` may be of one that was taken out.
    """

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
    delegates: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    state: State = State.IN_PROGRESS
    is_amending: bool = False
    check_in: PlaceMark | None = None
    check_out: PlaceMark | None = None
    added_place: PlaceMark | None = None
    position_proposal: Proposal | None = None
    answers: dict[str, Answer] = Field(default_factory=dict)
    notes: dict[NoteSection, Note] = Field(default_factory=dict)
    quantities: dict[Method, int] = Field(default_factory=dict)
    lessons: dict[str, Lesson] = Field(default_factory=dict)
    photos: dict[str, Photo] = Field(default_factory=dict)
    findings: dict[str, Finding] = Field(default_factory=dict)
    sightings: dict[str, Sighting] = Field(default_factory=dict)
    follow_ups: dict[str, FollowUp] = Field(default_factory=dict)
    units: dict[str, Unit] = Field(default_factory=dict)
    unit_arrivals: dict[str, UnitArrival] = Field(default_factory=dict)
    unit_counts: dict[str, UnitCount] = Field(default_factory=dict)
    unit_added_places: dict[str, AddedPlace] = Field(default_factory=dict)
    signatures: dict[Signer, Signature] = Field(default_factory=dict)
    fed_back: dict[str, Stamp] = Field(default_factory=dict)
    changes_since_signed: dict[Signer, int] = Field(default_factory=dict)
    submissions: tuple[Stamp, ...] = ()
    has_no_problem: bool = False
    amendments: tuple[Amendment, ...] = ()
    reviews: tuple[Review, ...] = ()
    explanations: dict[str, Explanation] = Field(default_factory=dict)
    end_reason: str = ""
    merging: Merging | None = None
    redating: Redating | None = None
    ignored: tuple[Ignored, ...] = ()
    handed_in: "Visit | None" = None
    head: str
    tip: str
    version: str

    @property
    def is_follow_up(self) -> bool:
        """Whether somebody came to look at earlier findings alone."""
        return self.visit_type not in INSPECTIONS

    @property
    def says_no_problem(self) -> bool:
        """Whether it was handed in as one without problems and none was recorded since.

        An amendment that leaves the problems as they were is not asked again.
        """
        return self.has_no_problem and not self.findings

    @property
    def merged_into(self) -> str | None:
        """The visit it counts with; None where it counts by itself."""
        return self.merging.into if self.merging else None

    @property
    def counting(self) -> "Visit":
        """The visit as it counts: as it was handed in last."""
        return self.handed_in or self

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who has part in it: its owner, whoever took it over, who went along."""
        return (self.owner, *self.successors, *self.participants)

    @property
    def shown_photos(self) -> list[Photo]:
        """The photos that were not set aside, in the order they were taken."""
        return [photo for photo in self.photos.values() if not photo.is_withdrawn]

    def photos_of_finding(self, finding_id: str) -> list[Photo]:
        """The shown photos that are evidence for a finding, of this visit or followed up on it."""
        return [photo for photo in self.shown_photos if photo.finding_id == finding_id]

    def is_pictured_after(self, finding_id: str) -> bool:
        """Whether a shown photo says how the finding looked once it was put right."""
        return any(photo.is_after for photo in self.photos_of_finding(finding_id))

    def told_of(self, finding_id: str) -> Stamp | None:
        """When the unit was told of the finding: its head signed the record, or 现场反馈 is noted.

        Somebody who refused to sign was told as well.
        """
        noted = self.notes.get(NoteSection.FEEDBACK)
        return self.fed_back.get(finding_id) or (noted.stamp if noted else None)

    @property
    def schools(self) -> tuple[str, ...]:
        """All units it is to, the one it was opened at first."""
        return (self.school_id, *self.units)

    @property
    def school_kinds(self) -> frozenset[SchoolKind]:
        """The kinds of its units, of which its checklist is asked; none where one is not known."""
        first = self.checklist.school_kind if self.checklist else None
        kinds = {first, *(unit.school_kind for unit in self.units.values())}
        return frozenset() if None in kinds else frozenset(each for each in kinds if each)

    def unit_of(self, part: Lesson | Finding | FollowUp | Photo) -> str:
        """At which unit it was: the first where it names none, or one that was taken out.

        A photo that shows a problem found on this visit is at the problem's unit.
        """
        if isinstance(part, Photo) and part.finding_id in self.findings:
            part = self.findings[part.finding_id]
        return part.unit if part.unit is not None and part.unit in self.units else self.school_id

    def arrival_at(self, school_id: str) -> PlaceMark | None:
        """The arrival at one of its units; None without one."""
        if school_id == self.school_id:
            return self.check_in
        return self.unit_arrivals.get(school_id) if school_id in self.units else None

    def place_added_at(self, school_id: str) -> PlaceMark | None:
        """The place added later at one of its units, whose arrival did not tell; None without."""
        if school_id == self.school_id:
            return self.added_place
        return self.unit_added_places.get(school_id) if school_id in self.units else None

    @property
    def unit_now(self) -> str:
        """At which of its units the inspector stands: where one arrived last, else the first."""
        marks = {each: self.arrival_at(each) for each in self.schools}
        arrived = {each: mark.stamp.at for each, mark in marks.items() if mark}
        order = {each: number for number, each in enumerate(self.unit_arrivals)}
        return max(
            arrived, key=lambda each: (arrived[each], order.get(each, -1)), default=self.school_id
        )

    def quantities_at(self, school_id: str) -> dict[Method, int]:
        """How often methods were used at one of its units."""
        if school_id == self.school_id:
            return self.quantities
        counts = self.unit_counts.values()
        return {each.method: each.quantity for each in counts if each.school_id == school_id}

    @property
    def all_quantities(self) -> dict[Method, int]:
        """How often methods were used at all units together."""
        if not self.units:
            return self.quantities
        found: Counter[Method] = Counter()
        for school_id in self.schools:
            found.update(self.quantities_at(school_id))
        return {method: found[method] for method in Method if found[method]}

    def at(self, school_id: str) -> "Visit":
        """What there is of it at one of its units."""
        return self.model_copy(
            update={
                "lessons": self._parts_at(school_id, self.lessons),
                "findings": self._parts_at(school_id, self.findings),
                "photos": self._parts_at(school_id, self.photos),
                "quantities": self.quantities_at(school_id),
            }
        )

    def _parts_at(self, school_id: str, parts: Mapping[str, AtUnit]) -> dict[str, AtUnit]:
        return {name: part for name, part in parts.items() if self.unit_of(part) == school_id}
