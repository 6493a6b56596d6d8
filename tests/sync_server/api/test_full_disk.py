"""A full disk of the server: every request that writes says ``disk_full`` with status 507."""

import errno
import gzip
import hashlib
import os
from typing import Any

import pytest

from domain.wire.messages import Problem, PushAnswer
from tests.builders.full_disk import fill_up
from tests.builders.handset import Handset, a_stamped_photo, enrolled
from tests.builders.receipts import standing

PASSWORD = "a long enough password"
PHOTO = b"a photo" * 1000
ADDRESS = f"/api/v1/photos/{hashlib.sha256(PHOTO).hexdigest()}"


@pytest.fixture
async def handset(server, client):
    """Chen's phone with a visit and a photo that were not brought yet."""
    made = await enrolled(server, client)
    for number in range(30):
        visit = made.pen.open_visit("school-1")
        made.pen.write(a_stamped_photo(PHOTO, f"p{number}"), subject=visit)
    return made


def told(answer: Any) -> tuple[int, str]:
    """The status, and the code of the problem."""
    return answer.status_code, Problem.model_validate_json(answer.content).code


async def push(client, handset):
    headers = {**handset.headers, "Content-Encoding": "gzip"}
    body = gzip.compress(handset.delivery())
    return await client.post("/api/v1/trail", content=body, headers=headers)


async def test_entries_are_not_acknowledged_and_arrive_when_there_is_room(server, client, handset):
    fill_up(server.database)
    assert told(await push(client, handset)) == (507, "disk_full")
    fill_up(server.database, is_full=False)
    answer = PushAnswer.model_validate_json((await push(client, handset)).content)
    assert len(standing(answer, handset.pen.lines)) == len(handset.pen.lines)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
async def test_a_photo_is_not_acknowledged_and_goes_on_when_there_is_room(
    server, client, handset, monkeypatch, code
):
    await push(client, handset)

    def full(_: object) -> None:
        raise OSError(code, "no room")

    with monkeypatch.context() as filling:
        filling.setattr(os, "fsync", full)
        answer = await client.put(ADDRESS, content=PHOTO, headers=handset.headers)
        assert told(answer) == (507, "disk_full")
    assert (await client.put(ADDRESS, content=PHOTO, headers=handset.headers)).status_code == 200


async def enrolment(client, handset):
    """How the server answers a phone that wants to be taken in."""
    return await client.post("/api/v1/enrol", json=handset.enrolment(password=PASSWORD))


async def test_a_phone_is_not_taken_in_and_may_try_again(server, client):
    server.accounts.set_password("chen.jing", PASSWORD)
    fill_up(server.database)
    for _ in range(40):  # the pages that are there have room for some
        handset = Handset()
        answer = await enrolment(client, handset)
        if answer.status_code != 200:
            break
    assert told(answer) == (507, "disk_full")
    fill_up(server.database, is_full=False)
    assert (await enrolment(client, handset)).status_code == 200
