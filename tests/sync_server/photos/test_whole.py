"""Photos that come whole, in one request, from the device that announced them first."""

import asyncio
import hashlib
from collections.abc import Callable

import pytest

from domain.errors import Unavailable
from sync_server.server import Server
from sync_server.verification.verify import verify
from tests.builders.arrivals import entries_of_arrivals
from tests.builders.handset import Handset, a_stamped_photo, enrolled
from tests.sync_server.access.test_shut_out import SHUT_OUT
from tests.sync_server.photos.test_photos import part

PHOTOS = [b"photo number %d" % number for number in range(6)]


def name(photo: bytes) -> str:
    return hashlib.sha256(photo).hexdigest()


def address(photo: bytes) -> str:
    return f"/api/v1/photos/{name(photo)}"


@pytest.fixture
async def handset(server: Server, client) -> Handset:
    """A phone whose visit announces some photos."""
    handset = await enrolled(server, client)
    visit = handset.pen.open_visit()
    for number, photo in enumerate(PHOTOS):
        handset.pen.write(a_stamped_photo(photo, f"p{number}"), subject=visit)
    await handset.push(client)
    # What the follower has not followed yet goes piece by piece.
    server.follower.catch_up()
    return handset


async def test_many_at_once_are_each_told_once(server: Server, client, handset: Handset):
    sending = (client.put(address(each), content=each, headers=handset.headers) for each in PHOTOS)
    answers = await asyncio.gather(*sending)
    assert [each.json()["sha256"] for each in answers] == [name(each) for each in PHOTOS]
    told = sorted(sha256 for _, some in entries_of_arrivals(server.database) for sha256 in some)
    assert told == sorted(map(name, PHOTOS))
    found = verify(server.database, server.log_key.public_hex, server.photo_store.path)
    assert found.faults == ()


async def test_it_needs_none_of_what_pieces_need(
    server: Server, client, handset: Handset, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(type(server.photos), "begin", None)
    answer = await client.put(address(PHOTOS[0]), content=PHOTOS[0], headers=handset.headers)
    assert answer.json()["is_complete"]


@pytest.mark.parametrize("shut_out", SHUT_OUT)
async def test_of_a_device_that_was_shut_out_no_photo_is_taken(
    server: Server, client, handset: Handset, shut_out: Callable[[Server, Handset], None]
):
    assert server.carriers.remembered(handset.token) is not None
    shut_out(server, handset)
    for _ in range(2):
        answer = await client.put(address(PHOTOS[0]), content=PHOTOS[0], headers=handset.headers)
        assert answer.status_code == 401
        assert server.carriers.remembered(handset.token) is None
    assert not server.photo_store.is_whole(name(PHOTOS[0]))


async def test_what_came_in_pieces_before_gives_way_to_the_whole(
    server: Server, client, handset: Handset
):
    photo = PHOTOS[0]
    await client.patch(address(photo), content=photo[:5], headers=part(handset, 0, "?0"))
    answer = await client.put(address(photo), content=photo, headers=handset.headers)
    assert answer.json()["offset"] == len(photo)
    path = server.photo_store.path(name(photo))
    assert path.read_bytes() == photo
    assert not list((path.parents[2] / "partial").iterdir())


async def test_who_stops_between_file_and_commit_loses_nothing(
    server: Server, client, handset: Handset, monkeypatch: pytest.MonkeyPatch
):
    def stopped(*_: object) -> None:
        raise Unavailable("The server is stopping.")

    with monkeypatch.context() as stopping:
        stopping.setattr(server.committer, "submit_photo_for", stopped)
        answer = await client.put(address(PHOTOS[0]), content=PHOTOS[0], headers=handset.headers)
        assert answer.status_code == 503
    again = await client.put(address(PHOTOS[0]), content=PHOTOS[0], headers=handset.headers)
    assert again.json()["is_complete"]
