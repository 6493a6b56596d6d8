"""Similar checks (举一反三): what was found at one unit is looked for at others (2-11).

A similar check is a subject of its own. It names the finding it grew from and says in the
office's words what is to be looked for; the first unit is not named in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import DESK_WORK, OFFICE_WORK, UNIT_WORK, Author, Relation, Rights
from domain.kinds.finding.reply import MOST_PHOTOS, ReplyPhoto
from domain.kinds.folding import Folded, Ignored, Stamp, SubjectBuilder
from domain.kinds.kind import SIMILAR_CHECK, Kind, Trait, register
from domain.kinds.piece import Code, DateText, OfficeBody, Private, ReasonPrivate, Text
from domain.trail.line import Sha256Hex

MOST_UNITS = 1000


class SimilarOutcome(StrEnum):
    """What a unit found where it looked."""

    CLEAR = "clear"
    CORRECTED = "corrected"
    CORRECTING = "correcting"

    @property
    def is_problem(self) -> bool:
        """Whether it has the problem, or had it."""
        return self is not SimilarOutcome.CLEAR


class SimilarSentPrivate(Private):
    """What is to be looked for, in a few words and in full."""

    title: Text = Field(default="", title="排查事项")
    text: Text = Field(default="", title="排查内容")


class SimilarCheckSent(OfficeBody):
    """The check goes out to these units; the id of this entry is the check's id."""

    kind: ClassVar[str] = "similar_check.sent"
    private: ClassVar[type[Private]] = SimilarSentPrivate

    visit: Sha256Hex = Field(title="督导")
    finding_id: Code = Field(title="问题")
    finding: Sha256Hex
    schools: Annotated[tuple[Code, ...], Field(min_length=1, max_length=MOST_UNITS, title="单位")]
    sent_on: DateText = Field(title="发出日期")
    due_on: DateText = Field(title="答复期限")


class SimilarAnswerPrivate(Private):
    """What was looked at; with a problem what is done and who answers for it; who says so."""

    looked: Text = Field(default="", title="查看了什么")
    measures: Text = Field(default="", title="整改措施")
    responsible: Text = Field(default="", title="责任人")
    told_by: Text = Field(default="", title="填报人")


class SimilarAnswerBody(OfficeBody):
    """What one unit answers, as it now stands; ``measure_due_on`` is the day of its measures."""

    private: ClassVar[type[Private]] = SimilarAnswerPrivate

    school_id: Code = Field(title="单位")
    outcome: SimilarOutcome = Field(title="排查结果")
    answered_on: DateText = Field(title="答复日期")
    measure_due_on: DateText | None = Field(default=None, title="整改时限")
    photos: Annotated[tuple[ReplyPhoto, ...], Field(max_length=MOST_PHOTOS, title="照片")] = ()


class SimilarCheckAnswered(SimilarAnswerBody):
    """A unit's answer from its own door."""

    kind: ClassVar[str] = "similar_check.answered"


class SimilarCheckEntered(SimilarAnswerBody):
    """The answer of a unit that is silent at its door, as the office has it (代填)."""

    kind: ClassVar[str] = "similar_check.entered"


class SimilarCheckWithdrawn(OfficeBody):
    """One unit is not asked any more, for a reason."""

    kind: ClassVar[str] = "similar_check.withdrawn"
    private: ClassVar[type[Private]] = ReasonPrivate

    school_id: Code = Field(title="单位")


class SimilarAnswer(Folded):
    """A unit's newest answer; ``is_by_office`` says that the office entered it."""

    stamp: Stamp
    outcome: SimilarOutcome
    answered_on: str
    measure_due_on: str | None
    is_by_office: bool
    looked: str = ""
    measures: str = ""
    responsible: str = ""
    told_by: str = ""
    photos: tuple[ReplyPhoto, ...] = ()


class SimilarWithdrawal(Folded):
    """That a unit is not asked any more, and why."""

    stamp: Stamp
    reason: str = ""


class SimilarCheck(Folded):
    """A similar check as its entries make it; the units in the order in which they were chosen."""

    check_id: str
    district: str
    finding: str
    visit: str
    finding_id: str
    title: str
    text: str
    schools: tuple[str, ...]
    sent: Stamp
    sent_on: str
    due_on: str
    answers: dict[str, SimilarAnswer]
    withdrawals: dict[str, SimilarWithdrawal]
    ignored: tuple[Ignored, ...] = ()
    tip: str
    version: str


@dataclass
class SimilarCheckBuilder(SubjectBuilder):
    """A similar check in the making, while the fold goes through its entries."""

    body: SimilarCheckSent
    private: SimilarSentPrivate
    sent: Stamp
    answers: dict[str, SimilarAnswer] = field(default_factory=dict)
    withdrawals: dict[str, SimilarWithdrawal] = field(default_factory=dict)

    def relation(self, author: Author) -> Relation:
        """Whoever writes in its district is its office; the server, for its units."""
        is_own = author.district == self.owner.district
        return Relation.OFFICE if is_own else Relation.STRANGER

    def untimely(self, *, after_submission: bool, after_end: bool) -> str | None:
        """A check has no end of its own: each unit's is asked for with what is said of it."""
        return None

    def refusal(self, school_id: str) -> str | None:
        """Why nothing more can be said of this unit, or None."""
        if school_id not in self.body.schools:
            return "similar_not_asked"
        return "similar_withdrawn" if school_id in self.withdrawals else None


def _answered(
    check: SimilarCheckBuilder, body: SimilarAnswerBody, private: SimilarAnswerPrivate, stamp: Stamp
) -> str | None:
    is_by_office = isinstance(body, SimilarCheckEntered)
    refusal = check.refusal(body.school_id)
    if refusal is not None:
        return refusal
    before = check.answers.get(body.school_id)
    if is_by_office and before is not None and not before.is_by_office:
        return "similar_unit_spoke"
    check.answers[body.school_id] = SimilarAnswer(
        stamp=stamp,
        outcome=body.outcome,
        answered_on=body.answered_on,
        measure_due_on=body.measure_due_on,
        is_by_office=is_by_office,
        looked=private.looked,
        measures=private.measures,
        responsible=private.responsible,
        told_by=private.told_by,
        photos=body.photos,
    )
    return None


def _withdrawn(
    check: SimilarCheckBuilder, body: SimilarCheckWithdrawn, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    refusal = check.refusal(body.school_id)
    if refusal is not None:
        return refusal
    if body.school_id in check.answers:
        return "similar_answered"
    check.withdrawals[body.school_id] = SimilarWithdrawal(stamp=stamp, reason=private.reason)
    return None


Apply = Callable[..., str | None]
_CHANGES = frozenset({Trait.CHANGES, Trait.IN_OFFICE})
_OPENS = frozenset({Trait.OPENS, Trait.IN_OFFICE})


def _changes(body: type[OfficeBody], word: str, rights: Rights, apply: Apply) -> None:
    register(Kind(body, word, SIMILAR_CHECK, rights, traits=_CHANGES, apply=apply))


register(Kind(SimilarCheckSent, "发出举一反三排查", SIMILAR_CHECK, OFFICE_WORK, traits=_OPENS))
_changes(SimilarCheckAnswered, "答复举一反三排查", UNIT_WORK, _answered)
_changes(SimilarCheckEntered, "代填举一反三答复", DESK_WORK, _answered)
_changes(SimilarCheckWithdrawn, "撤回举一反三排查", OFFICE_WORK, _withdrawn)
