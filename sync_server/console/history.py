"""The history of any thing of the register: who changed what of it, and when."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sync_server.console.guard import CurrentUser, Services
from sync_server.console.pages import Page

router = APIRouter()

PAGE = Page("history.html")


@router.get("/history/{noun}/{code:path}")
def history(
    request: Request, services: Services, user: CurrentUser, noun: str, code: str
) -> Response:
    """Every entry about what the office calls so."""
    found = services.histories.history(user.viewer, noun, code)
    return PAGE.response(request, user=user, section="", history=found)
