"""A paper as its entries make it, and which act is possible in which of its states."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from domain.kinds.author import Author, Relation
from domain.kinds.folding import Folded, Ignored, Stamp, SubjectBuilder
from domain.kinds.kept_file import KeptFile
from domain.kinds.paper.content import PaperDrafted, PaperFinding, PaperPrivate
from domain.kinds.paper.paper_kind import PaperKind

UNTIMELY = "untimely"
"""Why an act does not count that is not possible in the state in which it comes."""


class PaperState(StrEnum):
    """Where a paper stands on its way."""

    DRAFT = "draft"
    PENDING = "pending"
    ISSUED = "issued"
    SERVED = "served"
    ANSWERED = "answered"
    FINISHED = "finished"
    VOIDED = "voided"


HOLDING = frozenset(
    {PaperState.ISSUED, PaperState.SERVED, PaperState.ANSWERED, PaperState.FINISHED}
)
"""The states of a paper that was issued and not voided."""
AWAITING = frozenset({PaperState.ISSUED, PaperState.SERVED})
"""The states in which the unit has still to answer."""


class PaperAct(StrEnum):
    """What is done with a paper once it is there."""

    DRAFT = "draft"
    SUBMIT = "submit"
    RETURN = "return"
    ISSUE = "issue"
    SERVE = "serve"
    ANSWER = "answer"
    TALK = "talk"
    FINISH = "finish"
    VOID = "void"
    ENCLOSE = "enclose"


class Way(NamedTuple):
    """From which states an act leads to which; None where the paper stays where it is."""

    since: frozenset[PaperState]
    to: PaperState | None


def _way(to: PaperState | None, *since: PaperState) -> Way:
    return Way(frozenset(since), to)


WAYS: Mapping[PaperAct, Way] = {
    PaperAct.DRAFT: _way(PaperState.DRAFT, PaperState.DRAFT),
    PaperAct.SUBMIT: _way(PaperState.PENDING, PaperState.DRAFT),
    PaperAct.RETURN: _way(PaperState.DRAFT, PaperState.PENDING),
    PaperAct.ISSUE: _way(PaperState.ISSUED, PaperState.PENDING),
    PaperAct.SERVE: _way(PaperState.SERVED, PaperState.ISSUED),
    PaperAct.ANSWER: _way(PaperState.ANSWERED, PaperState.SERVED, PaperState.ANSWERED),
    PaperAct.TALK: _way(PaperState.ANSWERED, PaperState.SERVED, PaperState.ANSWERED),
    PaperAct.FINISH: _way(PaperState.FINISHED, PaperState.SERVED, PaperState.ANSWERED),
    PaperAct.VOID: _way(
        PaperState.VOIDED, *(set(PaperState) - {PaperState.FINISHED, PaperState.VOIDED})
    ),
    PaperAct.ENCLOSE: _way(None, *HOLDING),
}


def is_possible(act: PaperAct, state: PaperState, paper_kind: PaperKind) -> bool:
    """Whether the act counts on a paper of this kind in this state; only a talk is held."""
    if act is PaperAct.TALK and paper_kind is not PaperKind.TALK:
        return False
    return state in WAYS[act].since


class Delivery(StrEnum):
    """How a unit got a paper; what it does not want to sign for is left before witnesses."""

    RECEIVED = "received"
    LEFT = "left"
    AT_THE_DOOR = "at_the_door"


class AnsweredBy(StrEnum):
    """Who wrote a unit's answer down."""

    UNIT = "unit"
    OFFICE = "office"


class Said(Folded):
    """Who handed a paper back, ended or voided it, and what they said."""

    stamp: Stamp
    text: str = ""


class Issue(Folded):
    """How a paper was issued. ``serial`` is None where the number was typed from a registry."""

    stamp: Stamp
    number: str
    serial: int | None
    issued_on: str
    signer: str = ""
    is_signed_on_paper: bool = False


class Service(Folded):
    """How the unit got the paper, on which day, and who signed for it or saw it left."""

    stamp: Stamp
    delivery: Delivery
    served_on: str
    signed_by: str = ""
    witnesses: tuple[str, ...] = ()


class Answer(Folded):
    """What the unit answered, and on which day."""

    stamp: Stamp
    answered_on: str
    answered_by: AnsweredBy
    text: str = ""


class Talk(Folded):
    """A talk with the unit: on which day, with whom, and its minutes."""

    stamp: Stamp
    held_on: str
    persons: str = ""
    minutes: str = ""


class EnclosureSort(StrEnum):
    """What a scan shows that is kept with a paper."""

    SIGNED = "signed"
    RECEIPT = "receipt"
    REPLY = "reply"
    MINUTES = "minutes"
    OTHER = "other"


class Enclosure(Folded):
    """A scan that was put to a paper, by whom and when."""

    stamp: Stamp
    sort: EnclosureSort
    file: KeptFile


class Paper(Folded):
    """A paper as its entries make it.

    ``begun`` is the entry that opened it, ``drafted`` the newest word on what it says; ``year``
    the one in which its number counts.
    """

    paper_id: str
    district: str
    state: PaperState
    begun: Stamp
    drafted: Stamp
    paper_kind: PaperKind
    school_id: str
    findings: tuple[PaperFinding, ...] = ()
    due_on: str | None = None
    follows: str | None = None
    addressee: str | None = None
    campaign_id: str | None = None
    title: str = ""
    requirement: str = ""
    submitted: Stamp | None = None
    returned: Said | None = None
    issue: Issue | None = None
    service: Service | None = None
    answers: tuple[Answer, ...] = ()
    talks: tuple[Talk, ...] = ()
    finish: Said | None = None
    voiding: Said | None = None
    enclosures: tuple[Enclosure, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    tip: str
    version: str

    @property
    def is_signed_by_drafter(self) -> bool:
        """Whether who wrote it as it stands also signed it."""
        return self.issue is not None and self.issue.stamp.account == self.drafted.account

    @property
    def answered_on(self) -> str | None:
        """The day of the newest answer, or talk; None while there is none."""
        days = [each.answered_on for each in self.answers] + [each.held_on for each in self.talks]
        return max(days, default=None)

    def may(self, act: PaperAct) -> bool:
        """Whether the act is possible as the paper now stands."""
        return is_possible(act, self.state, self.paper_kind)


@dataclass
class PaperBuilder(SubjectBuilder):
    """A paper in the making, while the fold goes through its entries."""

    body: PaperDrafted
    private: PaperPrivate
    begun: Stamp
    drafted: Stamp
    state: PaperState = PaperState.DRAFT
    submitted: Stamp | None = None
    returned: Said | None = None
    issue: Issue | None = None
    service: Service | None = None
    answers: list[Answer] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    enclosures: list[Enclosure] = field(default_factory=list)
    finish: Said | None = None
    voiding: Said | None = None

    def relation(self, author: Author) -> Relation:
        """Whoever writes in the paper's district is its office."""
        is_own = author.district == self.owner.district
        return Relation.OFFICE if is_own else Relation.STRANGER

    def untimely(self, *, after_submission: bool, after_end: bool) -> str | None:
        """Each act says itself in which states it counts."""
        return None

    def refusal(self, act: PaperAct) -> str | None:
        """Why the act does not count now, or None; then the paper is where the act leads."""
        if not is_possible(act, self.state, self.body.paper_kind):
            return UNTIMELY
        self.state = WAYS[act].to or self.state
        return None
