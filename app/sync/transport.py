"""HTTP to one server, with every way it can fail turned into an error in plain words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

import requests
from pydantic import BaseModel, ValidationError

from app.sync.troubles import (
    bad_answer,
    captive_portal,
    not_secure,
    offline,
    refused,
    timed_out,
)

CONNECT_S, READ_S = 10.0, 30.0
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
            return Answer(response.status_code, headers, response.content)
        raise refused(response.status_code, headers, response.content)

    def close(self) -> None:
        """Let go of the connections that are kept open."""
        self._session.close()

    def _exchange(self, server_url: str, request: Request) -> requests.Response:
        headers = {"Accept": "application/json", **(request.headers or {})}
        if request.token:
            headers["Authorization"] = f"Bearer {request.token}"
        try:
            # A redirect is a sign-in page or a wrong address, never one of our answers.
            return self._session.request(
                request.method,
                server_url.rstrip("/") + request.path,
                headers=headers,
                data=request.body,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            raise not_secure() from error
        except requests.exceptions.Timeout as error:
            raise timed_out() from error
        except requests.exceptions.RequestException as error:
            raise offline() from error


def _expect_ours(request: Request, headers: Mapping[str, str]) -> None:
    """Refuse a page where a message was expected: a Wi-Fi's sign-in page answers 200 to all."""
    if request.method != "HEAD" and "html" in headers.get("content-type", ""):
        raise captive_portal()
