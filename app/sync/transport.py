"""HTTP to one server, with every way it can fail turned into an error in plain words."""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol, TypeVar

import requests
from pydantic import BaseModel, ValidationError

from app.sync.messages import (
    bad_answer,
    captive_portal,
    cut_off,
    no_address,
    nobody_answers,
    not_secure,
    offline,
    refused,
    timed_out,
    wrong_date,
)
from domain.errors import Unavailable

CONNECT_S, READ_S = 10.0, 30.0
SLOWEST_BYTES_S, LONGEST_READ_S = 2048, 150.0
# What OpenSSL says of a certificate that is not valid yet, or not any more.
_DATE_CODES = frozenset({9, 10})
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a server; ``path`` begins after its address."""

    method: str
    path: str
    token: str | None = None
    headers: Mapping[str, str] | None = None
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, successful or not modified; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def read(self, model: type[M]) -> M:
        """The message in the body; an error in words when it is none of ours."""
        try:
            return model.model_validate_json(self.body)
        except ValidationError as error:
            raise bad_answer() from error


class Transport(Protocol):
    """Carries one request to a server: the real one, or one that fails on purpose in tests."""

    def send(self, server_url: str, request: Request) -> Answer:
        """The answer with status 2xx or 304; every other outcome raises in words."""
        ...


class HttpTransport:
    """Carries requests by HTTP(S). ``is_cut`` says whether a demonstration cut the network."""

    def __init__(self, is_cut: Callable[[], bool] = lambda: False) -> None:
        self._is_cut = is_cut
        self._session = requests.Session()

    def send(self, server_url: str, request: Request) -> Answer:
        """The answer with status 2xx or 304; every other outcome raises in words."""
        if self._is_cut():
            raise offline()
        response = self._exchange(server_url, request)
        headers = {name.lower(): value for name, value in response.headers.items()}
        if response.status_code < 300 or response.status_code == 304:
            _expect_ours(request, headers)
            _expect_whole(request, response.status_code, headers)
            return Answer(response.status_code, headers, response.content)
        raise refused(response.status_code, headers, response.content)

    def close(self) -> None:
        """Let go of the connections that are kept open."""
        self._session.close()

    def _exchange(self, server_url: str, request: Request) -> requests.Response:
        headers = {"Accept": "application/json", **(request.headers or {})}
        if request.token:
            headers["Authorization"] = f"Bearer {request.token}"
        size = len(request.body or b"")
        patience = min(READ_S + size / SLOWEST_BYTES_S, LONGEST_READ_S)
        try:
            # A redirect is a sign-in page or a wrong address, never one of our answers.
            return self._session.request(
                request.method,
                server_url.rstrip("/") + request.path,
                headers=headers,
                # As a file it goes block by block, each with its own time limit.
                data=BytesIO(request.body) if request.body else None,
                timeout=(CONNECT_S, patience),
                allow_redirects=False,
            )
        except requests.exceptions.RequestException as error:
            raise _below_http(error) from error


def _below_http(error: requests.exceptions.RequestException) -> Unavailable:
    """What went wrong before there was any answer."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError) and cause.verify_code in _DATE_CODES:
            return wrong_date()
    for kind, trouble in _TROUBLES:
        if any(isinstance(cause, kind) for cause in causes):
            return trouble()
    return offline()


_TROUBLES: tuple[tuple[type[BaseException], Callable[[], Unavailable]], ...] = (
    (requests.exceptions.SSLError, not_secure),
    (requests.exceptions.Timeout, timed_out),
    (socket.gaierror, no_address),
    (ConnectionRefusedError, nobody_answers),
    (ConnectionResetError, cut_off),
    (BrokenPipeError, cut_off),
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from, down to the first cause."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        each = waiting.pop()
        if isinstance(each, BaseException) and id(each) not in seen:
            seen.add(id(each))
            yield each
            waiting += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]


def _expect_ours(request: Request, headers: Mapping[str, str]) -> None:
    """Refuse a page where a message was expected: a Wi-Fi's sign-in page answers 200 to all."""
    if request.method != "HEAD" and "html" in headers.get("content-type", ""):
        raise captive_portal()


def _expect_whole(request: Request, status: int, headers: Mapping[str, str]) -> None:
    """Refuse an answer whose end of headers never came: without a length any body seems whole."""
    has_body = request.method != "HEAD" and status not in (204, 304)
    if has_body and not headers.keys() & {"content-length", "transfer-encoding"}:
        raise cut_off()
