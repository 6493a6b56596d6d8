"""The second step of signing in: a code of the phone, or a recovery code."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from domain.audit.use import UseKind
from domain.errors import NotSignedIn, TooMany
from sync_server.access.second_factor import WRONG
from sync_server.console.guard import (
    FORM_COOKIE,
    Services,
    new_form_secret,
    same_origin,
    set_cookie,
)
from sync_server.console.own.opening import Wanted, address_of, opened, too_often
from sync_server.console.pages import Page

router = APIRouter()


class SecondStep(BaseModel):
    """What the form brings: the half that the password was good for, and the code."""

    half: str = ""
    code: str = ""
    form_secret: str = ""
    to: str = ""
    kept: str = ""


@router.post("/sign-in/code")
def second_step(
    request: Request, services: Services, sent: Annotated[SecondStep, Form()]
) -> Response:
    """Open a session where the code is right; else the form says why not, or it begins anew."""
    same_origin(request)
    secret = request.cookies.get(FORM_COOKIE, "")
    if not secret or not hmac.compare_digest(secret.encode(), sent.form_secret.encode()):
        return RedirectResponse("/sign-in", 303)
    accounts, factors = services.server.accounts, services.server.second_factors
    try:
        account = factors.whose_half(sent.half, accounts.password_hash)
    except NotSignedIn:
        return RedirectResponse("/sign-in", 303)
    try:
        factors.check(account, sent.code, address_of(request))
    except NotSignedIn:
        accounts.note_refused(account, UseKind.WRONG_CODE, address_of(request))
        return ask_code(request, sent, WRONG)
    except TooMany as error:
        return ask_code(request, sent, too_often(error.facts.get("retry_after_s")))
    return opened(request, services, account, Wanted(sent.to, sent.kept))


def ask_code(request: Request, sent: SecondStep, problem: str = "") -> Response:
    """The form that asks for the code."""
    secret = new_form_secret()
    response = Page("own/second_step.html", status=401 if problem else 200).response(
        request,
        user=None,
        section="",
        problem=problem,
        half=sent.half,
        to=sent.to,
        kept=sent.kept,
        form_secret=secret,
    )
    set_cookie(request, response, FORM_COOKIE, secret)
    return response
