"""整改通知书: the list, one notice, and the form of a new one to a unit."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, StringConstraints

from domain.errors import BadInput, Conflict, DujiError
from domain.kinds.office.notice import NoticePrivate
from domain.kinds.office.series import MAX_SERIAL
from domain.kinds.piece import Code
from domain.paper.notice import series_of
from domain.trail.line import Sha256Hex
from sync_server.console.guard import CurrentUser, FormUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.ledger.append import NEW
from sync_server.office.notices import NoticeDraft, SeenFinding
from sync_server.review.notice_pages import UnitFindings

router = APIRouter()

SECTION = "notices"
TICK = re.compile(r"([0-9a-f]{64}):([0-9a-f]{64}):([A-Za-z0-9._:@-]{1,64})")
Words = Annotated[str, StringConstraints(max_length=8000, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]

DONE = {
    "issued": "整改通知书已下达，责任督学的手机下次同步后会看到。",
    "withdrawn": "整改通知书已撤回，文号不再使用。",
    "series": "文号已核定，可以继续下达通知书。",
}
CHANGED = {
    "changed_meanwhile": "所选问题的督导记录刚有变化，请重新核对。您写的文字和勾选还在，没有丢。",
    "finding_closed": "所选问题中有的刚刚回访认定已整改，已从下面去掉，请重新核对。",
    "series_unknown": "服务器从备份恢复过，请先核定本年最后一个文号，再下达。您写的文字还在。",
    "series_full": "本年的文号已经用完，请联系系统管理员。",
}
WITHDRAW_CHANGED = "这份通知书刚有变化，请重新查看。您写的原因还在下面。"
SERIES_CHANGED = "刚才有人核定过这一年的文号，没有改动；请看过现在的号，再核定。"
NO_DATE = {
    "issued_on": "下达日期要写成 2026-05-14 这样。",
    "due_on": "整改期限要写成 2026-05-14 这样。",
}


class NoticeForm(BaseModel):
    """What the form of a notice brings; each tick is visit, version and finding."""

    findings: list[Annotated[str, StringConstraints(max_length=200)]] = []
    issued_on: Short = ""
    due_on: Short = ""
    requirement: Words = ""


class WithdrawForm(BaseModel):
    """What the form that withdraws a notice brings: the version seen, and why."""

    version: Sha256Hex
    reason: Words = ""


class SeriesForm(BaseModel):
    """What the form about the year's numbers brings; ``seen`` are series and their versions."""

    seen: list[Annotated[str, StringConstraints(max_length=80)]] = []
    year: Short = ""
    last: Short = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a page has to say about the form that was sent, with which status, and its words."""

    problem: str = ""
    status: int = 200
    code: str = ""
    reason: str = ""


@router.get("/notices")
def notices(request: Request, services: Services, user: CurrentUser) -> Response:
    """The list of notices, and the units that wait for one."""
    return _list_page(request, services, user, Said())


@router.post("/notices/series")
def state_series(
    request: Request, services: Services, user: FormUser, form: Annotated[SeriesForm, Form()]
) -> Response:
    """State which number was the year's last one."""
    user.viewer.require_review()
    try:
        year, last = _number(form.year, 2000, 9999), _number(form.last, 0, MAX_SERIAL)
    except BadInput as error:
        return _list_page(request, services, user, Said(error.message, 400))
    seen = dict(each.split(":", 1) for each in form.seen if ":" in each)
    try:
        services.notices.state_last(user.viewer.account, year, last, seen.get(series_of(year), NEW))
    except Conflict as error:
        if error.specific_code not in CHANGED:
            raise
        return _list_page(request, services, user, Said(SERIES_CHANGED, 409))
    return RedirectResponse("/notices?done=series", 303)


@router.get("/schools/{school_id}/notice")
def notice_form(
    request: Request, services: Services, user: CurrentUser, school_id: Code
) -> Response:
    """The form of a new notice, with the unit's open findings of all visits."""
    unit = services.notice_pages.unit(user.viewer, school_id)
    begun = NoticeForm(
        findings=[each.ticked for each in unit.findings if not each.notices],
        issued_on=unit.today,
        due_on=unit.due_on,
        requirement=unit.requirement,
    )
    return _form_page(request, user, unit, begun, Said())


