"""Similar checks (举一反三): from their entries to the check, and how each unit's answer stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from domain.kinds.author import Author
from domain.kinds.finding.similar_check import (
    SimilarAnswer,
    SimilarCheck,
    SimilarCheckBuilder,
    SimilarCheckSent,
    SimilarOutcome,
    SimilarSentPrivate,
)
from domain.kinds.folding import stamp_of
from domain.kinds.kind import SIMILAR_CHECK
from domain.kinds.reading import Reading
from domain.subject import opener, take


def fold_similar_check(
    check_id: str, readings: Iterable[Reading], authors: Mapping[str, Author]
) -> SimilarCheck | None:
    """The check these entries make; None while its opening is missing or counts not.

    Never raises, whatever the bytes, and gives the same for any order of arrival.
    """
    readings = tuple(readings)
    found = opener(check_id, SIMILAR_CHECK, readings, authors)
    if found is None or not isinstance(found[0].body, SimilarCheckSent):
        return None
    opening, owner = found
    body = found[0].body
    private = opening.private
    said = private if isinstance(private, SimilarSentPrivate) else SimilarSentPrivate()
    builder = SimilarCheckBuilder(check_id, owner, body, said, stamp_of(opening, owner))
    take(builder, SIMILAR_CHECK, readings, authors)
    return _built(builder)


def _built(builder: SimilarCheckBuilder) -> SimilarCheck:
    body = builder.body
    return SimilarCheck(
        check_id=builder.subject,
        district=builder.owner.district,
        finding=body.finding,
        visit=body.visit,
        finding_id=body.finding_id,
        title=builder.private.title,
        text=builder.private.text,
        schools=tuple(dict.fromkeys(body.schools)),
        sent=builder.sent,
        sent_on=body.sent_on,
        due_on=body.due_on,
        answers=builder.answers,
        withdrawals=builder.withdrawals,
        ignored=tuple(builder.ignored),
        tip=builder.tip,
        version=builder.version,
    )


class SimilarState(StrEnum):
    """How a unit's answer stands."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """What one unit is asked until when, and what it answered; days are local dates."""

    due_on: str
    is_withdrawn: bool = False
    outcome: SimilarOutcome | None = None
    measure_due_on: str | None = None

    def state(self, today: str) -> SimilarState:
        """How its answer stands; it is overdue from the day after the last one."""
        if self.is_withdrawn:
            return SimilarState.WITHDRAWN
        if self.outcome is not None:
            return SimilarState.ANSWERED
        return SimilarState.OVERDUE if self.due_on < today else SimilarState.WAITING

    def is_mending_late(self, today: str) -> bool:
        """Whether it said that it mends a problem until a day, and that day is over."""
        is_mending = self.outcome is SimilarOutcome.CORRECTING and not self.is_withdrawn
        return is_mending and self.measure_due_on is not None and self.measure_due_on < today


@dataclass(frozen=True, slots=True)
class SimilarCounts:
    """How many units a check asks, and how their answers stand today.

    ``asked`` are those that it was not withdrawn for: the waiting, the overdue and the answered.
    """

    asked: int = 0
    answered: int = 0
    overdue: int = 0
    problems: int = 0
    correcting: int = 0
    mending_late: int = 0
    withdrawn: int = 0

    @property
    def waiting(self) -> int:
        """How many have not answered yet, the overdue among them."""
        return self.asked - self.answered

    @property
    def is_settled(self) -> bool:
        """Whether nothing is waited for: all have answered, and none still mends."""
        return self.answered == self.asked and not self.correcting


def counts_of(units: Iterable[AskedUnit], today: str) -> SimilarCounts:
    """The counts of these units on this local day."""
    found = tuple(units)
    states = [each.state(today) for each in found]
    outcomes = [each.outcome for each in found if not each.is_withdrawn]
    return SimilarCounts(
        asked=len(states) - states.count(SimilarState.WITHDRAWN),
        answered=states.count(SimilarState.ANSWERED),
        overdue=states.count(SimilarState.OVERDUE),
        problems=sum(each is not None and each.is_problem for each in outcomes),
        correcting=outcomes.count(SimilarOutcome.CORRECTING),
        mending_late=sum(each.is_mending_late(today) for each in found),
        withdrawn=states.count(SimilarState.WITHDRAWN),
    )


class AnswerFault(NamedTuple):
    """What an answer lacks before it can be taken: which of its fields, and what to do."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class SaidAnswer:
    """What a unit says, or the office for it; days are local dates."""

    outcome: SimilarOutcome
    looked: str
    measures: str = ""
    responsible: str = ""
    measure_due_on: str | None = None


def answer_fault(answer: SaidAnswer, today: str) -> AnswerFault | None:
    """What is wrong with an answer that is given today, or None.

    A problem wants 措施, 责任人 and 时限 (2-25); without one they may be left out.
    """
    if not answer.looked.strip():
        return AnswerFault("looked", "请写明查看了什么。")
    return _measures_fault(answer, today) if answer.outcome.is_problem else None


def _measures_fault(answer: SaidAnswer, today: str) -> AnswerFault | None:
    if not answer.measures.strip():
        return AnswerFault("measures", "有此问题的，请写明整改措施。")
    if not answer.responsible.strip():
        return AnswerFault("responsible", "有此问题的，请写明责任人。")
    day = answer.measure_due_on
    if day is None:
        said = "有此问题的，请填整改时限；已经改好的填改好的日期。"
        return AnswerFault("measure_due_on", said)
    is_mended = answer.outcome is SimilarOutcome.CORRECTED
    if is_mended and day > today:
        said = "已经改好的，日期不能晚于今天；还没改好的请选“整改中”。"
        return AnswerFault("measure_due_on", said)
    if not is_mended and day < today:
        return AnswerFault("measure_due_on", "整改中的，时限不能早于今天。")
    return None


def asked_unit(check: SimilarCheck, school_id: str) -> AskedUnit:
    """How the check stands with one of its units."""
    answer: SimilarAnswer | None = check.answers.get(school_id)
    return AskedUnit(
        due_on=check.due_on,
        is_withdrawn=school_id in check.withdrawals,
        outcome=answer.outcome if answer else None,
        measure_due_on=answer.measure_due_on if answer else None,
    )
