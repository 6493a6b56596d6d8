"""The page that an enrolment link opens; for anybody, without signing in.

It says the same to everyone: what is secret stands behind the address's ``#``, which browsers
keep to themselves, and a script on the page shows it and hands it over to the app.
"""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.enrolment_link import HOST, PAGE, SCHEME
from sync_server.console.guard import Services
from sync_server.console.pages import Page

router = APIRouter(prefix=PAGE)


@router.get("")
def show(request: Request, services: Services) -> Response:
    """How to sign in with the link."""
    server_url = (services.place.public_url or str(request.base_url)).rstrip("/")
    return Page("enrol.html").response(
        request,
        user=None,
        section="",
        server_url=server_url,
        app_url=f"{SCHEME}://{HOST}{PAGE}",
        phone_path=services.place.phone_path,
    )
