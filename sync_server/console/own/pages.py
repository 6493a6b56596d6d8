"""我的账号: the own password, and the second step of signing in for those who ask for one.

No password and no code of these forms is ever shown again or kept, so they are read by hand.
"""

from typing import Annotated

import segno
from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from domain.errors import BadInput, Conflict, TooMany
from domain.words.roles import MAY
from sync_server.access.credentials import PASSWORD_RULE
from sync_server.console.guard import CurrentUser, FormUser, Services, SignedIn, too_often
from sync_server.console.own.opening import address_of
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.office.own_account import NewPassword

router = APIRouter(prefix="/own")

DONE = {
    "password": "密码已改，其他浏览器上的登录都已退出；下次请用新密码。",
    "off": "两步登录已关闭，以后只用密码登录。",
}
Text = Annotated[str, Form()]


class Passwords(BaseModel):
    """The old password, and the new one twice."""

    old: str = ""
    new: str = ""
    again: str = ""


@router.get("")
def own(request: Request, services: Services, user: CurrentUser) -> Response:
    """The page."""
    return _page(request, services, user)


@router.post("/password")
def change_password(
    request: Request,
    services: Services,
    user: FormUser,
    passwords: Annotated[Passwords, Form()],
) -> Response:
    """Change the password; other browsers are signed out."""
    new = NewPassword(passwords.new, passwords.again)
    try:
        services.own_account.change_password(
            user.viewer.account, passwords.old, new, user.secret, address_of(request)
        )
    except (BadInput, TooMany) as error:
        return _page(request, services, user, _said(error))
    return RedirectResponse("/own?done=password", 303)


@router.get("/second-factor")
def second_factor(request: Request, services: Services, user: CurrentUser) -> Response:
    """How to set the phone up, and where its first code is typed."""
    return _factor_page(request, services, user)


@router.post("/second-factor")
def turn_on(request: Request, services: Services, user: FormUser, code: Text = "") -> Response:
    """Ask for a code from now on; the recovery codes are shown this once."""
    account = user.viewer.account
    try:
        codes = services.own_account.turn_factor_on(account, code, address_of(request))
    except (BadInput, TooMany) as error:
        return _factor_page(request, services, user, _said(error))
    return Page("own/recovery.html").response(request, user=user, section="own", codes=codes)


@router.post("/second-factor/off")
def turn_off(request: Request, services: Services, user: FormUser, password: Text = "") -> Response:
    """Ask for the password alone from now on."""
    account = user.viewer.account
    try:
        services.own_account.turn_factor_off(account, password, address_of(request))
    except (BadInput, TooMany) as error:
        return _page(request, services, user, _said(error))
    return RedirectResponse("/own?done=off", 303)


def _said(error: BadInput | TooMany) -> dict[str, str]:
    """What is wrong, by the field beside which it stands."""
    if isinstance(error, TooMany):
        return {"": too_often(error)}
    return {error.specific_code: error.message}


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    errors: dict[str, str] | None = None,
) -> Response:
    factors = services.server.second_factors
    account = user.viewer.account
    return Page("own/own.html", status=400 if errors else 200).response(
        request,
        user=user,
        section="own",
        errors=errors or {},
        rule=PASSWORD_RULE,
        may=MAY,
        is_on=factors.is_on(account),
        recovery_left=factors.recovery_left(account),
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )


def _factor_page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    errors: dict[str, str] | None = None,
) -> Response:
    try:
        beginning = services.own_account.begin_factor(user.viewer.account)
    except Conflict:
        return RedirectResponse("/own", 303)
    code = segno.make(beginning.address, error="m", micro=False)
    return Page("own/second_factor.html", status=400 if errors else 200).response(
        request,
        user=user,
        section="own",
        errors=errors or {},
        beginning=beginning,
        qr=code.svg_inline(svgclass="qr", lineclass=None, omitsize=True),
    )
