"""The way past the framework for a route that answers by itself, and is asked for all the time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class _Place:
    """Which route a request is counted under."""

    path: str


class DirectApp(FastAPI):
    """An app some of whose routes are not looked for: the framework's own layers are passed by.

    Its middleware and its handlers of errors stand around them as around all the others.
    """

    def __init__(self, **described: Any) -> None:
        super().__init__(**described)
        self._direct: dict[tuple[str, str], ASGIApp] = {}

    def serve_directly(self, method: str, path: str, endpoint: Endpoint) -> None:
        """Answer what asks for exactly this; middleware and handlers must be complete by now."""

        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            scope["app"], scope["route"] = self, _Place(path)
            response = await endpoint(Request(scope, receive))
            await response(scope, receive, send)

        handlers = dict(self.exception_handlers)
        unforeseen = handlers.pop(Exception, None)
        layers: ASGIApp = ExceptionMiddleware(serve, handlers)
        for each in reversed(self.user_middleware):
            layers = each.cls(layers, *each.args, **each.kwargs)
        self._direct[method, path] = ServerErrorMiddleware(layers, unforeseen)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            direct = self._direct.get((scope["method"], scope["path"]))
            if direct is not None:
                await direct(scope, receive, send)
                return
        await super().__call__(scope, receive, send)
