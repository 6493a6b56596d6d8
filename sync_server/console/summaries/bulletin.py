"""督导通报 of a theme: a draft made of what was found, to go on with in Word."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.kinds.office.template import DocumentKind
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.pages import Page
from sync_server.console.summaries.asked import SECTION, Asking, taken
from sync_server.register.names import names

router = APIRouter(prefix="/month/{period}")


@router.get("/bulletin")
def bulletin(request: Request, services: Services, user: CurrentUser, asked: Asking) -> Response:
    """The draft on a page, with the themes to choose from."""
    found = services.summaries.bulletin(user.viewer, asked.wanted, asked.theme)
    return Page("summaries/bulletin.html").response(
        request,
        user=user,
        section=SECTION,
        found=found,
        named=found.paper,
        names=names(services.server.database, user.viewer.district),
        asked=asked,
    )


@router.get("/bulletin.docx")
def bulletin_file(services: Services, user: CurrentUser, asked: Asking) -> Response:
    """The same as a Word file."""
    found = services.summaries.bulletin(user.viewer, asked.wanted, asked.theme)
    known = names(services.server.database, user.viewer.district)
    about = f"草稿 {asked.words} {known.theme(asked.theme)}".strip()
    return taken(services, user, DocumentKind.CIRCULAR, found.paper, about)
