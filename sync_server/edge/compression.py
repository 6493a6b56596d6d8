"""Answers of text go out packed (gzip) where the client takes that, and they are of some size.

Photos, workbooks and packages are packed already. A page that tells a secret along with what an
address asked for would tell it by its packed length (BREACH); what the console's pages tell, the
token of their forms, is masked anew each time (`sync_server/console/guard.py`).
"""

import asyncio
import re
import zlib
from typing import Protocol

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALLEST = 4096
PACKED = (
    "text/",
    "application/javascript",
    "application/json",
    "application/problem+json",
    "application/x-ndjson",
    "image/svg+xml",
)
_LEVEL = 5
_GZIP = 31
_NOTHING = re.compile(r"q=0(\.0*)?")
# More than this at once would keep others waiting.
_AT_ONCE = 64 * 1024


class Packer(Protocol):
    """What zlib packs with."""

    def compress(self, data: bytes, /) -> bytes:
        """What of the packed bytes is ready after these."""

    def flush(self) -> bytes:
        """The rest of them."""


class Compression:
    """Wraps an app; what is under one of the paths ``beside`` passes untouched."""

    def __init__(self, app: ASGIApp, beside: tuple[str, ...] = ()) -> None:
        self._app = app
        self._beside = beside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and not self._is_beside(scope["path"]):
            send = _Out(send, is_taken=takes_gzip(scope)).send
        await self._app(scope, receive, send)

    def _is_beside(self, path: str) -> bool:
        return any(path == each or path.startswith(f"{each}/") for each in self._beside)


def takes_gzip(scope: Scope) -> bool:
    """Whether the client takes a packed answer to this request."""
    told = b",".join(value for name, value in scope["headers"] if name == b"accept-encoding")
    offers = (each.partition(";") for each in told.decode("latin-1").lower().split(","))
    weights = {name.strip(): weight.replace(" ", "") for name, _, weight in offers}
    weight = weights.get("gzip", weights.get("*", "q=0"))
    return scope["method"] != "HEAD" and not _NOTHING.fullmatch(weight)


class _Out:
    """The way out of one answer, packed from its start on if it is of the kind."""

    def __init__(self, send: Send, *, is_taken: bool) -> None:
        self._send = send
        self._is_taken = is_taken
        self._packer: Packer | None = None

    async def send(self, message: Message) -> None:
        """Pass the message on."""
        if message["type"] == "http.response.start":
            self._begin(message)
        elif message["type"] == "http.response.body" and self._packer is not None:
            message = await _packed(self._packer, message)
        await self._send(message)

    def _begin(self, message: Message) -> None:
        headers = MutableHeaders(raw=list(message.get("headers", ())))
        if not is_packable(message["status"], headers):
            return
        headers.add_vary_header("Accept-Encoding")
        if self._is_taken:
            self._packer = zlib.compressobj(_LEVEL, wbits=_GZIP)
            del headers["Content-Length"]
            headers["Content-Encoding"] = "gzip"
            if (tag := headers.get("etag", "")).startswith('"'):
                headers["ETag"] = f"W/{tag}"
        message["headers"] = headers.raw


async def _packed(packer: Packer, message: Message) -> Message:
    body, is_more = message.get("body", b""), message.get("more_body", False)
    if len(body) > _AT_ONCE:
        packed = await asyncio.to_thread(packer.compress, body)
    else:
        packed = packer.compress(body)
    return {**message, "body": packed if is_more else packed + packer.flush()}


def is_packable(status: int, headers: MutableHeaders) -> bool:
    """Whether an answer is a whole text of some size, and not packed yet."""
    kind = headers.get("content-type", "").lower()
    length = headers.get("content-length", "")
    is_text = kind.startswith(PACKED) and not kind.startswith("text/event-stream")
    is_small = length.isdigit() and int(length) < SMALLEST
    return is_text and not is_small and status != 206 and "content-encoding" not in headers
