"""What may be done with an accountability case that is there: the form of each act."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.kinds.accountability.case import Accountability
from domain.kinds.accountability.content import AccountabilityOpened, OpenedPrivate
from domain.kinds.accountability.course import (
    MANNERS,
    WAYS,
    Aggravation,
    CaseAct,
    CaseState,
    Manner,
)
from domain.kinds.accountability.deciding import (
    AccountabilityDecided,
    DecidedPrivate,
    DecisionServed,
    NoticePrivate,
    NoticeServed,
    PleaRecorded,
    ReceivedPrivate,
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
    DecisionCorrected,
    ReviewAsked,
    ReviewDecided,
)
from domain.kinds.piece import OfficeBody, Private, ReasonPrivate, TextPrivate
from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.console.accountability.act_forms import (
    CaseAppealAskedForm,
    CaseAppealForm,
    CaseCorrectForm,
    CaseDecideForm,
    CaseEndForm,
    CaseForm,
    CaseGroupForm,
    CaseNoticeForm,
    CasePleaForm,
    CaseRestateForm,
    CaseReviewAskedForm,
    CaseReviewForm,
    CaseServeForm,
    CaseWithdrawForm,
)
from sync_server.console.forms import Shown
from sync_server.office.accountability import AT_DESK
from sync_server.review.accountability import CasePage

Said = tuple[OfficeBody, Private]


def _dated(form: CaseForm, *names: str) -> dict[str, Any]:
    """These fields of a form as an entry has them."""
    found = {name: getattr(form, name) for name in names}
    return {
        name: each.isoformat() if isinstance(each, date) else each for name, each in found.items()
    }


def _manners(form: Any) -> tuple[Manner, ...]:
    return tuple(map(Manner, form.manners))


def _restated(case: Accountability, form: CaseRestateForm) -> Said:
    body = AccountabilityOpened(
        school_id=case.school_id,
        findings=case.findings,
        papers=case.papers,
        opened_on=case.opened_on,
        **_dated(form, "target", "inspected_on"),
    )
    return body, OpenedPrivate(**_dated(form, "person", "post", "facts", "basis"))


def _notified(_case: Accountability, form: CaseNoticeForm) -> Said:
    body = NoticeServed(manners=_manners(form), **_dated(form, "notified_on", "plead_by"))
    return body, NoticePrivate(**_dated(form, "facts", "basis", "received_by"))


def _decided(_case: Accountability, form: CaseDecideForm) -> Said:
    body = AccountabilityDecided(
        number=form.number or None,
        manners=_manners(form),
        aggravations=tuple(map(Aggravation, form.aggravations)),
        **_dated(form, "decided_on", "effective_on"),
    )
    private = _dated(form, "circumstances", "facts", "basis", "aggravated")
    return body, DecidedPrivate(**private)


def _reviewed(form: CaseReviewForm | CaseAppealForm) -> dict[str, Any]:
    return {"manners": _manners(form), **_dated(form, "outcome", "decided_on", "known_on")}


@dataclass(frozen=True, slots=True)
class Act:
    """The form of an act, what it says, the word once it is done, and the look of its button."""

    form: type[CaseForm]
    said: Callable[[Accountability, Any], Said]
    done: str
    look: str = "btn-ink"
    says: str = ""


ACTS: Mapping[CaseAct, Act] = {
    CaseAct.GROUP: Act(
        CaseGroupForm,
        lambda _, form: (
            GroupSet(**_dated(form, "set_on")),
            GroupPrivate(members=form.members),
        ),
        "调查认定组已登记。",
    ),
    CaseAct.NOTIFY: Act(
        CaseNoticeForm,
        _notified,
        "告知书送达已登记，等对方陈述申辩。",
        says="书面告知认定的事实和拟作的问责，听取陈述申辩；重新告知的，原来的陈述申辩不再算。",
    ),
    CaseAct.HEAR: Act(
        CasePleaForm,
        lambda _, form: (
            PleaRecorded(**_dated(form, "outcome", "heard_on")),
            TextPrivate(text=form.text),
        ),
        "陈述申辩已登记，可以提请决定。",
    ),
    CaseAct.DECIDE: Act(
        CaseDecideForm,
        _decided,
        "决定已登记，请送达决定书。",
        says="问责决定由教育督导委员会审定，这里照决定书登记。",
    ),
    CaseAct.SERVE: Act(
        CaseServeForm,
        lambda _, form: (
            DecisionServed(**_dated(form, "served_on")),
            ReceivedPrivate(received_by=form.received_by),
        ),
        "送达已登记，从这天起 30 天内可以申请复核。",
    ),
    CaseAct.ASK_REVIEW: Act(
        CaseReviewAskedForm,
        lambda _, form: (ReviewAsked(**_dated(form, "asked_on")), TextPrivate(text=form.text)),
        "复核申请已登记，30 天内作出复核决定。",
        says="复核、申诉期间不停止执行问责决定。",
    ),
    CaseAct.REVIEW: Act(
        CaseReviewForm,
        lambda _, form: (ReviewDecided(**_reviewed(form)), TextPrivate(text=form.text)),
        "复核决定已登记。",
    ),
    CaseAct.ASK_APPEAL: Act(
        CaseAppealAskedForm,
        lambda _, form: (AppealAsked(**_dated(form, "asked_on")), TextPrivate(text=form.text)),
        "申诉已登记，上一级 60 天内处理。",
        says="申诉向上一级教育督导机构提出，处理结果收到后在这里登记。",
    ),
    CaseAct.APPEAL: Act(
        CaseAppealForm,
        lambda _, form: (AppealDecided(**_reviewed(form)), TextPrivate(text=form.text)),
        "申诉处理决定已登记。",
    ),
    CaseAct.CORRECT: Act(
        CaseCorrectForm,
        lambda _, form: (
            DecisionCorrected(**_dated(form, "corrected_on")),
            TextPrivate(text=form.text),
        ),
        "纠正已登记。",
    ),
    CaseAct.END: Act(
        CaseEndForm,
        lambda _, form: (
            AccountabilityEnded(**_dated(form, "ended_on", "is_waived")),
            TextPrivate(text=form.text),
        ),
        "已办结。",
        says="申请复核、申诉的期限都过了，或者对方书面表示不再申请，才能办结。",
    ),
    CaseAct.RESTATE: Act(CaseRestateForm, _restated, "已更正，原来的内容在留痕里。", "btn-quiet"),
    CaseAct.WITHDRAW: Act(
        CaseWithdrawForm,
        lambda _, form: (AccountabilityWithdrawn(), ReasonPrivate(reason=form.reason)),
        "已撤销问责。",
        "btn-return",
        "查下来不应当问责的，写明原因；记录保留。",
    ),
}
"""In the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An act that the viewer may do now, with its form."""

    act: CaseAct
    of: Act
    form: Shown[Any]
    is_again: bool = False

    @property
    def word(self) -> str:
        """What it is called; where it was done before, that it is done anew."""
        return f"重新{label(self.act)}" if self.is_again else label(self.act)

    @property
    def path(self) -> str:
        """Where its form is sent, below the case."""
        return f"{'acts' if self.act in AT_DESK else 'decisions'}/{self.act.value}"


def offered(page: CasePage, viewer: Viewer) -> Iterator[Offered]:
    """What the viewer may do with the case as it now stands: what leads on before all else."""
    again = {act for act in ACTS if _is_done(page.case, act)}
    for act in sorted(ACTS, key=lambda act: (act is CaseAct.WITHDRAW, act in again)):
        is_theirs = viewer.may_draft_papers if act in AT_DESK else viewer.may_review
        if is_theirs and page.case.may(act):
            yield Offered(act, ACTS[act], shown(page, act), act in again)


def _is_done(case: Accountability, act: CaseAct) -> bool:
    """Whether the act brought the case where it is, or further back."""
    to, states = WAYS[act].to, list(CaseState)
    return to is not None and states.index(to) <= states.index(case.state)


def shown(page: CasePage, act: CaseAct) -> Shown[Any]:
    """The form of an act as it begins: with what is known already."""
    case = page.case
    manners = {each.value: label(each) for each in MANNERS[case.target]}
    options = {
        "manners": manners,
        "aggravations": {each.value: label(each) for each in Aggravation},
    }
    model = ACTS[act].form
    known = {name: some for name, some in options.items() if name in model.model_fields}
    typed = {"version": case.version, **_begun(page, act)}
    return Shown(model, f"{act.value}-form", typed, known)


def _begun(page: CasePage, act: CaseAct) -> dict[str, str]:
    """What stands in an act's form at first: today, and what the steps before have said."""
    case, today = page.case, page.today
    usual = {name: today for name in ACTS[act].form.model_fields if name.endswith("_on")}
    if act is CaseAct.RESTATE:
        names = ("target", "person", "post", "inspected_on", "facts", "basis")
        return {name: str(getattr(case, name)) for name in names}
    if act is CaseAct.GROUP and case.group is not None:
        return {"set_on": case.group.set_on, "members": case.group.members}
    if act is CaseAct.NOTIFY:
        said = case.notice or case
        ticked = "\n".join(case.notice.manners) if case.notice else ""
        return {**usual, "manners": ticked, "facts": said.facts, "basis": said.basis}
    if act is CaseAct.DECIDE:
        return {**usual, **_to_decide(case)}
    if act is CaseAct.SERVE and case.service is not None:
        return {"served_on": case.service.served_on, "received_by": case.service.received_by}
    return usual


def _to_decide(case: Accountability) -> dict[str, str]:
    """What a decision begins with: the notice's words, or the decision that is corrected."""
    decision = case.decision
    if decision is not None:
        names = ("decided_on", "effective_on", "circumstances", "facts", "basis", "aggravated")
        return {
            "number": decision.number or "",
            "manners": "\n".join(decision.manners),
            "aggravations": "\n".join(decision.aggravations),
            **{name: getattr(decision, name) for name in names},
        }
    notice = case.notice
    if notice is None:
        return {}
    return {
        "manners": "\n".join(notice.manners),
        "facts": notice.facts,
        "basis": notice.basis,
    }
