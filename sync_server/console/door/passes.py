"""An entry pass as a gatekeeper's phone shows it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sync_server.console.door.guard import DoorServices
from sync_server.console.pages import Page

router = APIRouter(prefix="/pass")


@router.get("/{token}")
def entry_pass(request: Request, services: DoorServices, token: str) -> Response:
    """Whether it holds today; who comes and on what basis, only where it does."""
    return Page("door/pass.html").response(request, entry=services.door.passes.shown(token))
