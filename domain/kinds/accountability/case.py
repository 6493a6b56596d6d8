"""An accountability case as its entries make it."""

from dataclasses import dataclass

from domain.kinds.accountability.content import AccountabilityOpened, OpenedPrivate
from domain.kinds.accountability.course import (
    MANNERS,
    WAYS,
    Accountable,
    Aggravation,
    CaseAct,
    CaseState,
    Manner,
    Outcome,
    PleaOutcome,
)
from domain.kinds.author import Author, Relation
from domain.kinds.folding import Folded, Ignored, Stamp, SubjectBuilder
from domain.trail.line import Sha256Hex

UNTIMELY = "accountability_untimely"
"""Why an act does not count that is not possible in the state in which it comes."""


class Group(Folded):
    """Who looks into it (调查认定组), since when."""

    stamp: Stamp
    set_on: str
    members: str = ""


class Notice(Folded):
    """What they were told in writing (告知书), and until when they may be heard."""

    stamp: Stamp
    notified_on: str
    plead_by: str
    manners: tuple[Manner, ...]
    facts: str = ""
    basis: str = ""
    received_by: str = ""


class Plea(Folded):
    """What they said to it (陈述申辩), or that they said nothing."""

    stamp: Stamp
    outcome: PleaOutcome
    heard_on: str
    text: str = ""


class Decision(Folded):
    """What the 委员会 decided, as it is recorded here."""

    stamp: Stamp
    number: str | None
    decided_on: str
    effective_on: str
    manners: tuple[Manner, ...]
    aggravations: tuple[Aggravation, ...]
    circumstances: str = ""
    facts: str = ""
    basis: str = ""
    aggravated: str = ""


class Service(Folded):
    """That they got the decision, on which day."""

    stamp: Stamp
    served_on: str
    received_by: str = ""


class Asked(Folded):
    """That they asked for a 复核 or brought a 申诉, on which day."""

    stamp: Stamp
    asked_on: str
    text: str = ""


class Reviewed(Folded):
    """What a 复核 or a 申诉 came to; ``known_on`` is when its decision was received."""

    stamp: Stamp
    outcome: Outcome
    decided_on: str
    known_on: str
    manners: tuple[Manner, ...]
    text: str = ""


class Correction(Folded):
    """That a wrong decision was put right."""

    stamp: Stamp
    corrected_on: str
    text: str = ""


class End(Folded):
    """That nothing more is to be done about the case, or that it is taken back, and why."""

    stamp: Stamp
    ended_on: str | None = None
    is_waived: bool = False
    text: str = ""


class Accountability(Folded):
    """A case; ``opened`` is the entry that opened it, ``stated`` the newest word on its facts."""

    case_id: str
    district: str
    state: CaseState
    opened: Stamp
    stated: Stamp
    target: Accountable
    school_id: str
    opened_on: str
    inspected_on: str
    findings: tuple[Sha256Hex, ...] = ()
    papers: tuple[Sha256Hex, ...] = ()
    person: str = ""
    post: str = ""
    facts: str = ""
    basis: str = ""
    group: Group | None = None
    notice: Notice | None = None
    plea: Plea | None = None
    decision: Decision | None = None
    service: Service | None = None
    review_asked: Asked | None = None
    review: Reviewed | None = None
    appeal_asked: Asked | None = None
    appeal: Reviewed | None = None
    correction: Correction | None = None
    end: End | None = None
    withdrawal: End | None = None
    ignored: tuple[Ignored, ...] = ()
    tip: str
    version: str

    def may(self, act: CaseAct) -> bool:
        """Whether the act is possible as the case now stands."""
        if act is CaseAct.ASK_APPEAL and not is_appealable(self.review):
            return False
        return self.state in WAYS[act].since

    @property
    def manners(self) -> tuple[Manner, ...]:
        """In which manners they are held to account as it now stands; empty before, or revoked."""
        found = self.decision.manners if self.decision else ()
        for each in (self.review, self.appeal):
            if each is not None and each.outcome.is_wrong:
                found = each.manners
        return found

    @property
    def is_revoked(self) -> bool:
        """Whether the decision was taken back by a 复核 or a 申诉."""
        return self.decision is not None and not self.manners


@dataclass
class AccountabilityBuilder(SubjectBuilder):
    """A case in the making, while the fold goes through its entries."""

    body: AccountabilityOpened
    private: OpenedPrivate
    opened: Stamp
    stated: Stamp
    state: CaseState = CaseState.OPENED
    group: Group | None = None
    notice: Notice | None = None
    plea: Plea | None = None
    decision: Decision | None = None
    service: Service | None = None
    review_asked: Asked | None = None
    review: Reviewed | None = None
    appeal_asked: Asked | None = None
    appeal: Reviewed | None = None
    correction: Correction | None = None
    end: End | None = None
    withdrawal: End | None = None

    def relation(self, author: Author) -> Relation:
        """Whoever writes in the case's district is its office."""
        is_own = author.district == self.owner.district
        return Relation.OFFICE if is_own else Relation.STRANGER

    def untimely(self, *, after_submission: bool, after_end: bool) -> str | None:
        """Each act says itself in which states it counts."""
        return None

    def refusal(self, act: CaseAct) -> str | None:
        """Why the act does not count now, or None."""
        return None if self.state in WAYS[act].since else UNTIMELY

    def go(self, act: CaseAct) -> None:
        """Be where the act leads."""
        self.state = WAYS[act].to or self.state

    def fits(self, manners: tuple[Manner, ...]) -> bool:
        """Whether these are manners, at least one, in which this one may be held to account."""
        return bool(manners) and set(manners) <= set(MANNERS[self.body.target])


def is_appealable(review: Reviewed | None) -> bool:
    """Whether a 申诉 may follow the 复核: it was decided, and left something to complain of."""
    return review is not None and review.outcome in (Outcome.UPHELD, Outcome.CHANGED)
