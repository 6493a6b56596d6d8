"""The outermost layer: gives each request an id, holds its body to a limit, counts and logs it."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.errors import TooLarge
from domain.ids import uuid7
from sync_server.edge.log_lines import request_id
from sync_server.edge.metrics import Metrics

_LOG = logging.getLogger("duji.request")

UNLIMITED = -1
UNKNOWN_METHOD = "other"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
_HSTS = (b"strict-transport-security", b"max-age=31536000")
_LENGTH = b"content-length"
_RAW_SECURITY = [(name.lower().encode(), value.encode()) for name, value in SECURITY.items()]


Refusal = Callable[[Scope, TooLarge], Response]


@dataclass
class RequestRecord:
    """What is noted of one request while it is served."""

    limit: int
    received: int = 0
    status: int = 0
    is_too_long: bool = False
    started: float = field(default_factory=time.perf_counter)


class RequestMiddleware:
    """Wraps the whole app.

    ``limits`` are the most bytes a body may have, by the beginning of the path; the longest
    beginning that fits counts. A route that is UNLIMITED here limits itself. ``refuse`` makes
    the answer to what is too long. What is under one of the paths ``beside`` passes untouched.
    """

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        limits: Mapping[str, int],
        refuse: Refusal,
        beside: tuple[str, ...] = (),
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._refuse = refuse
        self._beside = beside
        self._limits = sorted(limits.items(), key=lambda each: -len(each[0]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; anything else (such as start and end of the app) goes through."""
        if scope["type"] != "http" or self._is_beside(scope["path"]):
            await self._app(scope, receive, send)
            return
        name = uuid7()
        token = request_id.set(name)
        record = RequestRecord(self._limit(scope["path"]))
        out = _Out(scope, send, record, name, self._refuse)
        try:
            await self._serve(scope, receive, out.send, record)
        finally:
            self._note(scope, record)
            request_id.reset(token)

    async def _serve(
        self, scope: Scope, receive: Receive, send: Send, record: RequestRecord
    ) -> None:
        length = next((value for name, value in scope["headers"] if name == _LENGTH), b"")
        if record.limit != UNLIMITED and length.isdigit() and int(length[:19]) > record.limit:
            record.is_too_long = True
            await send({"type": "http.response.start", "status": 413, "headers": []})
            return

        async def counted() -> Message:
            message = await receive()
            record.received += len(message.get("body", b""))
            if record.limit != UNLIMITED and record.received > record.limit:
                record.is_too_long = True
                return {"type": "http.disconnect"}
            return message

        await self._app(scope, counted, send)

    def _is_beside(self, path: str) -> bool:
        return any(path == each or path.startswith(f"{each}/") for each in self._beside)

    def _limit(self, path: str) -> int:
        return next((limit for start, limit in self._limits if path.startswith(start)), UNLIMITED)

    def _note(self, scope: Scope, record: RequestRecord) -> None:
        """Count the request under its route, not its path: paths are without number."""
        route = _route(scope)
        method = scope["method"] if scope["method"] in _METHODS else UNKNOWN_METHOD
        seconds = time.perf_counter() - record.started
        self._metrics.count(method, route, record.status, seconds)
        if record.received:
            self._metrics.count_body(method, route, record.received)
        facts = {
            "method": method,
            "path": scope["path"],
            "status": record.status,
            "ms": round(seconds * 1000, 1),
            "bytes": record.received,
        }
        _LOG.info(
            "%(method)s %(path)s %(status)s %(ms)s ms %(bytes)s bytes",
            facts,
            extra={"facts": facts},
        )


def _route(scope: Scope) -> str:
    """The pattern of the path that was asked for; ``none`` where no route fits.

    A route knows its path from its own router on; what stands before it has no parameters.
    """
    pattern = getattr(scope.get("route"), "path", None)
    if not pattern:
        return "none"
    asked, known = scope["path"].split("/"), pattern.strip("/").split("/")
    return "/".join((*asked[: max(1, len(asked) - len(known))], *known))


@dataclass
class _Out:
    """The way out of one request: headers on the start, 413 in place of what was too long."""

    _scope: Scope
    _send: Send
    _record: RequestRecord
    _name: str
    _answer: Refusal
    _is_refused: bool = False

    async def send(self, message: Message) -> None:
        """Pass the message on."""
        if message["type"] == "http.response.start":
            if self._record.is_too_long and not self._record.status:
                await self._refuse()
                return
            self._record.status = message["status"]
            self._dress(message)
        if not self._is_refused:
            await self._send(message)

    def _dress(self, message: Message) -> None:
        headers = list(message.get("headers", ()))
        there = {name for name, _ in headers}
        headers += [each for each in _RAW_SECURITY if each[0] not in there]
        headers.append((b"x-request-id", self._name.encode()))
        if self._scope["scheme"] == "https" and _HSTS[0] not in there:
            headers.append(_HSTS)
        message["headers"] = headers

    async def _refuse(self) -> None:
        """Answer that the body is too long, whatever the app made of its missing end."""
        self._is_refused = True
        self._record.status = 413
        limit = self._record.limit
        refusal = self._answer(
            self._scope,
            TooLarge(f"A request may bring {limit} bytes here.", limit_bytes=limit),
        )
        start: Message = {
            "type": "http.response.start",
            "status": 413,
            "headers": [*refusal.raw_headers, (b"connection", b"close")],
        }
        self._dress(start)
        await self._send(start)
        await self._send({"type": "http.response.body", "body": bytes(refusal.body)})
