"""A visit in the making, while the fold goes through its entries."""

from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from domain.kinds.author import Author, Relation, relation
from domain.kinds.folding import Stamp, SubjectBuilder
from domain.kinds.visit.plan import Plan


class State(StrEnum):
    """Where a visit stands."""

    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    CANCELLED = "cancelled"
    MERGED = "merged"


ENDED = frozenset({State.CANCELLED, State.MERGED})
"""In which states nothing more counts."""

SIGNED = frozenset(
    {
        *("plan", "units", "answers", "notes", "quantities", "unit_counts"),
        *("lessons", "photos", "findings", "follow_ups"),
    }
)
"""The parts of a visit that are read before signing: what it says, not where somebody stood."""

P = TypeVar("P")


@dataclass
class VisitBuilder(SubjectBuilder):
    """What is known of a visit while it can still change.

    Its parts (answers, lessons, photos …) are kept by their class and key, in the order in
    which each first appeared. ``handed_in`` is what was last handed in, while it is amended.
    ``changes_since_signed`` counts, by signer, what was changed after they signed; an amendment
    says so itself. ``raised_first`` are, by finding, the
    entries that raised them first, ``fed_back`` with which signature the unit's head was told.
    """

    school_id: str
    opened: Stamp
    plan: Plan
    successors: list[str] = field(default_factory=list)
    submissions: list[Stamp] = field(default_factory=list)
    has_no_problem: bool = False
    end_reason: str = ""
    stood: State = State.IN_PROGRESS
    state: State = State.IN_PROGRESS
    is_amending: bool = False
    handed_in: "VisitBuilder | None" = None
    quantities: dict[str, int] = field(default_factory=dict)
    changes_since_signed: dict[str, int] = field(default_factory=dict)
    raised_first: dict[str, str] = field(default_factory=dict)
    fed_back: dict[str, Stamp] = field(default_factory=dict)
    _parts: dict[type, dict[str, Any]] = field(default_factory=dict)

    def copy(self) -> "VisitBuilder":
        """The same once more: what either of the two takes leaves the other as it is."""
        other = copy(self)
        other.ignored, other.successors = list(self.ignored), list(self.successors)
        other.submissions, other.quantities = list(self.submissions), dict(self.quantities)
        other.changes_since_signed = dict(self.changes_since_signed)
        other.raised_first, other.fed_back = dict(self.raised_first), dict(self.fed_back)
        other._parts = {part: dict(found) for part, found in self._parts.items()}
        return other

    def count(self, entry: str, part: str = "", *, is_remark: bool) -> None:
        """Note that the entry counted, and what it changed of what was signed."""
        super().count(entry, part, is_remark=is_remark)
        if part in SIGNED and not self.is_amending:
            for signer in self.changes_since_signed:
                self.changes_since_signed[signer] += 1

    @property
    def is_ended(self) -> bool:
        """Whether the visit was cancelled or merged away."""
        return self.state in ENDED

    def end(self, state: State, reason: str) -> None:
        """Let nothing more count, but what lets it go on."""
        self.stood, self.state, self.end_reason = self.state, state, reason

    def go_on(self) -> None:
        """Stand where it stood before it ended."""
        self.state, self.end_reason = self.stood, ""

    def relation(self, author: Author) -> Relation:
        """How the author stands to the visit as far as it has been folded."""
        return relation(author, self.owner, self.plan.participants, self.successors)

    def untimely(self, *, after_submission: bool, after_end: bool) -> str | None:
        """Nothing counts on an ended visit, and on a submitted one only what may."""
        if self.is_ended and not after_end:
            return "visit_ended"
        if self.submissions and not self.is_amending and not after_submission:
            return "after_submission"
        return None

    def parts(self, part: type[P]) -> dict[str, P]:
        """The parts of one class by key."""
        found: dict[str, P] | None = self._parts.get(part)
        if found is None:
            found = self._parts[part] = {}
        return found

    def keep(self, key: str, part: object, *, is_there: bool = True) -> None:
        """Set the part under its key, or take it away when it is not there any more."""
        if is_there:
            self.parts(type(part))[key] = part
        else:
            self.parts(type(part)).pop(key, None)

    def add(self, part: object) -> None:
        """Put one more of its class behind those that are there."""
        parts = self.parts(type(part))
        parts[str(len(parts))] = part
