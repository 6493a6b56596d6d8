"""What is wrong with what somebody wants to say of an accountability case, beside which field.

What passes here counts in the fold, as far as nobody is faster; the fold alone decides.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from domain.kinds.accountability.case import Accountability, is_appealable
from domain.kinds.accountability.content import AccountabilityOpened, OpenedPrivate
from domain.kinds.accountability.course import (
    MANNERS,
    Accountable,
    Aggravation,
    CaseState,
    Manner,
    Outcome,
    PleaOutcome,
)
from domain.kinds.accountability.deciding import (
    AccountabilityDecided,
    DecidedPrivate,
    DecisionServed,
    NoticePrivate,
    NoticeServed,
    PleaRecorded,
)
from domain.kinds.accountability.opening import (
    AccountabilityEnded,
    AccountabilityWithdrawn,
    GroupPrivate,
    GroupSet,
)
from domain.kinds.accountability.reviewing import (
    AppealAsked,
    AppealDecided,
    AskedBody,
    DecisionCorrected,
    ReviewAsked,
    ReviewDecided,
    ReviewedBody,
)
from domain.kinds.accountability.terms import ASK_APPEAL_DAYS, ASK_REVIEW_DAYS, last_day
from domain.kinds.piece import OfficeBody, Private, ReasonPrivate, TextPrivate


class Fault(NamedTuple):
    """What is wrong: with which field, and what to do."""

    field: str
    words: str


Faults = Iterator[Fault]


def opening_fault(body: AccountabilityOpened, private: OpenedPrivate, today: str) -> Fault | None:
    """What is wrong with the opening of a case, or None."""
    return next(_of_opening(body, private, today), None)


def fault_of(case: Accountability, body: OfficeBody, private: Private, today: str) -> Fault | None:
    """What is wrong with words about the case as it stands, said on this local day; or None."""
    if isinstance(body, AccountabilityOpened) and isinstance(private, OpenedPrivate):
        return opening_fault(body, private, today)
    return next(_CHECKS[type(body)](case, body, private, today), None)


def _of_opening(body: AccountabilityOpened, private: OpenedPrivate, today: str) -> Faults:
    yield from _day("opened_on", body.opened_on, today)
    yield from _day("inspected_on", body.inspected_on, today)
    if body.inspected_on > body.opened_on:
        yield Fault("inspected_on", "督导完成日期不能晚于提出日期，请核对。")
    if body.target.is_person and not private.person.strip():
        yield Fault("person", "问责对象是个人的，请写明姓名。")
    yield from _text(private, facts="事实", basis="依据")


def _of_group(case: Accountability, body: GroupSet, private: GroupPrivate, today: str) -> Faults:
    yield from _day("set_on", body.set_on, today, case.inspected_on, "督导完成日期")
    yield from _text(private, members="调查认定组成员")


def _of_notice(
    case: Accountability, body: NoticeServed, private: NoticePrivate, today: str
) -> Faults:
    since = case.group.set_on if case.group else case.opened_on
    yield from _day("notified_on", body.notified_on, today, since, "成立调查认定组的日期")
    if body.plead_by <= body.notified_on:
        yield Fault("plead_by", "陈述申辩的截止日期要晚于送达日期。")
    yield from _manners(case.target, body.manners)
    yield from _text(private, facts="认定的事实", basis="依据")


def _of_plea(case: Accountability, body: PleaRecorded, private: TextPrivate, today: str) -> Faults:
    notice = case.notice
    if notice is None:
        return
    yield from _day("heard_on", body.heard_on, today, notice.notified_on, "告知书送达日期")
    if case.state is CaseState.HEARD and body.outcome is not PleaOutcome.RECEIVED:
        yield Fault("outcome", "陈述申辩已经登记过，这里只能补登后来交来的。")
    if body.outcome is PleaOutcome.SILENT and body.heard_on <= notice.plead_by:
        yield Fault("heard_on", f"截止日期是 {notice.plead_by}，过了这一天才能登记期满未提出。")
    if body.outcome is PleaOutcome.RECEIVED:
        yield from _text(private, text="陈述申辩的内容")


def _of_decision(
    case: Accountability, body: AccountabilityDecided, private: DecidedPrivate, today: str
) -> Faults:
    heard_on = case.plea.heard_on if case.plea else case.opened_on
    yield from _day("decided_on", body.decided_on, today, heard_on, "陈述申辩的登记日期")
    if body.effective_on < body.decided_on:
        yield Fault("effective_on", "生效日期不能早于决定日期。")
    yield from _manners(case.target, body.manners)
    yield from _text(private, circumstances="基本情况", facts="问责事实", basis="问责依据")
    if Aggravation.OTHER in body.aggravations:
        yield from _text(private, aggravated="其他从重情形")


def _of_service(
    case: Accountability, body: DecisionServed, _private: Private, today: str
) -> Faults:
    decided_on = case.decision.decided_on if case.decision else case.opened_on
    yield from _day("served_on", body.served_on, today, decided_on, "决定日期")


def _of_asking(case: Accountability, body: AskedBody, private: TextPrivate, today: str) -> Faults:
    is_appeal = isinstance(body, AppealAsked)
    if is_appeal and not is_appealable(case.review):
        yield Fault("asked_on", "复核后原决定已经撤销或申请已经撤回，不再受理申诉。")
    if is_appeal:
        since, days = case.review.known_on if case.review else "", ASK_APPEAL_DAYS
    else:
        since, days = case.service.served_on if case.service else "", ASK_REVIEW_DAYS
    if not since:
        return
    got = "收到复核决定的日期" if is_appeal else "决定书送达日期"
    yield from _day("asked_on", body.asked_on, today, since, got)
    until = last_day(since, days)
    if body.asked_on > until:
        yield Fault("asked_on", f"期限是 {until}，已经过了；按期收到的请填收到的日期。")
    yield from _text(private, text="申请的理由")


def _of_review(
    case: Accountability, body: ReviewedBody, private: TextPrivate, today: str
) -> Faults:
    asked = case.appeal_asked if isinstance(body, AppealDecided) else case.review_asked
    since = asked.asked_on if asked else case.opened_on
    yield from _day("decided_on", body.decided_on, today, since, "收到申请的日期")
    yield from _day("known_on", body.known_on, today, body.decided_on, "作出决定的日期")
    if body.outcome is Outcome.CHANGED:
        yield from _manners(case.target, body.manners)
    elif body.manners:
        yield Fault("manners", "只有变更原决定的才选问责方式。")
    yield from _text(private, text="理由")


def _of_correction(
    case: Accountability, body: DecisionCorrected, private: TextPrivate, today: str
) -> Faults:
    since = case.appeal.known_on if case.appeal else case.opened_on
    yield from _day("corrected_on", body.corrected_on, today, since, "收到申诉处理决定的日期")
    yield from _text(private, text="纠正的内容")


def _of_end(
    case: Accountability, body: AccountabilityEnded, _private: Private, today: str
) -> Faults:
    until, since = None, case.opened_on
    if case.state is CaseState.SERVED and case.service is not None:
        since = case.service.served_on
        until = last_day(since, ASK_REVIEW_DAYS)
    elif case.state is CaseState.REVIEWED and case.review is not None:
        since = case.review.known_on
        until = last_day(since, ASK_APPEAL_DAYS) if is_appealable(case.review) else None
    elif case.correction is not None:
        since = case.correction.corrected_on
    elif case.appeal is not None:
        since = case.appeal.known_on
    yield from _day("ended_on", body.ended_on, today, since, "前一步的日期")
    if until is not None and body.ended_on <= until and not body.is_waived:
        words = f"对方在 {until} 前还可以申请；过了这一天，或者对方书面表示不申请，才能办结。"
        yield Fault("ended_on", words)


def _of_withdrawal(
    _case: Accountability, _body: Any, private: ReasonPrivate, _today: str
) -> Faults:
    yield from _text(private, reason="撤销问责的原因")


_CHECKS: Mapping[type[OfficeBody], Callable[[Accountability, Any, Any, str], Faults]] = {
    GroupSet: _of_group,
    NoticeServed: _of_notice,
    PleaRecorded: _of_plea,
    AccountabilityDecided: _of_decision,
    DecisionServed: _of_service,
    ReviewAsked: _of_asking,
    ReviewDecided: _of_review,
    AppealAsked: _of_asking,
    AppealDecided: _of_review,
    DecisionCorrected: _of_correction,
    AccountabilityEnded: _of_end,
    AccountabilityWithdrawn: _of_withdrawal,
}


def _day(field: str, day: str, today: str, since: str = "", what: str = "") -> Faults:
    if day > today:
        yield Fault(field, "日期不能晚于今天。")
    if day < since:
        yield Fault(field, f"不能早于{what}（{since}）。")


def _text(private: Private, **wanted: str) -> Faults:
    for field, what in wanted.items():
        if not getattr(private, field).strip():
            yield Fault(field, f"请写明{what}。")


def _manners(target: Accountable, manners: tuple[Manner, ...]) -> Faults:
    if not manners:
        yield Fault("manners", "请选择问责方式，至少一种。")
    elif not set(manners) <= set(MANNERS[target]):
        yield Fault("manners", "选的问责方式里有不适用于这个对象的，请重新选。")
