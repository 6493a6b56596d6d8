"""Opening a session for somebody who has proved who they are, and going on to what they wanted."""

from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from domain.audit.use import Use, UseKind
from sync_server.access.viewer import Viewer
from sync_server.console.forms import read_kept
from sync_server.console.guard import (
    FORM_COOKIE,
    SESSION_COOKIE,
    set_cookie,
    signed_in_with,
)
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices

RESUME = Page("resume.html")
RESUME_TITLE = "已登录，刚才的内容还没有提交"
RESUME_TEXT = "核对以后接着提交；要是内容已经变了，会先请您看变化。"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The page somebody wanted before they signed in, and what they had typed into its form."""

    to: str = ""
    kept: str = ""


def opened(request: Request, services: ConsoleServices, account: str, wanted: Wanted) -> Response:
    """A session for the account: its page, or the form that its earlier session ran out over."""
    to, session = own_page(wanted.to), services.server.accounts.open_session(account)
    user = signed_in_with(services, session)
    note_use(services, user.viewer, UseKind.SIGNED_IN, address_of(request))
    form = read_kept(to, wanted.kept) if wanted.kept else None
    response: Response = RedirectResponse(to, 303)
    if form is not None:
        response = RESUME.response(
            request, title=RESUME_TITLE, text=RESUME_TEXT, user=user, section="", kept=form
        )
    set_cookie(request, response, SESSION_COOKIE, session)
    response.delete_cookie(FORM_COOKIE)
    return response


def note_use(services: ConsoleServices, viewer: Viewer, kind: UseKind, note: str = "") -> None:
    """Keep for the audit page that somebody did this."""
    services.server.usage.note(Use(viewer.district, viewer.account, kind, note=note))


def own_page(to: str) -> str:
    """The page asked for, if it is one of ours: never another site."""
    is_ours = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable()
    return to if is_ours else "/"


def address_of(request: Request) -> str:
    """Where the request comes from, for counting attempts."""
    return request.client.host if request.client else ""
