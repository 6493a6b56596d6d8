"""Every way HTTP can fail is told apart, in words of its own."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from app.sync.transport import HttpTransport, Request
from app.sync.troubles import is_passing
from domain.errors import DujiError, NotAllowed, NotSignedIn, TooLarge, TooMany, Unavailable
from domain.wire import ChainState

HTML = "text/html; charset=utf-8"
JSON = "application/json"
# By path: status, headers, body.
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/ok": (200, {"Content-Type": JSON}, b'{"chain":"x"}'),
    "/portal": (200, {"Content-Type": HTML}, b"<h1>Welcome to our Wi-Fi</h1>"),
    "/redirect": (302, {"Location": "http://login.example/"}, b""),
    "/html404": (404, {"Content-Type": HTML}, b"<h1>no</h1>"),
    "/401": (401, {"Content-Type": JSON}, b"{}"),
    "/403": (403, {"Content-Type": JSON}, b'{"title":"x","status":403,"detail":"","code":"why"}'),
    "/413": (413, {}, b""),
    "/429": (429, {"Retry-After": "7"}, b""),
    "/429date": (429, {"Retry-After": "Sun, 22 Nov 2026 00:00:00 GMT"}, b""),
    "/429long": (429, {"Retry-After": "99999999"}, b""),
    "/500": (500, {"Content-Type": HTML}, b"<h1>oops</h1>"),
    "/418": (418, {}, b""),
    "/304": (304, {"ETag": '"1"'}, b""),
}


ASKED: list[tuple[str, dict[str, str]]] = []


class Web(BaseHTTPRequestHandler):
    """Answers by path, and remembers what it was asked."""

    def do_GET(self) -> None:
        """Answer."""
        ASKED.append((self.path, dict(self.headers.items())))
        status, headers, body = ANSWERS[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    """The address of a server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def failure(web: str, path: str) -> DujiError:
    """The error this path ends in."""
    with pytest.raises(DujiError) as caught:
        HttpTransport().send(web, Request("GET", path))
    assert "记录都在" in caught.value.message
    return caught.value


def test_good_answer_is_read(web):
    answer = HttpTransport().send(web, Request("GET", "/ok", token="t-1"))
    assert (answer.status, answer.body) == (200, b'{"chain":"x"}')
    assert ASKED[-1][1]["Authorization"] == "Bearer t-1"
    assert HttpTransport().send(web, Request("GET", "/304")).status == 304


def test_answer_that_is_no_message_of_ours_is_said(web):
    answer = HttpTransport().send(web, Request("GET", "/ok"))
    with pytest.raises(Unavailable, match="看不懂"):
        answer.read(ChainState)


@pytest.mark.parametrize(
    ("path", "family", "code", "words"),
    [
        ("/portal", Unavailable, "captive_portal", "登录无线网络"),
        ("/redirect", Unavailable, "captive_portal", "登录无线网络"),
        ("/html404", Unavailable, "captive_portal", "登录无线网络"),
        ("/401", NotSignedIn, "not_signed_in", "重新登录"),
        ("/403", NotAllowed, "why", "停用"),
        ("/413", TooLarge, "too_large", "太多"),
        ("/429", TooMany, "too_many", "正忙"),
        ("/500", Unavailable, "server_error", "故障（500）"),
        ("/418", DujiError, "refused", "418"),
    ],
)
def test_each_failure_has_its_own_words(web, path, family, code, words):
    error = failure(web, path)
    assert isinstance(error, family)
    assert error.specific_code == code
    assert words in error.message
    assert is_passing(error) is (family in (Unavailable, TooMany))


@pytest.mark.parametrize(("path", "seconds"), [("/429", 7), ("/429date", None), ("/429long", 3600)])
def test_asked_wait_is_read_and_bounded(web, path, seconds):
    assert failure(web, path).facts["retry_after_s"] == seconds


def test_nobody_there_is_offline():
    assert failure("http://127.0.0.1:9", "/ok").specific_code == "offline"


def test_cut_network_reaches_nobody(web):
    asked = len(ASKED)
    with pytest.raises(Unavailable, match="连不上"):
        HttpTransport(is_cut=lambda: True).send(web, Request("GET", "/ok"))
    assert len(ASKED) == asked


@pytest.mark.parametrize(
    ("error", "code", "passes"),
    [
        (requests.exceptions.ReadTimeout(), "timeout", True),
        (requests.exceptions.SSLError(), "not_secure", False),
        (requests.exceptions.ChunkedEncodingError(), "offline", True),
    ],
)
def test_failures_below_http_are_told_apart(monkeypatch, error, code, passes):
    def fail(*_args, **_options):
        raise error

    monkeypatch.setattr(requests.Session, "request", fail)
    caught = failure("https://duji.example.cn", "/ok")
    assert (caught.specific_code, is_passing(caught)) == (code, passes)
