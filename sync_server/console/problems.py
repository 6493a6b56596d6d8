"""What went wrong, as a page in plain words: one table from an error to its status and words."""

import logging
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from domain.errors import (
    BadInput,
    DujiError,
    NotFound,
    NotSignedIn,
)
from sync_server.console.door.trouble import at_door, door_trouble
from sync_server.console.forms import kept
from sync_server.console.guard import SignedIn, services_of, signed_in
from sync_server.console.pages import Page
from sync_server.console.refusals import FAMILIES, STALE, UNKNOWN, words
from sync_server.console.sent_forms import first_answer
from sync_server.console.sign_in import expired_page
from sync_server.data.engine import CommitFailed
from sync_server.ledger.append import FORM_SENT

LOG = logging.getLogger(__name__)

BY_STATUS = {
    404: FAMILIES[NotFound],
    405: (405, "这个地址不能这样打开", "请从首页重新进入。"),
    422: FAMILIES[BadInput],
}


def said_no(request: Request, error: Exception) -> Response:
    """The page of an error of ours; who is not signed in goes to sign in and then on."""
    if isinstance(error, CommitFailed):
        error = error.reason
    if not isinstance(error, DujiError):
        return failed(request, error)
    if at_door(request):
        return door_trouble(request, error)
    if isinstance(error, NotSignedIn):
        return _to_sign_in(request)
    if error.specific_code == FORM_SENT and (place := _answered(request)):
        return RedirectResponse(place, 303)
    if error.specific_code == STALE and (form := kept(request)):
        status, title, text = words(error)
        user = signed_in(request, services_of(request))
        page = Page("resume.html", status=status)
        return page.response(request, title=title, text=text, user=user, section="", kept=form)
    return trouble(request, *words(error))


def http_error(request: Request, error: Exception) -> Response:
    """The page of an address that does not exist or is not asked for in that way."""
    status = error.status_code if isinstance(error, HTTPException) else 422
    if at_door(request):
        return door_trouble(request, error, *BY_STATUS.get(status, (status, *UNKNOWN[1:])))
    return trouble(request, *BY_STATUS.get(status, (status, *UNKNOWN[1:])))


def failed(request: Request, error: Exception) -> Response:
    """The page of a failure nobody foresaw, which goes to the log."""
    LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    if at_door(request):
        return door_trouble(request, error, *UNKNOWN)
    return trouble(request, *UNKNOWN)


def trouble(request: Request, status: int, title: str, text: str) -> Response:
    """The page that says what went wrong and what to do, with the words of a form that was sent.

    Whoever is signed in goes on from its bar.
    """
    told = {"status": status, "title": title, "text": text, "kept": kept(request)}
    page = Page("trouble.html", status=status)
    return page.response(request, **told, user=_somebody(request), section="")


def _somebody(request: Request) -> SignedIn | None:
    try:
        return signed_in(request, services_of(request))
    except NotSignedIn:
        return None
    except Exception:
        # What failed may be the very thing that tells who asks; the page is due all the same.
        LOG.exception("%s %s: nobody knows who asks", request.method, request.url.path)
        return None


def _answered(request: Request) -> str:
    """Where the same form was answered to when it was sent first."""
    form = getattr(request.state, "form_print", "")
    services = services_of(request)
    account = signed_in(request, services).viewer.account
    return first_answer(services.server.database, form, account)


def _to_sign_in(request: Request) -> Response:
    form = kept(request)
    if form is not None:
        return expired_page(request, form)
    to = ""
    if request.method == "GET" and request.url.path != "/":
        query = f"?{request.url.query}" if request.url.query else ""
        to = f"?to={quote(request.url.path + query, safe='')}"
    if request.headers.get("hx-request") == "true":
        # htmx would put the sign-in page into the list; this makes the browser go there.
        return Response(status_code=204, headers={"HX-Redirect": f"/sign-in{to}"})
    return RedirectResponse(f"/sign-in{to}", status_code=303)
