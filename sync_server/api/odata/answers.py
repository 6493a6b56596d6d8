"""Answers as OData has them: rows with where the next page is, numbers, and what was wrong."""

import base64
import binascii
import json
from collections.abc import Callable, Coroutine, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from domain.errors import BadInput, DujiError, NotSignedIn
from sync_server.api.odata.filtering import NOT_SUPPORTED
from sync_server.api.problems import status_of

ODATA = "/odata/v1"
HEADERS = {"OData-Version": "4.0", "Cache-Control": "no-store"}
JSON = "application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8"
SIGN_IN = 'Basic realm="duji", charset="UTF-8"'
NO_TOKEN = "请登录：选“基本”，用户名填 token，密码填督导室发的接口令牌。"  # noqa: S105 -- says so


class ODataRoute(APIRoute):
    """A route whose errors are said as OData says them."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's own, with errors turned into answers."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except DujiError as error:
                return said_no(error)
            except RequestValidationError:
                return said_no(BadInput("The address cannot be read."))

        return handled


def shown_token(request: Request) -> str:
    """The token: as the password of Basic, as Excel asks for it, or as a Bearer's."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and value.strip():
        return value.strip()
    if scheme.lower() != "basic":
        raise NotSignedIn(NO_TOKEN, code="no_token")
    try:
        plain = base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise NotSignedIn(NO_TOKEN, code="no_token") from error
    return plain.partition(":")[2].strip()


def said_no(error: DujiError) -> Response:
    """What was wrong, and which status says so."""
    status = status_of(error)[0]
    if isinstance(error, BadInput):
        status = 501 if error.specific_code == NOT_SUPPORTED else 400
    headers = dict(HEADERS)
    if status == 401:
        headers["WWW-Authenticate"] = SIGN_IN
    if (wait := error.facts.get("retry_after_s")) is not None:
        headers["Retry-After"] = str(wait)
    return answer(
        {"error": {"code": error.specific_code, "message": error.message}}, status, headers
    )


def answer(
    content: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """JSON with minimal metadata."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status, headers={**HEADERS, **(headers or {})}, media_type=JSON)


def address(base: str, path: str, query: Mapping[str, str] | None = None) -> str:
    """Where something of the service is."""
    asked = urlencode(query or {}, safe="$,'()", quote_via=quote)
    return f"{base}{ODATA}/{path}{'?' if asked else ''}{asked}"
