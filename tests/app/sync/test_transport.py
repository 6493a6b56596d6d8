"""Every way HTTP can fail is told apart, in words of its own."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.sync.messages import is_passing
from app.sync.transport import HttpTransport, Request
from domain.errors import (
    BadInput,
    Conflict,
    DujiError,
    NotAllowed,
    NotSignedIn,
    TooLarge,
    TooMany,
    Unavailable,
)
from domain.wire.messages import ChainState, Problem


def problem(status: int, code: str) -> bytes:
    """The body of our server's answer when something is wrong."""
    return Problem(title="x", status=status, detail="x", code=code).model_dump_json().encode()


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
    "/429late": (429, {"Retry-After": "600"}, b""),
    "/400": (400, {}, b""),
    "/403off": (403, {"Content-Type": JSON}, problem(403, "chain_revoked")),
    "/403out": (403, {"Content-Type": JSON}, problem(403, "account_disabled")),
    "/409": (409, {}, b""),
    "/422": (422, {"Content-Type": JSON}, problem(422, "bad_envelope")),
    "/426": (426, {}, b""),
    "/503": (503, {"Retry-After": "20"}, b""),
    "/507": (507, {"Content-Type": JSON}, problem(507, "disk_full")),
    "/507bare": (507, {}, b""),
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


def test_answer_that_is_no_message_of_ours_is_said_and_asked_for_again(web):
    answer = HttpTransport().send(web, Request("GET", "/ok"))
    with pytest.raises(Unavailable, match="看不懂") as caught:
        answer.read(ChainState)
    assert is_passing(caught.value)


@pytest.mark.parametrize(
    ("path", "family", "code", "words"),
    [
        ("/portal", Unavailable, "captive_portal", "登录无线网络"),
        ("/redirect", Unavailable, "captive_portal", "登录无线网络"),
        ("/html404", Unavailable, "captive_portal", "登录无线网络"),
        ("/400", BadInput, "bad_request", "没有看懂"),
        ("/401", NotSignedIn, "not_signed_in", "重新登录"),
        ("/403", NotAllowed, "why", "停用"),
        ("/403off", NotAllowed, "chain_revoked", "停用了这部手机"),
        ("/403out", NotAllowed, "account_disabled", "停用了这个账号。"),
        ("/409", Conflict, "conflict", "对不上"),
        ("/413", TooLarge, "too_large", "太多"),
        ("/422", BadInput, "bad_envelope", "检查后没有接受"),
        ("/426", BadInput, "update_needed", "先更新督迹"),
        ("/429", TooMany, "too_many", "大约 7 秒"),
        ("/429late", TooMany, "too_many", "大约 10 分钟"),
        ("/429date", TooMany, "too_many", "请等一会儿"),
        ("/500", Unavailable, "server_error", "故障（500）"),
        ("/503", Unavailable, "server_busy", "正在维护或太忙"),
        ("/507", Unavailable, "disk_full", "服务器的磁盘满了"),
        ("/507bare", Unavailable, "disk_full", "服务器的磁盘满了"),
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


def test_machine_without_a_server_is_told_from_no_network(monkeypatch):
    assert failure("http://127.0.0.1:9", "/ok").specific_code == "nobody_answers"

    def unknown(*_args, **_options):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert failure("http://duji.example.cn", "/ok").specific_code == "no_address"


def test_connection_that_breaks_in_the_middle_is_told():
    with listening(lambda taken: taken.recv(100)) as address:
        error = failure(address, "/ok")
    assert (error.specific_code, is_passing(error)) == ("cut_off", True)


@pytest.mark.parametrize(
    "heard",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{",
    ],
)
def test_answer_that_is_cut_is_no_answer(heard: bytes):
    def serve(taken: socket.socket) -> None:
        taken.recv(1000)
        taken.sendall(heard)

    with listening(serve) as address:
        error = failure(address, "/ok")
    assert is_passing(error)
    assert isinstance(error, Unavailable)


@contextmanager
def listening(serve: Callable[[socket.socket], object]) -> Iterator[str]:
    """The address of something that takes one connection, does this with it, and hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        taken, _ = listener.accept()
        with taken:
            serve(taken)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        thread.join()
        listener.close()


@pytest.mark.parametrize(
    ("days", "is_trusted", "code"),
    [
        ((-10, -1), True, "wrong_date"),
        ((1, 10), True, "wrong_date"),
        ((-1, 1), False, "not_secure"),
    ],
)
def test_certificate_of_another_day_hints_at_the_date(
    tmp_path, monkeypatch, days: tuple[int, int], is_trusted: bool, code: str
):
    certificate = a_certificate(tmp_path, *days)
    if is_trusted:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def greet(taken: socket.socket) -> None:
        with suppress(ssl.SSLError):
            context.wrap_socket(taken, server_side=True)

    with listening(greet) as address:
        error = failure(address.replace("http:", "https:"), "/ok")
    assert (error.specific_code, is_passing(error)) == (code, False)
    assert "日期" in error.message


def a_certificate(folder: Path, first_day: int, last_day: int) -> Path:
    """A certificate for this machine, good between these days from now, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now + timedelta(days=first_day))
        .not_valid_after(now + timedelta(days=last_day))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "server.pem"
    path.write_bytes(made.public_bytes(Encoding.PEM) + secret)
    return path


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
