"""Answers of text and of some size are packed for whoever takes that; everything else is not."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from sync_server.edge.compression import SMALLEST, Compression, takes_gzip

LONG = "一条督导记录。" * SMALLEST
TAG = '"of-this-text"'


def kind(request: Request) -> Response:
    """A long answer of the kind, and with the status, that the address names."""
    media_type = request.query_params["type"]
    status = int(request.query_params.get("status", 200))
    text = LONG[: int(request.query_params.get("length", len(LONG)))]
    return Response(text, status, {"ETag": TAG}, media_type)


def in_pieces(_request: Request) -> Response:
    """A text that comes in pieces, of which some are long."""
    return StreamingResponse(iter((LONG, "", "末尾")), media_type="text/plain")


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route("/kind", kind), Route("/app/kind", kind)])
    app.routes.append(Route("/pieces", in_pieces))
    app.add_middleware(Compression, beside=("/app",))
    return TestClient(app, headers={"accept-encoding": "gzip"})


def is_packed(answer) -> bool:
    assert answer.headers.get("content-encoding", "gzip") == "gzip"
    return "content-encoding" in answer.headers


@pytest.mark.parametrize(
    ("told", "is_taken"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("br;q=1.0, *;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, *", False),
        ("identity", False),
        ("", False),
    ],
)
def test_only_who_takes_gzip_gets_it(told, is_taken):
    headers = [(b"accept-encoding", told.encode())]
    assert takes_gzip({"method": "GET", "headers": headers}) is is_taken
    assert not takes_gzip({"method": "HEAD", "headers": headers})


def test_a_long_text_is_packed_and_whole(client):
    answer = client.get("/kind", params={"type": "application/json"})
    assert is_packed(answer)
    assert answer.text == LONG
    assert answer.headers["etag"] == f"W/{TAG}"
    assert "content-length" not in answer.headers
    assert answer.num_bytes_downloaded < len(LONG) / 10


def test_who_takes_none_gets_it_plain_and_caches_are_told(client):
    headers = {"accept-encoding": "identity"}
    answer = client.get("/kind", params={"type": "text/html"}, headers=headers)
    assert not is_packed(answer)
    assert (answer.text, answer.headers["etag"]) == (LONG, TAG)
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "asked",
    [
        {"type": "image/jpeg"},
        {"type": "application/vnd.android.package-archive"},
        {"type": "text/event-stream"},
        {"type": "text/plain", "status": "206"},
        {"type": "text/plain", "length": "20"},
    ],
)
def test_photos_packages_parts_and_what_is_small_stay_as_they_are(client, asked):
    assert not is_packed(client.get("/kind", params=asked))


def test_what_stands_beside_sets_its_own_headers(client):
    assert not is_packed(client.get("/app/kind", params={"type": "text/plain"}))


def test_pieces_are_packed_as_they_come(client):
    answer = client.get("/pieces")
    assert is_packed(answer)
    assert answer.text == LONG + "末尾"
    with client.stream("GET", "/pieces") as raw:
        assert gzip.decompress(b"".join(raw.iter_raw())).decode() == LONG + "末尾"
