"""The second step of signing in: a code of the phone, or a recovery code."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from domain.audit.use import UseKind
from domain.errors import NotSignedIn, TooMany
from sync_server.access.second_factor import WRONG
from sync_server.console.guard import (
    OpenForm,
    Services,
    shown_openly,
    too_often,
)
from sync_server.console.own.opening import Wanted, address_of, opened
from sync_server.console.pages import Page

router = APIRouter()


class SecondStep(OpenForm):
    """What the form brings: the half that the password was good for, and the code."""

    half: str = ""
    code: str = ""
    to: str = ""
    kept: str = ""


@router.post("/sign-in/code")
def second_step(
    request: Request, services: Services, sent: Annotated[SecondStep, Form()]
) -> Response:
    """Open a session where the code is right; else the form says why not, or it begins anew."""
    if not sent.is_own(request):
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
        return ask_code(request, sent, too_often(error))
    return opened(request, services, account, Wanted(sent.to, sent.kept))


def ask_code(request: Request, sent: SecondStep, problem: str = "") -> Response:
    """The form that asks for the code."""
    page = Page("own/second_step.html", status=401 if problem else 200)
    return shown_openly(
        request,
        page.response,
        problem=problem,
        half=sent.half,
        to=sent.to,
        kept=sent.kept,
    )
