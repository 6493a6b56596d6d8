"""What the unit answers about one finding of a paper, with photos of before and after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.errors import BadInput, TooMany
from domain.kinds.finding.reply import MOST_PHOTOS, ReplyPhoto
from domain.trail.line import Sha256Hex
from sync_server.console.door.brought import (
    Brought,
    BroughtForm,
    fresh_photos,
    kept_photos,
    token_of,
)
from sync_server.console.door.guard import (
    AGAIN,
    CurrentGuest,
    DoorForm,
    DoorServices,
    DoorShown,
    FormGuest,
    Guest,
    read_form,
    sent,
)
from sync_server.console.door.proof import Proof, keep_proof, proof_of
from sync_server.console.form_fields import as_typed
from sync_server.console.guard import too_often
from sync_server.console.own.opening import address_of
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.door.papers import DoorPaper, DoorReply, PaperFinding
from sync_server.door.pictures import Side
from sync_server.door.replies import GONE, Answer
from sync_server.ledger.append import CHANGED

PATH = "/door/answer"
router = APIRouter(prefix=PATH)

CHOOSE_AGAIN = "照片还没有收下，改好签收码以后请再选一次。"
NOT_DONE = "已经整改完成的，请写做了什么。"
CLOSED = "这条问题已经办结或撤回，不用再回复。"
MEANWHILE = {
    CHANGED: "刚才有人办理过这条问题，还没有提交。请看下面现在的内容，核对后再提交。",
    GONE: "这条问题刚刚办结或撤回了，不用再回复。",
}


class AnswerForm(DoorForm):
    """What the unit does and did about a finding, who answers for it, and until when."""

    measures: Annotated[str, Field(min_length=1, max_length=2000, title="整改措施")]
    responsible: Annotated[str, Field(min_length=1, max_length=50, title="责任人")]
    due_on: Annotated[date, Field(title="整改时限")]
    done: Annotated[str, Field(max_length=2000, title="做了什么", description="还没做的先不填")] = (
        ""
    )
    is_done: Annotated[bool, Field(title="已经整改完成")] = False
    code: Annotated[
        str,
        Field(min_length=1, max_length=40, title="签收码", description="印在通知书右下角，10 位"),
    ]
    name: Annotated[str, Field(min_length=1, max_length=50, title="填报人姓名")]


@dataclass(frozen=True, slots=True)
class Which:
    """A finding of a paper."""

    paper: str
    visit: str
    finding_id: str

    @classmethod
    def of(cls, brought: Brought) -> "Which":
        """The finding that a form is about."""
        return cls(*(brought.typed.get(name, "") for name in ("paper", "visit", "finding")))

    @property
    def address(self) -> str:
        """Where its form is."""
        named = {"paper": self.paper, "visit": self.visit, "finding": self.finding_id}
        return f"{PATH}?{urlencode(named)}"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What a form came back with: the words, what is wrong, and the photos that are safe."""

    shown: DoorShown
    photos: Sequence[ReplyPhoto]
    problems: Sequence[str] = ()


@router.get("")
def answer_form(
    request: Request, services: DoorServices, guest: CurrentGuest, paper: Sha256Hex
) -> Response:
    """The form about one finding, with what was answered last."""
    query = request.query_params
    which = Which(paper, query.get("visit", ""), query.get("finding", ""))
    return _page(request, services, guest, which)


@router.post("")
def answer(
    request: Request, services: DoorServices, guest: FormGuest, brought: BroughtForm
) -> Response:
    """Take the answer; what is wrong is said, and words and photos stay."""
    which = Which.of(brought)
    paper = services.door.papers.paper(guest.unit, which.paper)
    finding = paper.finding(which.visit, which.finding_id)
    form = read_form(AnswerForm, brought.typed)
    wrong = _judged(request, services, guest, brought, form)
    if not wrong.shown.problem and isinstance(form, AnswerForm):
        wrong = _sent(services, guest, finding, wrong, form)
    if wrong.shown.problem:
        return _page(request, services, guest, which, wrong)
    services.door.papers.answered(guest.unit, which.paper)
    response = RedirectResponse(f"/door/papers/{which.paper}?done=answered", 303)
    keep_proof(request, response, guest, Proof(which.paper, brought.typed["name"].strip()))
    return response


