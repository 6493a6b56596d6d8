"""Whoever is to answer is told, heard, and then it is decided; the decision is served."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.accountability.case import (
    AccountabilityBuilder,
    Decision,
    Notice,
    Plea,
    Service,
)
from domain.kinds.accountability.course import (
    Aggravation,
    CaseAct,
    CaseState,
    Manner,
    PleaOutcome,
)
from domain.kinds.accountability.opening import RUNNING, changes
from domain.kinds.author import DESK_WORK, OFFICE_WORK
from domain.kinds.folding import Stamp, facts_of
from domain.kinds.piece import DateText, Label, OfficeBody, Private, Text, TextPrivate

MANNER = "accountability_manner"
"""Why a decision does not count that has no manner, or one that is not for whom it is about."""
Manners = Annotated[tuple[Manner, ...], Field(max_length=len(Manner))]


class NoticePrivate(Private):
    """The facts as they were found, the rules, and who took the notice."""

    facts: Text = ""
    basis: Text = ""
    received_by: Text = ""


class NoticeServed(OfficeBody):
    """They were told in writing (告知书) what is intended, and until when they may be heard."""

    kind: ClassVar[str] = "accountability.notified"
    private: ClassVar[type[Private]] = NoticePrivate

    notified_on: DateText
    plead_by: DateText
    manners: Manners


class PleaRecorded(OfficeBody):
    """They were heard (陈述申辩), do not want to be, or let the day pass."""

    kind: ClassVar[str] = "accountability.heard"
    private: ClassVar[type[Private]] = TextPrivate

    outcome: PleaOutcome
    heard_on: DateText


class DecidedPrivate(Private):
    """基本情况, 事实, 依据 as the decision has them, and why it is heavier."""

    circumstances: Text = ""
    facts: Text = ""
    basis: Text = ""
    aggravated: Text = ""


class AccountabilityDecided(OfficeBody):
    """What the 委员会, which sits outside, decided; the rest of it is private."""

    kind: ClassVar[str] = "accountability.decided"
    private: ClassVar[type[Private]] = DecidedPrivate

    number: Label | None = None
    decided_on: DateText
    effective_on: DateText
    manners: Manners
    aggravations: Annotated[tuple[Aggravation, ...], Field(max_length=len(Aggravation))] = ()


class ReceivedPrivate(Private):
    """Who took it."""

    received_by: Text = ""


class DecisionServed(OfficeBody):
    """They got the decision; from that day they may ask for a 复核."""

    kind: ClassVar[str] = "accountability.served"
    private: ClassVar[type[Private]] = ReceivedPrivate

    served_on: DateText


def _notified(
    case: AccountabilityBuilder, body: NoticeServed, private: NoticePrivate, stamp: Stamp
) -> str | None:
    if reason := case.refusal(CaseAct.NOTIFY):
        return reason
    if not case.fits(body.manners):
        return MANNER
    days = {"notified_on": body.notified_on, "plead_by": body.plead_by}
    case.notice = Notice(stamp=stamp, **days, manners=body.manners, **facts_of(private))
    case.plea = None
    case.go(CaseAct.NOTIFY)
    return None


def _heard(
    case: AccountabilityBuilder, body: PleaRecorded, private: TextPrivate, stamp: Stamp
) -> str | None:
    if reason := case.refusal(CaseAct.HEAR):
        return reason
    if case.state is CaseState.HEARD and body.outcome is not PleaOutcome.RECEIVED:
        return "accountability_heard"
    is_silent = body.outcome is PleaOutcome.SILENT
    if is_silent and case.notice is not None and body.heard_on <= case.notice.plead_by:
        return RUNNING
    facts = {"outcome": body.outcome, "heard_on": body.heard_on}
    case.plea = Plea(stamp=stamp, **facts, text=private.text)
    case.go(CaseAct.HEAR)
    return None


def _decided(
    case: AccountabilityBuilder,
    body: AccountabilityDecided,
    private: DecidedPrivate,
    stamp: Stamp,
) -> str | None:
    if reason := case.refusal(CaseAct.DECIDE):
        return reason
    if not case.fits(body.manners):
        return MANNER
    days = {"decided_on": body.decided_on, "effective_on": body.effective_on}
    case.decision = Decision(
        stamp=stamp,
        number=body.number,
        **days,
        manners=body.manners,
        aggravations=body.aggravations,
        **facts_of(private),
    )
    case.go(CaseAct.DECIDE)
    return None


def _served(
    case: AccountabilityBuilder, body: DecisionServed, private: ReceivedPrivate, stamp: Stamp
) -> str | None:
    if reason := case.refusal(CaseAct.SERVE):
        return reason
    case.service = Service(stamp=stamp, served_on=body.served_on, received_by=private.received_by)
    case.go(CaseAct.SERVE)
    return None


changes(NoticeServed, "送达问责告知书", OFFICE_WORK, _notified)
changes(PleaRecorded, "登记陈述申辩", DESK_WORK, _heard)
changes(AccountabilityDecided, "登记问责决定", OFFICE_WORK, _decided)
changes(DecisionServed, "送达问责决定书", DESK_WORK, _served)
