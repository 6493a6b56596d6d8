"""The console as one app: its pages, its static files, and the words for what goes wrong."""

import pkgutil
import re
from importlib import import_module

from fastapi import APIRouter, FastAPI, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount
from starlette.types import Scope

from domain.errors import DujiError
from domain.place.tile_source import TileSource
from sync_server import console as room
from sync_server.console import problems
from sync_server.console.pages import STATIC
from sync_server.console.seen import SeenPages
from sync_server.console.sent_forms import SentForms
from sync_server.console.services import ConsoleServices, Desks, SiteAddress
from sync_server.data.engine import CommitFailed
from sync_server.server import PROGRAM_PATHS, Server

LONG = "public, max-age=31536000, immutable"
# A file that is named after its content.
HASHED = re.compile(r"\.[0-9a-f]{12}\.woff2$")


class Static(StaticFiles):
    """Static files under addresses that change with their content, so browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file; kept by the browser when its address has its content's hash."""
        response = await super().get_response(path, scope)
        if scope["query_string"].startswith(b"v=") or HASHED.search(path):
            response.headers["Cache-Control"] = LONG
        return response


class BehindApi(Mount):
    """The console at the root: everything but what programs ask for."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """No match for the API's paths, so that an unknown one is answered as the API does."""
        is_api = scope["type"] == "http" and scope["path"].startswith(PROGRAM_PATHS)
        return (Match.NONE, {}) if is_api else super().matches(scope)


def page_routers() -> list[APIRouter]:
    """The console's pages: the ``router`` of every module of this room that has one."""
    names = sorted(each.name for each in pkgutil.walk_packages(room.__path__, f"{room.__name__}."))
    modules = [import_module(name) for name in names if name != __name__]
    return [module.router for module in modules if hasattr(module, "router")]


def create_console(
    server: Server, place: SiteAddress, desks: Desks, tiles: TileSource | None = None
) -> FastAPI:
    """The console over a server's services; see ``BehindApi`` for where it is mounted."""
    console = FastAPI(title="督迹", docs_url=None, redoc_url=None, openapi_url=None)
    services = ConsoleServices.of(server, place, desks, tiles)
    console.state.services = services
    for router in page_routers():
        console.router.routes += router.routes
    console.mount("/static", Static(directory=STATIC), name="static")
    console.add_middleware(SentForms, services)
    console.add_middleware(SeenPages, services)
    console.add_exception_handler(DujiError, problems.said_no)
    console.add_exception_handler(CommitFailed, problems.said_no)
    console.add_exception_handler(RequestValidationError, problems.http_error)
    console.add_exception_handler(HTTPException, problems.http_error)
    console.add_exception_handler(Exception, problems.failed)
    return console