def _judged(
    request: Request,
    services: ConsoleServices,
    guest: Guest,
    brought: Brought,
    form: AnswerForm | DoorShown,
) -> Wrong:
    """What is wrong with what came; photos are kept where its code is that of the paper."""
    errors = dict(form.errors) if isinstance(form, DoorShown) else {}
    if isinstance(form, AnswerForm) and form.is_done and not form.done:
        errors["done"] = NOT_DONE
    problem = AGAIN if errors else ""
    kept = kept_photos(guest, brought)
    problems: list[str] = []
    try:
        paper, typed = Which.of(brought).paper, brought.typed.get("code", "")
        services.door.signing.require(guest.unit, paper, typed, address_of(request))
        fresh, problems = fresh_photos(services, brought, MOST_PHOTOS - len(kept))
        kept += fresh
    except BadInput as error:
        errors.setdefault("code", error.message)
        problem, problems = AGAIN, [CHOOSE_AGAIN] if brought.files else []
    except TooMany as error:
        problem = too_often(error)
    if problems:
        problem = AGAIN
    return Wrong(DoorShown(AnswerForm, brought.typed, {}, errors, problem), kept, problems)


def _sent(
    services: ConsoleServices,
    guest: Guest,
    finding: PaperFinding,
    judged: Wrong,
    form: AnswerForm,
) -> Wrong:
    """Record the answer; what it was judged to be, with the problem where it was overtaken."""
    if not finding.is_there or not finding.is_open:
        return replace(judged, shown=replace(judged.shown, problem=CLOSED))
    said = Answer(
        visit=finding.visit,
        finding_id=finding.finding_id,
        seen=judged.shown.typed.get("seen", ""),
        measures=form.measures,
        responsible=form.responsible,
        due_on=form.due_on.isoformat(),
        done=form.done,
        is_done=form.is_done,
        told_by=form.name,
        photos=judged.photos,
    )
    act = partial(services.door.replies.answer, guest.unit, said)
    return replace(judged, shown=sent(judged.shown, act, MEANWHILE))


def _page(
    request: Request,
    services: ConsoleServices,
    guest: Guest,
    which: Which,
    wrong: Wrong | None = None,
) -> Response:
    paper = services.door.papers.paper(guest.unit, which.paper)
    finding = paper.finding(which.visit, which.finding_id)
    shown = wrong.shown if wrong else _begun(request, services, guest, paper, finding)
    stood = finding.reply.photos if finding.reply else ()
    photos = wrong.photos if wrong else stood
    return Page("door/answer.html", status=shown.status).response(
        request,
        guest=guest,
        paper=paper,
        finding=finding,
        form=shown,
        which=which,
        seen=finding.version,
        photos=[(each, token_of(guest, each)) for each in photos],
        given={each.sha256 for each in stood},
        is_overtaken=bool(wrong and wrong.shown.typed.get("seen", "") != finding.version),
        problems=wrong.problems if wrong else (),
        sides=list(Side),
        most=MOST_PHOTOS,
    )


def _begun(
    request: Request,
    services: ConsoleServices,
    guest: Guest,
    paper: DoorPaper,
    finding: PaperFinding,
) -> DoorShown:
    """The form with what was answered last, and what this browser lately brought."""
    typed = {"due_on": paper.due_on, **_answered(finding.reply)}
    proof = proof_of(request, guest)
    if proof:
        typed["name"] = proof.name
        if proof.paper == paper.paper:
            typed["code"] = services.door.codes.of_paper(paper.paper)
    return DoorShown.of(AnswerForm, typed)


def _answered(reply: DoorReply | None) -> dict[str, str]:
    if reply is None:
        return {}
    names = ("measures", "responsible", "due_on", "done", "is_done")
    found = {name: getattr(reply, name) for name in names}
    return {name: as_typed(each) for name, each in found.items() if each}
