"""What may be done with a paper that is there: the form of each act, and how it is carried out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.errors import BadInput
from domain.kinds.paper.answering import (
    PaperAnswered,
    PaperServed,
    ServedPrivate,
    TalkHeld,
    TalkPrivate,
)
from domain.kinds.paper.builder import AnsweredBy, Delivery, PaperAct
from domain.kinds.piece import TextPrivate
from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.console.forms import OfficeForm, Shown
from sync_server.office.papers import PaperCommands, SeenPaper, Signature
from sync_server.review.paper_pages import PaperPage

Reason = Annotated[str, Field(min_length=1, max_length=8000, title="原因")]
LongText = Annotated[str, Field(min_length=1, max_length=8000)]


class ActForm(OfficeForm):
    """Something that is done with a paper as it was seen."""

    changed: ClassVar[str] = "这份文书刚有变化，请重新查看。您写的还在下面。"


class SubmitForm(ActForm):
    """That a draft is handed in to be signed."""


class ReturnForm(ActForm):
    """That a draft is handed back, and why."""

    reason: Reason


class IssueForm(ActForm):
    """That a paper is signed, and by which number where that is typed."""

    issued_on: Annotated[date, Field(title="签发日期")]
    number: Annotated[str, Field(max_length=200, title="文号", description="按单位登记簿填写")] = ""
    is_signed_on_paper: Annotated[bool, Field(title="已在纸质件上签字，扫描件另存")] = False


class ServeForm(ActForm):
    """That the unit got it, and how."""

    delivery: Annotated[Delivery, Field(title="送达方式")]
    served_on: Annotated[date, Field(title="送达日期")]
    signed_by: Annotated[str, Field(max_length=60, title="签收人")] = ""
    witnesses: Annotated[
        str, Field(max_length=120, title="见证人", description="拒签留置的写两人，用顿号隔开")
    ] = ""


class AnswerForm(ActForm):
    """What the unit answered on paper."""

    answered_on: Annotated[date, Field(title="回复日期")]
    text: Annotated[LongText, Field(title="回复内容")]


class TalkForm(ActForm):
    """The talk that was held."""

    held_on: Annotated[date, Field(title="约谈日期")]
    persons: Annotated[str, Field(min_length=1, max_length=200, title="参加人")]
    minutes: Annotated[LongText, Field(title="约谈记录")]


class FinishForm(ActForm):
    """That nothing more is to be done."""

    text: Annotated[
        str, Field(max_length=8000, title="办结说明", description="单位没有回复的，写明原因")
    ] = ""


class VoidForm(ActForm):
    """That a paper does not hold any more, and why."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Doing:
    """Somebody who does something with a paper."""

    commands: PaperCommands
    viewer: Viewer
    seen: SeenPaper


Does = Callable[[Doing, Any], object]


@dataclass(frozen=True, slots=True)
class Act:
    """The form of an act, how it is carried out, the look of its button, and what is said then."""

    form: type[ActForm]
    does: Does
    done: str
    look: str = "btn-ink"
    says: str = ""


def _submit(doing: Doing, _form: SubmitForm) -> object:
    return doing.commands.submit(doing.viewer.account, doing.seen)


def _return(doing: Doing, form: ReturnForm) -> object:
    return doing.commands.send_back(doing.viewer.account, doing.seen, form.reason)


def _issue(doing: Doing, form: IssueForm) -> object:
    signature = Signature(
        issued_on=form.issued_on.isoformat(),
        signer=doing.viewer.person.name,
        number=form.number,
        is_signed_on_paper=form.is_signed_on_paper,
    )
    return doing.commands.issue(doing.viewer.account, doing.seen, signature)


