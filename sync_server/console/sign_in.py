"""Signing in and out, and the page of the link that signs a phone in."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain.audit.use import UseKind
from domain.enrolment_link import HOST, SCHEME
from domain.enrolment_link import PAGE as PAGE_OF_LINK
from domain.errors import BadInput, NotAllowed, NotSignedIn, TooMany
from sync_server.access.accounts import require_browser
from sync_server.console.forms import Kept
from sync_server.console.guard import (
    SESSION_COOKIE,
    FormUser,
    OpenForm,
    Services,
    shown_openly,
    too_often,
)
from sync_server.console.own.opening import Wanted, address_of, note_use, opened
from sync_server.console.own.second_step import SecondStep, ask_code
from sync_server.console.pages import Page
from sync_server.ledger.acceptance import OVER

router = APIRouter()

WRONG = "账号或密码不对，请再试一次。"
EXPIRED = "登录已过期。您刚才填写的内容还在，请重新登录，再接着提交。"
STALE = "页面放得太久了，请再登录一次。"
SIGNED_OUT = "已退出登录。"
SET_ANEW = "密码已设好，请用新密码登录。"


class Credentials(OpenForm):
    """What the form brings; ``to`` is the page the person wanted before.

    ``kept`` is what they had typed into a form that goes there.
    """

    account: str = ""
    password: str = ""
    to: str = ""
    kept: str = ""


@router.get("/sign-in")
def show_form(
    request: Request,
    to: str = "",
    out: bool = False,
    is_set: Annotated[bool, Query(alias="set")] = False,
) -> Response:
    """The form to sign in with."""
    notice = SIGNED_OUT if out else SET_ANEW if is_set else ""
    return _form(request, Credentials(to=to), notice=notice)


@router.post("/sign-in")
def sign_in(
    request: Request, services: Services, credentials: Annotated[Credentials, Form()]
) -> Response:
    """Open a session and go on to the page the person wanted; else the form says why not."""
    if not credentials.is_own(request):
        return _form(request, credentials, problem=STALE)
    address, accounts = address_of(request), services.server.accounts
    try:
        person = accounts.verify_password(credentials.account, credentials.password, address)
        require_browser(person)
    except NotSignedIn as error:
        problem = error.message if error.specific_code == OVER else WRONG
        return _form(request, credentials, problem=problem)
    except (BadInput, NotAllowed) as error:
        return _form(request, credentials, problem=error.message)
    except TooMany as error:
        return _form(request, credentials, problem=too_often(error))
    wanted = Wanted(credentials.to, credentials.kept)
    factors = services.server.second_factors
    if factors.is_on(person.account):
        half = factors.half(person.account, accounts.password_hash(person.account) or "")
        return ask_code(request, SecondStep(half=half, to=wanted.to, kept=wanted.kept))
    return opened(request, services, person.account, wanted)


@router.post("/sign-out")
def sign_out(request: Request, services: Services, user: FormUser) -> Response:
    """End the session, on the server too."""
    note_use(services, user.viewer, UseKind.SIGNED_OUT, address_of(request))
    services.server.accounts.close_session(user.secret)
    response = RedirectResponse("/sign-in?out=1", 303)
    response.delete_cookie(SESSION_COOKIE)
    return response


@router.get(PAGE_OF_LINK)
def show_link(request: Request, services: Services) -> Response:
    """How to sign a phone in with its link, the same for everybody, without signing in here.

    What is secret stands behind the address's ``#``, which browsers keep to themselves: a script
    on the page shows it and hands it over to the app.
    """
    server_url = (services.place.public_url or str(request.base_url)).rstrip("/")
    return Page("enrol.html").response(
        request,
        user=None,
        section="",
        server_url=server_url,
        app_url=f"{SCHEME}://{HOST}{PAGE_OF_LINK}",
        phone_path=services.place.phone_path,
    )


def expired_page(request: Request, form: Kept) -> Response:
    """The form to sign in with, for somebody whose session ran out over a form of theirs."""
    return _form(request, Credentials(to=form.action, kept=form.text), problem=EXPIRED)


def _form(
    request: Request,
    credentials: Credentials,
    *,
    problem: str = "",
    notice: str = "",
) -> Response:
    page = Page("sign_in.html", status=401 if problem else 200)
    return shown_openly(
        request,
        page.response,
        problem=problem,
        notice=notice,
        account=credentials.account,
        to=credentials.to,
        kept=credentials.kept,
    )
