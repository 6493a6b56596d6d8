"""Coming in at the door, and the unit's papers."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import NotSignedIn, TooMany
from sync_server.console.door.guard import (
    COOKIE,
    PATH,
    CurrentGuest,
    DoorServices,
    FormGuest,
    keep_session,
)
from sync_server.console.guard import FORM_COOKIE, OpenForm, shown_openly, too_often
from sync_server.console.own.opening import address_of
from sync_server.console.pages import Page

router = APIRouter(prefix="/door")

WRONG = "账号或密码不对，请再试一次。账号和密码由督导室发给本单位。"
STALE = "页面放得太久了，请再登录一次。"
LINK_OVER = "这个链接打不开了：可能已经到期、作废，或者地址没有复制完整。请向督导室要一个新的。"
OUT = "请用督导室发的链接进来，或用单位账号登录。"
LEFT = "已退出。"


class DoorCredentials(OpenForm):
    """What the unit's sign-in brings."""

    account: str = ""
    password: str = ""


@router.get("")
def home(request: Request, services: DoorServices, guest: CurrentGuest) -> Response:
    """The unit's papers."""
    papers = services.door.papers.of_unit(guest.unit)
    return Page("door/papers.html").response(request, guest=guest, papers=papers)


@router.get("/enter")
def enter(
    request: Request, services: DoorServices, link: str = "", left: bool = False, out: bool = False
) -> Response:
    """Come in by a link; without one, the form of the unit's account."""
    if not link:
        return _form(request, notice=LEFT if left else OUT if out else "")
    try:
        secret = services.door.entering.by_link(link, address_of(request))
    except NotSignedIn:
        return _form(request, problem=LINK_OVER)
    except TooMany as error:
        return _form(request, problem=too_often(error))
    response = RedirectResponse(PATH, 303)
    keep_session(request, response, secret)
    return response


@router.post("/enter")
def sign_in(
    request: Request, services: DoorServices, credentials: Annotated[DoorCredentials, Form()]
) -> Response:
    """Come in by the unit's account; else the form says why not."""
    account = credentials.account
    if not credentials.is_own(request):
        return _form(request, problem=STALE, account=account)
    try:
        address = address_of(request)
        secret = services.door.entering.by_password(account, credentials.password, address)
    except NotSignedIn:
        return _form(request, problem=WRONG, account=account)
    except TooMany as error:
        return _form(request, problem=too_often(error), account=account)
    response = RedirectResponse(PATH, 303)
    keep_session(request, response, secret)
    response.delete_cookie(FORM_COOKIE)
    return response


@router.post("/leave")
def leave(services: DoorServices, guest: FormGuest) -> Response:
    """Go out; the session ends on the server too."""
    services.door.entering.leave(guest.secret)
    response = RedirectResponse("/door/enter?left=1", 303)
    response.delete_cookie(COOKIE, path=PATH)
    return response


def _form(request: Request, *, problem: str = "", notice: str = "", account: str = "") -> Response:
    page = Page("door/enter.html", status=401 if problem else 200)
    return shown_openly(request, page.response, problem=problem, notice=notice, account=account)
