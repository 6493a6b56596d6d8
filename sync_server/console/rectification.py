"""Putting findings right: the notice, the school's reply on paper, and where a school is."""

from datetime import date
from typing import Annotated, TypeVar

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, StringConstraints, ValidationError

from domain.errors import BadInput
from domain.ids import uuid7
from domain.kinds.office.notice import NoticeIssued, NoticePrivate
from domain.kinds.piece import Code
from domain.kinds.visit.rectification import RectificationPrivate, RectificationReported
from sync_server.console.guard import FormUser, Services
from sync_server.console.trail import Said, trail_page

router = APIRouter()

Words = Annotated[str, StringConstraints(max_length=8000, strip_whitespace=True)]
M = TypeVar("M", bound=BaseModel)

NEEDS = {
    "number": "请填写文号，不超过 200 字。",
    "finding_ids": "请勾选要整改的问题。",
    "issued_on": "下达日期要写成 2026-05-14 这样。",
    "due_on": "整改期限要写成 2026-05-14 这样。",
    "reported_on": "报告日期要写成 2026-05-14 这样。",
    "requirement": "请写明整改要求。",
    "measures": "请写明学校采取了什么措施。",
}


class NoticeForm(BaseModel):
    """What the form of a notice brings."""

    finding_ids: list[Code] = []
    number: Words = ""
    issued_on: str = ""
    due_on: str = ""
    requirement: Words = ""


class ReplyForm(BaseModel):
    """What the form of a school's reply brings."""

    finding_id: Code
    reported_on: str = ""
    is_done: bool = False
    measures: Words = ""
    responsible: Words = ""


@router.post("/visits/{visit_id}/notice")
def issue_notice(
    request: Request,
    services: Services,
    user: FormUser,
    visit_id: str,
    form: Annotated[NoticeForm, Form()],
) -> Response:
    """Issue a 整改通知书 for findings of the visit; what is missing is said on the page."""
    user.viewer.require_review()
    try:
        body = _made(
            NoticeIssued,
            notice_id=uuid7(),
            number=form.number,
            finding_ids=tuple(form.finding_ids),
            issued_on=form.issued_on,
            due_on=form.due_on,
        )
        _expect(bool(form.requirement), "requirement")
        if date.fromisoformat(form.due_on) < date.fromisoformat(form.issued_on):
            raise BadInput("整改期限早于下达日期，请核对。", code="due_before_issue")
        issuer = user.viewer.person.name
        private = NoticePrivate(requirement=form.requirement, issuer=issuer)
        services.office.issue_notice(user.viewer.account, visit_id, body, private)
    except BadInput as error:
        return trail_page(request, services, user, visit_id, _problem(error))
    return RedirectResponse(f"/visits/{visit_id}?done=notice#findings", 303)


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
        services.office.record_reply(user.viewer.account, visit_id, body, private)
    except BadInput as error:
        return trail_page(request, services, user, visit_id, _problem(error))
    return RedirectResponse(f"/visits/{visit_id}?done=reply#findings", 303)


@router.post("/visits/{visit_id}/position")
def adopt_position(services: Services, user: FormUser, visit_id: str) -> Response:
    """Make the position the inspector proposed the school's own."""
    user.viewer.require_review()
    services.office.adopt_position(user.viewer.account, visit_id)
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


def _problem(error: BadInput) -> Said:
    return Said(problem=error.message, status=400)
