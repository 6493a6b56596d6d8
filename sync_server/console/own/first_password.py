"""设置密码: the first password, or a new one for who forgot it, by a code of the office."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput, TooMany
from sync_server.access.credentials import PASSWORD_RULE
from sync_server.console.guard import (
    OpenForm,
    Services,
    shown_openly,
    too_often,
)
from sync_server.console.own.opening import address_of
from sync_server.console.pages import Page
from sync_server.office.own_account import NewPassword

router = APIRouter(prefix="/set-password")

STALE = "页面放得太久了，请再填一次。"
FIELDS = {"bad_account": "account", "bad_code": "code"}


class FirstPassword(OpenForm):
    """What the form brings; neither code nor password is ever shown again."""

    account: str = ""
    code: str = ""
    new: str = ""
    again: str = ""


@router.get("")
def show(request: Request) -> Response:
    """The form."""
    return _form(request, "")


@router.post("")
def set_first(
    request: Request, services: Services, sent: Annotated[FirstPassword, Form()]
) -> Response:
    """Set the password and go on to sign in with it; else the form says what is wrong."""
    if not sent.is_own(request):
        return _form(request, sent.account, {"": STALE})
    new = NewPassword(sent.new, sent.again)
    own, address = services.own_account, address_of(request)
    try:
        own.first_password(sent.account, sent.code, new, address)
    except BadInput as error:
        field = FIELDS.get(error.specific_code, error.specific_code)
        return _form(request, sent.account, {field: error.message})
    except TooMany as error:
        return _form(request, sent.account, {"": too_often(error)})
    return RedirectResponse("/sign-in?set=1", 303)


def _form(request: Request, account: str, errors: dict[str, str] | None = None) -> Response:
    page = Page("own/first_password.html", status=400 if errors else 200)
    return shown_openly(
        request,
        page.response,
        account=account,
        errors=errors or {},
        rule=PASSWORD_RULE,
    )
