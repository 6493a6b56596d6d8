"""An entry pass as a gatekeeper's phone shows it."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.errors import NotFound
from sync_server.console.door.guard import DoorServices
from sync_server.console.files import picture
from sync_server.console.pages import Page

router = APIRouter(prefix="/pass")


@router.get("/{token}")
def entry_pass(request: Request, services: DoorServices, token: str) -> Response:
    """Whether it holds today; who comes and on what basis, only where it does."""
    return Page("door/pass.html").response(
        request, entry=services.door.passes.shown(token), path=f"/pass/{quote(token)}"
    )


@router.get("/{token}/photo/{number}")
def of_pass(services: DoorServices, token: str, number: int) -> Response:
    """The photo of one of those who come, counted from 1, as long as the pass holds."""
    found = services.door.passes.shown(token)
    if not 1 <= number <= len(found.accounts):
        raise NotFound("There is no such photo.", code="no_portrait")
    return picture(services.door.portraits.of(found.district, found.accounts[number - 1]))