def _serve(doing: Doing, form: ServeForm) -> object:
    witnesses = tuple(filter(None, (each.strip() for each in form.witnesses.split("、"))))
    if form.delivery is Delivery.RECEIVED and not form.signed_by:
        raise BadInput("请填写签收人。", code="signed_by")
    body = PaperServed(
        delivery=form.delivery,
        served_on=form.served_on.isoformat(),
        witnesses=len(witnesses[:10]),
    )
    private = ServedPrivate(signed_by=form.signed_by, witnesses=witnesses[:10])
    return doing.commands.serve(doing.viewer.account, doing.seen, body, private)


def _answer(doing: Doing, form: AnswerForm) -> object:
    body = PaperAnswered(answered_on=form.answered_on.isoformat(), answered_by=AnsweredBy.OFFICE)
    private = TextPrivate(text=form.text)
    return doing.commands.answer(doing.viewer.account, doing.seen, body, private)


def _talk(doing: Doing, form: TalkForm) -> object:
    body = TalkHeld(held_on=form.held_on.isoformat())
    private = TalkPrivate(persons=form.persons, minutes=form.minutes)
    return doing.commands.hold_talk(doing.viewer.account, doing.seen, body, private)


def _finish(doing: Doing, form: FinishForm) -> object:
    return doing.commands.finish(doing.viewer.account, doing.seen, form.text)


def _void(doing: Doing, form: VoidForm) -> object:
    return doing.commands.void(doing.viewer.account, doing.seen, form.reason)


ACTS: dict[PaperAct, Act] = {
    PaperAct.SUBMIT: Act(SubmitForm, _submit, "已送签，等督导员签发。"),
    PaperAct.ISSUE: Act(IssueForm, _issue, "文书已签发，责任督学的手机下次同步后会看到。"),
    PaperAct.RETURN: Act(ReturnForm, _return, "已退回起草人修改。", "btn-return"),
    PaperAct.SERVE: Act(ServeForm, _serve, "送达已登记。"),
    PaperAct.ANSWER: Act(AnswerForm, _answer, "回复已登记。"),
    PaperAct.TALK: Act(TalkForm, _talk, "约谈已登记，算作回复。"),
    PaperAct.FINISH: Act(FinishForm, _finish, "文书已办结。"),
    PaperAct.VOID: Act(
        VoidForm,
        _void,
        "文书已作废，文号不再使用。",
        "btn-return",
        "作废后文号不再使用，问题回到待下达，单位的回复保留。",
    ),
}
SIGNING = frozenset({PaperAct.ISSUE, PaperAct.RETURN, PaperAct.VOID})
DONE = {act.value: each.done for act, each in ACTS.items()} | {
    "drafted": "草稿已保存。",
    "enclose": "扫描件已附上。",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """An act that the viewer may do now, with its form."""

    act: PaperAct
    of: Act
    form: Shown[Any]

    @property
    def word(self) -> str:
        """What it is called."""
        return label(self.act)

    @property
    def path(self) -> str:
        """Where its form is sent, below the paper."""
        return f"{'signing' if self.act in SIGNING else 'acts'}/{self.act.value}"


def offered(page: PaperPage, viewer: Viewer) -> Iterator[Offered]:
    """What the viewer may do with the paper as it now stands, in the order of its way."""
    if not viewer.may_draft_papers:
        return
    for act, each in ACTS.items():
        is_theirs = viewer.may_review or act not in SIGNING
        is_refused = act is PaperAct.ISSUE and page.signing.refusal is not None
        if page.paper.may(act) and is_theirs and not is_refused:
            yield Offered(act, each, shown(page, act))


def shown(page: PaperPage, act: PaperAct) -> Shown[Any]:
    """The act's form over the paper as it now stands."""
    days = dict.fromkeys(("issued_on", "served_on", "answered_on", "held_on"), page.today)
    model = ACTS[act].form
    # Nearly every paper is signed for.
    usual = {**days, "delivery": Delivery.RECEIVED.value}
    typed = {name: text for name, text in usual.items() if name in model.model_fields}
    left_out = ("number",) if act is PaperAct.ISSUE and not page.signing.is_typed else ()
    return Shown(
        model, f"{act.value}-form", {**typed, "version": page.paper.version}, left_out=left_out
    )