@router.post("/schools/{school_id}/notice")
def issue_notice(
    request: Request,
    services: Services,
    user: FormUser,
    school_id: Code,
    form: Annotated[NoticeForm, Form()],
) -> Response:
    """Issue the notice; what is missing or has changed is said on the page, the words kept."""
    user.viewer.require_review()
    try:
        draft = _draft(school_id, form)
        private = NoticePrivate(requirement=form.requirement, issuer=user.viewer.person.name)
        receipt = services.notices.issue(user.viewer.account, draft, private)
    except (BadInput, Conflict) as error:
        said = _said(error)
        if said is None:
            raise
        unit = services.notice_pages.unit(user.viewer, school_id)
        return _form_page(request, user, unit, form, said)
    return RedirectResponse(f"/notices/{receipt.id}?done=issued", 303)


@router.get("/notices/{notice_id}")
def notice(
    request: Request, services: Services, user: CurrentUser, notice_id: Sha256Hex
) -> Response:
    """One notice: the paper, what it is about, and how it came about."""
    return _notice_page(request, services, user, notice_id, Said())


@router.post("/notices/{notice_id}/withdraw")
def withdraw_notice(
    request: Request,
    services: Services,
    user: FormUser,
    notice_id: Sha256Hex,
    form: Annotated[WithdrawForm, Form()],
) -> Response:
    """Take the notice back as it stood on the page."""
    user.viewer.require_review()
    try:
        services.notices.withdraw(user.viewer.account, notice_id, form.version, form.reason)
    except BadInput as error:
        said = Said(error.message, 400, reason=form.reason)
    except Conflict:
        said = Said(WITHDRAW_CHANGED, 409, reason=form.reason)
    else:
        return RedirectResponse(f"/notices/{notice_id}?done=withdrawn", 303)
    return _notice_page(request, services, user, notice_id, said)


def _draft(school_id: str, form: NoticeForm) -> NoticeDraft:
    """What the form asks for; BadInput in words for the first thing that is missing."""
    seen = tuple(_seen(tick) for tick in dict.fromkeys(form.findings))
    if not seen:
        raise BadInput("请勾选要整改的问题。", code="findings")
    issued, due = _day(form.issued_on, "issued_on"), _day(form.due_on, "due_on")
    if due < issued:
        raise BadInput("整改期限早于下达日期，请核对。", code="due_before_issue")
    if not form.requirement:
        raise BadInput("请写明整改要求。", code="requirement")
    return NoticeDraft(school_id, seen, issued.isoformat(), due.isoformat())


def _seen(tick: str) -> SeenFinding:
    match = TICK.fullmatch(tick)
    if match is None:
        raise BadInput("勾选的问题读不出来，请刷新后再选。", code="findings")
    visit, version, finding_id = match.groups()
    return SeenFinding(visit, finding_id, version)


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(NO_DATE[field], code=field) from error


def _number(text: str, least: int, most: int) -> int:
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise BadInput("年份和最后一个文号要写成数字；还没有用过文号就写 0。", code="number")
    return int(text)


def _said(error: DujiError) -> Said | None:
    """What the form's page says about it; None for what a page of its own tells."""
    if isinstance(error, BadInput):
        return Said(error.message, 400)
    words = CHANGED.get(error.specific_code)
    return Said(words, 409, error.specific_code) if words else None


def _list_page(request: Request, services: ConsoleServices, user: SignedIn, said: Said) -> Response:
    listing = services.notice_pages.listing(user.viewer)
    return Page("notices.html", status=said.status).response(
        request, user=user, section=SECTION, listing=listing, said=said, done=_done(request)
    )


def _form_page(
    request: Request, user: SignedIn, unit: UnitFindings, form: NoticeForm, said: Said
) -> Response:
    """The form with what was written; ticks are kept where the finding is still open."""
    matches = (TICK.fullmatch(tick) for tick in form.findings)
    ticked = {(match[1], match[3]) for match in matches if match}
    return Page("notice_form.html", status=said.status).response(
        request, user=user, section=SECTION, unit=unit, form=form, said=said, ticked=ticked
    )


def _notice_page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    notice_id: str,
    said: Said,
) -> Response:
    page = services.notice_pages.page(user.viewer, notice_id)
    return Page("notice.html", status=said.status).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        notice=page.notice,
        names=page.names,
        said=said,
        done=_done(request),
    )


def _done(request: Request) -> str:
    return DONE.get(request.query_params.get("done", ""), "")
