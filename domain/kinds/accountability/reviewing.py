"""A decision is asked to be looked at again (复核), and complained of one level up (申诉)."""

from typing import ClassVar

from domain.kinds.accountability.case import (
    AccountabilityBuilder,
    Asked,
    Correction,
    Reviewed,
    is_appealable,
)
from domain.kinds.accountability.course import CaseAct, CaseState, Manner, Outcome
from domain.kinds.accountability.deciding import MANNER, Manners
from domain.kinds.accountability.opening import ask_by, changes
from domain.kinds.author import DESK_WORK, OFFICE_WORK
from domain.kinds.folding import Stamp
from domain.kinds.piece import DateText, OfficeBody, Private, TextPrivate

LATE = "accountability_late"
"""Why what was asked does not count that came after its term."""


class AskedBody(OfficeBody):
    """What they ask, and on which day it came; their reasons are private."""

    private: ClassVar[type[Private]] = TextPrivate

    asked_on: DateText


class ReviewAsked(AskedBody):
    """They ask who decided to look at it again (复核)."""

    kind: ClassVar[str] = "accountability.review_asked"


class AppealAsked(AskedBody):
    """They complain one level up of what the 复核 came to (申诉)."""

    kind: ClassVar[str] = "accountability.appeal_asked"


class ReviewedBody(OfficeBody):
    """What was decided, when, and when that was received; ``manners`` where it was changed."""

    private: ClassVar[type[Private]] = TextPrivate

    outcome: Outcome
    decided_on: DateText
    known_on: DateText
    manners: Manners = ()


class ReviewDecided(ReviewedBody):
    """What the 复核 came to."""

    kind: ClassVar[str] = "accountability.review_decided"


class AppealDecided(ReviewedBody):
    """What the 申诉 came to, as the level above wrote it."""

    kind: ClassVar[str] = "accountability.appeal_decided"


class DecisionCorrected(OfficeBody):
    """The decision was put right after the 申诉."""

    kind: ClassVar[str] = "accountability.corrected"
    private: ClassVar[type[Private]] = TextPrivate

    corrected_on: DateText


def _asked(
    case: AccountabilityBuilder, act: CaseAct, body: AskedBody, said: tuple[TextPrivate, Stamp]
) -> Asked | str:
    if reason := case.refusal(act):
        return reason
    until = ask_by(case)
    if until is not None and body.asked_on > until:
        return LATE
    private, stamp = said
    case.go(act)
    return Asked(stamp=stamp, asked_on=body.asked_on, text=private.text)


def _review_asked(
    case: AccountabilityBuilder, body: ReviewAsked, private: TextPrivate, stamp: Stamp
) -> str | None:
    found = _asked(case, CaseAct.ASK_REVIEW, body, (private, stamp))
    if isinstance(found, str):
        return found
    case.review_asked = found
    return None


def _appeal_asked(
    case: AccountabilityBuilder, body: AppealAsked, private: TextPrivate, stamp: Stamp
) -> str | None:
    if case.review is not None and not is_appealable(case.review):
        return "accountability_no_appeal"
    found = _asked(case, CaseAct.ASK_APPEAL, body, (private, stamp))
    if isinstance(found, str):
        return found
    case.appeal_asked = found
    return None


def _reviewed(
    case: AccountabilityBuilder, act: CaseAct, body: ReviewedBody, said: tuple[TextPrivate, Stamp]
) -> Reviewed | str:
    if reason := case.refusal(act):
        return reason
    manners: tuple[Manner, ...] = body.manners if body.outcome is Outcome.CHANGED else ()
    if body.outcome is Outcome.CHANGED and not case.fits(manners):
        return MANNER
    private, stamp = said
    case.go(act)
    return Reviewed(
        stamp=stamp,
        outcome=body.outcome,
        decided_on=body.decided_on,
        known_on=body.known_on,
        manners=manners,
        text=private.text,
    )


def _review_decided(
    case: AccountabilityBuilder, body: ReviewDecided, private: TextPrivate, stamp: Stamp
) -> str | None:
    found = _reviewed(case, CaseAct.REVIEW, body, (private, stamp))
    if isinstance(found, str):
        return found
    case.review = found
    return None


def _appeal_decided(
    case: AccountabilityBuilder, body: AppealDecided, private: TextPrivate, stamp: Stamp
) -> str | None:
    found = _reviewed(case, CaseAct.APPEAL, body, (private, stamp))
    if isinstance(found, str):
        return found
    case.appeal = found
    if found.outcome.is_wrong:
        case.state = CaseState.CORRECTING
    return None


def _corrected(
    case: AccountabilityBuilder, body: DecisionCorrected, private: TextPrivate, stamp: Stamp
) -> str | None:
    if reason := case.refusal(CaseAct.CORRECT):
        return reason
    case.correction = Correction(stamp=stamp, corrected_on=body.corrected_on, text=private.text)
    case.go(CaseAct.CORRECT)
    return None


changes(ReviewAsked, "登记复核申请", DESK_WORK, _review_asked)
changes(ReviewDecided, "登记复核决定", OFFICE_WORK, _review_decided)
changes(AppealAsked, "登记申诉", DESK_WORK, _appeal_asked)
changes(AppealDecided, "登记申诉处理决定", OFFICE_WORK, _appeal_decided)
changes(DecisionCorrected, "纠正问责决定", OFFICE_WORK, _corrected)
