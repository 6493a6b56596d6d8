"""Putting findings right: the school's reply on paper, and where a school is."""

from typing import Annotated, TypeVar

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, StringConstraints, ValidationError

from domain.errors import BadInput, Conflict
from domain.kinds.piece import Code
from domain.kinds.visit.rectification import RectificationPrivate, RectificationReported
from domain.trail.line import Sha256Hex
from sync_server.console.guard import FormUser, Services
from sync_server.console.trail import Said, trail_page
from sync_server.ledger.append import CHANGED
from sync_server.office.commands import Reply

router = APIRouter()

Words = Annotated[str, StringConstraints(max_length=8000, strip_whitespace=True)]
M = TypeVar("M", bound=BaseModel)

SOMEBODY_ELSE = "这次督导刚有新内容，还没有登记。请重新核对，您填的内容还在。"
NEEDS = {
    "reported_on": "报告日期要写成 2026-05-14 这样。",
    "measures": "请写明学校采取了什么措施。",
}


class ReplyForm(BaseModel):
    """What the form of a school's reply brings; ``version`` is the visit's as it was seen."""

    version: Sha256Hex
    finding_id: Code
    reported_on: str = ""
    is_done: bool = False
    measures: Words = ""
    responsible: Words = ""


@router.post("/visits/{visit_id}/reply")
def record_reply(
    request: Request,
    services: Services,
    user: FormUser,
    visit_id: str,
    form: Annotated[ReplyForm, Form()],
) -> Response:
    """Record what the school answered on paper about one finding."""
    user.viewer.require_review()
    try:
        body = _made(
            RectificationReported,
            finding_id=form.finding_id,
            reported_on=form.reported_on,
            is_done=form.is_done,
        )
        _expect(bool(form.measures), "measures")
        private = RectificationPrivate(measures=form.measures, responsible=form.responsible)
        reply = Reply(visit_id, form.version, body, private)
        services.office.record_reply(user.viewer.account, reply)
    except BadInput as error:
        return trail_page(request, services, user, visit_id, _said(error.message, 400, form))
    except Conflict as error:
        if error.specific_code != CHANGED:
            raise
        return trail_page(request, services, user, visit_id, _said(SOMEBODY_ELSE, 409, form))
    return RedirectResponse(f"/visits/{visit_id}?done=reply#findings", 303)


class PositionForm(BaseModel):
    """The versions in which whoever adopts a position saw the visit and the school."""

    version: Sha256Hex
    school_version: Sha256Hex


@router.post("/visits/{visit_id}/position")
def adopt_position(
    services: Services, user: FormUser, visit_id: str, form: Annotated[PositionForm, Form()]
) -> Response:
    """Make the position the inspector proposed the school's own."""
    user.viewer.require_review()
    account = user.viewer.account
    services.office.adopt_position(account, visit_id, form.version, form.school_version)
    return RedirectResponse(f"/visits/{visit_id}?done=position", 303)


def _made(model: type[M], **fields: object) -> M:
    """The entry of these fields; BadInput in the words for the first that cannot be."""
    try:
        return model(**fields)
    except ValidationError as error:
        first = str(error.errors()[0]["loc"][0])
        raise BadInput(NEEDS.get(first, "填写的内容不合要求，请检查。"), code=first) from error


def _expect(is_there: bool, field: str) -> None:
    if not is_there:
        raise BadInput(NEEDS[field], code=field)


def _said(problem: str, status: int, form: ReplyForm) -> Said:
    """What is wrong with the form, and what was typed into it."""
    typed = {name: str(value) for name, value in form.model_dump(exclude={"is_done"}).items()}
    if form.is_done:
        typed["is_done"] = "true"
    return Said(problem=problem, status=status, reply=typed)
