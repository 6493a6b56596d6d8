"""The one door for texts: what holds control characters is refused before any route sees it.

A path, a query and a header hold none at all; a form and a JSON body may have lines and tabs.
"""

import json
from collections.abc import Awaitable, Callable
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.errors import BadInput
from domain.plain_text import CONTROL_CHARACTER, is_plain_line, is_plain_text, is_plain_value

Refusal = Callable[[Scope, BadInput], Response]

FORM = "application/x-www-form-urlencoded"
UPLOAD = "multipart/form-data"


class PlainRequests:
    """Lets through what is plain; ``refuse`` makes the answer to what is not.

    A route under one of the paths ``own_readers`` reads its bytes by rules of its own, and so
    does one of the paths ``uploads`` a file that a form brings. What is under one of ``beside``
    passes untouched.
    """

    def __init__(
        self,
        app: ASGIApp,
        refuse: Refusal,
        own_readers: tuple[str, ...] = (),
        beside: tuple[str, ...] = (),
        uploads: tuple[str, ...] = (),
    ) -> None:
        self._app = app
        self._refuse = refuse
        self._own_readers = own_readers
        self._uploads = uploads
        self._beside = beside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; anything else (such as start and end of the app) goes through."""
        if scope["type"] != "http" or self._is_beside(scope["path"]):
            await self._app(scope, receive, send)
            return
        error = _fault_of_head(scope)
        content_type = Headers(scope=scope).get("content-type", "")
        if error is None and not self._reads_itself(scope["path"], content_type):
            messages = await _gathered(receive)
            body = b"".join(message.get("body", b"") for message in messages)
            error = _fault_of_body(content_type, body)
            receive = _replayed(messages, receive)
        if error is not None:
            await self._refuse(scope, error)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _reads_itself(self, path: str, content_type: str) -> bool:
        """Whether the route looks at its body by itself."""
        is_upload = path in self._uploads and _kind_of(content_type) == UPLOAD
        return is_upload or path.startswith(self._own_readers)

    def _is_beside(self, path: str) -> bool:
        return any(path == each or path.startswith(f"{each}/") for each in self._beside)


def _fault_of_head(scope: Scope) -> BadInput | None:
    """What is wrong with path, query or headers; None where they are plain."""
    headers = (value.decode("latin-1") for _, value in scope["headers"])
    named = {
        "path": scope["path"],
        "query": unquote(scope["query_string"].decode("latin-1")),
        "header": " ".join(headers).replace("\t", " "),
    }
    wrong = next((part for part, text in named.items() if not is_plain_line(text)), None)
    return _hidden(wrong) if wrong else None


def _fault_of_body(content_type: str, body: bytes) -> BadInput | None:
    """What is wrong with a body; None where it is plain, or for its route to refuse."""
    kind = _kind_of(content_type)
    if kind.startswith("multipart/"):
        # No form of ours without a file is sent so; its parts could bring texts in other encodings.
        return BadInput(f"A form is sent as {FORM}.", code="bad_content_type")
    if kind == FORM:
        is_plain = is_plain_text(unquote(body.decode("latin-1")))
    else:
        is_plain = _is_plain_json(body)
    return None if is_plain else _hidden("body")


def _kind_of(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _is_plain_json(body: bytes) -> bool:
    """Whether no text is hidden in JSON's escapes; what is no JSON is looked at as it is."""
    try:
        return is_plain_value(json.loads(body))
    except (ValueError, RecursionError):
        return is_plain_text(body.decode("utf-8", "replace"))


def _hidden(part: str) -> BadInput:
    return BadInput(
        f"There is a control character in the {part}.", code=CONTROL_CHARACTER, part=part
    )


async def _gathered(receive: Receive) -> list[Message]:
    """The whole body, message by message; how long it may get is held by who stands before."""
    messages: list[Message] = []
    while True:
        messages.append(await receive())
        if not messages[-1].get("more_body", False):
            return messages


def _replayed(messages: list[Message], receive: Receive) -> Callable[[], Awaitable[Message]]:
    """The same messages once more, then what comes after them."""
    waiting = iter(messages)

    async def replay() -> Message:
        for message in waiting:
            return message
        return await receive()

    return replay
