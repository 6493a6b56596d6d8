"""What somebody who is signed in looks at: kept for the audit page once they were shown it.

Every page counts that is not named here as holding nothing about persons, so that a new one
does too. A file that is taken out is an entry, and a small picture is seen with its page.
"""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.audit.use import Use, UseKind
from domain.kinds.kind import ACCOUNTABILITY, CAMPAIGN, MESSAGE, SIMILAR_CHECK, TASK, VISIT
from sync_server.access.viewer import Viewer
from sync_server.console.navigation import NAVIGATION
from sync_server.console.services import ConsoleServices

# The first parts of the addresses of pages that tell of no person, or only of who looks.
NOT_ABOUT_PERSONS = frozenset(
    {"", "app-download", "backups", "enrol", "own", "privacy", "set-password"}
    | {"sign-in", "sign-out", "static", "themes", "templates", "tokens", "zones", "check"}
    | {"checklists"}
)
FILES = (".xlsx", ".csv", ".docx", ".json", "/thumbnail")
# Lists by their sections; what is there besides.
LIST, PHOTO, PAGE = "list", "photo", "page"
_NOUNS = {
    "visits": VISIT,
    "photos": PHOTO,
    "papers": "paper",
    "messages": MESSAGE,
    "similar": SIMILAR_CHECK,
    "accountability": ACCOUNTABILITY,
    "tasks": TASK,
    "campaigns": CAMPAIGN,
    "devices": "device",
}

Looked = tuple[str, str]
"""The noun of what was looked at, and what the office calls it."""


def looked_at(template: str, params: Mapping[str, str]) -> Looked | None:
    """What the page of a route shows; None where it shows nothing about persons."""
    first, *rest = template.strip("/").split("/")
    if first in NOT_ABOUT_PERSONS or template.endswith((*FILES, "/new")):
        return None
    if not params:
        return (LIST, first) if not rest else (PAGE, "/".join((first, *rest)))
    if "noun" in params:
        return params["noun"], params.get("code", "")
    noun = _NOUNS.get(first) or _noun_at(first)
    return (noun, "/".join(params.values())) if noun else (PAGE, first)


def shows(request: Request, noun: str, code: str) -> None:
    """Say that the page shows this thing, where its address does not."""
    request.state.looked_at = (noun, code)


class SeenPages:
    """Notes what each answered page showed, behind the answer."""

    def __init__(self, app: ASGIApp, services: ConsoleServices) -> None:
        self._app = app
        self._usage = services.server.usage

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and then note it."""
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        await self._app(scope, receive, sending)
        if status == HTTPStatus.OK and scope["type"] == "http" and scope["method"] == "GET":
            self._note(scope)

    def _note(self, scope: Scope) -> None:
        state, route = scope.get("state", {}), scope.get("route")
        viewer = state.get("viewer")
        template = getattr(route, "path", None)
        if not isinstance(viewer, Viewer) or template is None:
            return
        looked = state.get("looked_at") or looked_at(template, scope.get("path_params", {}))
        if looked is not None:
            self._usage.note(Use(viewer.district, viewer.account, UseKind.SAW, *looked))


def _noun_at(first: str) -> str:
    return next((each.noun for each in NAVIGATION if each.path == f"/{first}"), "")
