"""A push passes by the framework's layers, and is answered as if it had gone through them."""

import gzip
import json
from collections.abc import AsyncIterator
from functools import partial

import httpx2 as httpx
import pytest
from fastapi import FastAPI

from tests.builders.handset import enrolled

TRAIL = "/api/v1/trail"
OWN = ("x-request-id", "content-length")


@pytest.fixture
async def framed(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client whose every request goes through the framework."""
    whole = httpx.ASGITransport(app=partial(FastAPI.__call__, app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=whole, base_url="http://duji.test") as client:
        yield client


def told(answer: httpx.Response) -> tuple[int, dict[str, str], object]:
    """Status, headers and what is said, but for what each answer has of its own."""
    headers = {name: value for name, value in answer.headers.items() if name not in OWN}
    said = json.loads(answer.content)
    return answer.status_code, headers, {**said, "server_at": None}


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"", {}),
        (b"no envelope", {}),
        (b"{}", {"Content-Encoding": "br"}),
        (b"no gzip", {"Content-Encoding": "gzip"}),
        (b'{"v":1}\nno line\n', {}),
        (b"", {"Authorization": "Bearer somebody"}),
        (b"", {"Authorization": ""}),
        (b"", {"X-Any": b"\x85"}),
        (bytes(9_000_000), {}),
    ],
)
async def test_what_is_wrong_is_said_alike(server, client, framed, body, headers):
    handset = await enrolled(server, client)
    asked = {"content": body, "headers": handset.headers | headers}
    one, other = await client.post(TRAIL, **asked), await framed.post(TRAIL, **asked)
    assert told(one) == told(other)
    assert one.headers["x-request-id"] != other.headers["x-request-id"]


async def test_the_same_push_is_answered_alike(server, client, framed):
    handset = await enrolled(server, client)
    handset.pen.open_visit()
    headers = handset.headers | {"Content-Encoding": "gzip"}
    asked = {"content": gzip.compress(handset.delivery()), "headers": headers}
    assert told(await client.post(TRAIL, **asked)) == told(await framed.post(TRAIL, **asked))
    page = (await client.get("/metrics")).text
    assert f'duji_requests_total{{method="POST",route="{TRAIL}",status="200"}}' in page
    assert 'route="none"' not in page


async def test_what_nobody_foresaw_is_an_error_without_its_words(app, server, framed, monkeypatch):
    handset = await enrolled(server, framed)
    monkeypatch.setattr(server.lines_quota, "check", lambda _: int("a bug"))
    direct = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=direct, base_url="http://duji.test") as client:
        answers = [await each.post(TRAIL, headers=handset.headers) for each in (client, framed)]
    assert [told(each) for each in answers] == [told(answers[0])] * 2
    assert (answers[0].status_code, answers[0].json()["code"]) == (500, "unforeseen")
    assert "a bug" not in answers[0].text


async def test_another_method_is_looked_for_as_ever(client):
    assert (await client.put(TRAIL)).status_code == 405
