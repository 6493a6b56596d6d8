"""The server on a real socket: cut connections, races, and clients that misbehave."""

import asyncio
import hashlib
import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest

from sync_server.api import photos
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import Handset, a_server, a_stamped_photo, enrolled
from tests.builders.running import running

PHOTO = random.Random(7).randbytes(900_000)
NAME = hashlib.sha256(PHOTO).hexdigest()
ADDRESS = f"/api/v1/photos/{NAME}"


@pytest.fixture
def address(app):
    """Where the app is served."""
    with running(app) as address:
        yield address


@pytest.fixture
async def wire(address):
    """A client of it."""
    async with httpx.AsyncClient(base_url=address, timeout=30, trust_env=False) as client:
        yield client


@pytest.fixture
async def handset(server, wire) -> Handset:
    """A phone that announced the photo."""
    handset = await enrolled(server, wire)
    visit = handset.pen.open_visit()
    handset.pen.write(a_stamped_photo(PHOTO), subject=visit)
    await handset.push(wire)
    return handset


@contextmanager
def sending(address: str, handset: Handset, offset: int, sent: int) -> Iterator[None]:
    """Announce all the rest of the photo, send some of it, and cut the connection at the end."""
    parts = urlsplit(address)
    rest = PHOTO[offset:]
    head = (
        f"PATCH {ADDRESS} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        f"Authorization: Bearer {handset.token}\r\nUpload-Offset: {offset}\r\n"
        f"Upload-Complete: ?1\r\nContent-Length: {len(rest)}\r\n\r\n"
    )
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
        connection.sendall(head.encode() + rest[:sent])
        yield


async def offset_of(wire, handset: Handset) -> int:
    """How much of the photo the server says is safe."""
    return int((await wire.head(ADDRESS, headers=handset.headers)).headers["upload-offset"])


async def reached(wire, handset: Handset, offset: int) -> int:
    """Wait until the server has at least so much of the photo; how much that is."""
    async with asyncio.timeout(60):
        while (there := await offset_of(wire, handset)) < offset:
            await asyncio.sleep(0.01)
    return there


async def test_what_came_before_a_cut_connection_is_kept(wire, address, handset, monkeypatch):
    monkeypatch.setattr(photos, "PIECE_BYTES", 150_000)
    for offset, sent in ((0, 225_000), (225_000, 200_000)):
        with sending(address, handset, offset, sent):
            await reached(wire, handset, offset + 150_000)
        assert await reached(wire, handset, offset + sent) == offset + sent
    headers = {**handset.headers, "Upload-Offset": "425000", "Upload-Complete": "?1"}
    answer = await wire.patch(ADDRESS, content=PHOTO[425_000:], headers=headers)
    told = answer.json()
    arrival = {name: told.pop(name) for name in ("position", "epoch")}
    assert told == {"sha256": NAME, "offset": len(PHOTO), "is_complete": True}
    held = await wire.head(ADDRESS, headers=handset.headers)
    stands = (held.headers["arrival-position"], held.headers["arrival-epoch"])
    assert (str(arrival["position"]), arrival["epoch"]) == stands
    assert (await wire.get(ADDRESS, headers=handset.headers)).content == PHOTO


async def test_a_photo_goes_on_after_a_restart_of_the_server(wire, address, handset, tmp_path):
    with sending(address, handset, 0, 500_000):
        there = await reached(wire, handset, 250_000)
    again = a_server(tmp_path / "data")
    with running(create_app(again, Settings(data=tmp_path / "data"))) as other:
        async with httpx.AsyncClient(base_url=other, trust_env=False) as client:
            assert await offset_of(client, handset) >= there
            there = await offset_of(client, handset)
            headers = {**handset.headers, "Upload-Offset": str(there), "Upload-Complete": "?1"}
            answer = await client.patch(ADDRESS, content=PHOTO[there:], headers=headers)
            assert answer.json()["is_complete"]


async def test_eight_phones_racing_with_one_photo_all_end_with_it(wire, handset):
    async def pieces():
        for start in range(0, len(PHOTO), 50_000):
            yield PHOTO[start : start + 50_000]
            await asyncio.sleep(0)

    sending = (wire.put(ADDRESS, content=pieces(), headers=handset.headers) for _ in range(8))
    answers = await asyncio.gather(*sending)
    assert [answer.json()["is_complete"] for answer in answers] == [True] * 8
    assert (await wire.get(ADDRESS, headers=handset.headers)).content == PHOTO


async def test_a_liar_beside_an_honest_phone_cannot_spoil_the_photo(wire, handset):
    lie = bytes(len(PHOTO))
    for _ in range(20):
        await asyncio.gather(
            wire.put(ADDRESS, content=lie, headers=handset.headers),
            wire.put(ADDRESS, content=PHOTO, headers=handset.headers),
        )
        state = await wire.head(ADDRESS, headers=handset.headers)
        if state.headers["upload-complete"] == "?1":
            break
    assert (await wire.get(ADDRESS, headers=handset.headers)).content == PHOTO


async def test_eight_racing_pushes_over_the_wire_all_succeed(wire, handset):
    handset.pen.open_visit("school-2")
    answers = await asyncio.gather(*(handset.push(wire) for _ in range(8)))
    assert len({answer["receipts"][-1]["checkpoint"] for answer in answers}) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /api/v1/health HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /api/v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST /api/v1/enrol HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /api/v1/trail HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\xfe\r\n\r\n",
        b"GET /api/v1/photos/%00%ff%2e%2e HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /api/v1/visits/%F0%28%8C%28/trail HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
async def test_bytes_that_are_hardly_http_get_no_server_error(address, wire, raw):
    def answered() -> bytes:
        parts = urlsplit(address)
        with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
            connection.settimeout(60)
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            return connection.recv(4096)

    assert not (await asyncio.to_thread(answered)).startswith(b"HTTP/1.1 5")
    assert (await wire.get("/api/v1/health")).status_code == 200
