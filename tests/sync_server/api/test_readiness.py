"""What the server says of the work it has left, and of what is not there yet."""

import hashlib

import pytest

from tests.builders.handset import Handset, a_stamped_photo, enrolled
from tests.builders.holding import tables_held

PHOTO = b"no picture at all"
ADDRESS = f"/api/v1/photos/{hashlib.sha256(PHOTO).hexdigest()}"


@pytest.fixture
async def handset(server, client) -> Handset:
    """A phone that has written of a photo, and not sent it yet."""
    phone = await enrolled(server, client)
    visit = phone.pen.open_visit("school-1")
    phone.pen.write(a_stamped_photo(PHOTO), subject=visit)
    return phone


async def readiness(client) -> dict[str, int]:
    told: dict[str, int] = (await client.get("/readyz")).json()
    return told


async def test_it_says_how_far_the_tables_are_and_what_nobody_has_looked_at(
    server, client, handset
):
    server.follower.catch_up()
    before = await readiness(client)
    assert before == {**before, "status": "ready", "tables_behind": 0, "photos_unseen": 0}
    await handset.push(client)
    after = await readiness(client)
    assert after["tables_behind"] == after["log_size"] - before["log_size"] > 0
    metrics = (await client.get("/metrics")).text
    assert f"duji_tables_behind_entries {after['tables_behind']:.1f}" in metrics
    assert f"duji_log_entries {after['log_size']:.1f}" in metrics
    await client.put(ADDRESS, content=PHOTO, headers=handset.headers)
    assert (await readiness(client))["photos_unseen"] == 1
    server.looker.look()
    assert (await readiness(client))["photos_unseen"] == 0


async def test_a_photo_whose_entry_is_not_in_the_tables_yet_comes_too_early(
    server, client, handset, monkeypatch
):
    monkeypatch.setattr(server.follower, "_patience_s", 0.05)
    server.follower.start()
    with tables_held(server.database):
        await handset.push(client)
        early = await client.put(ADDRESS, content=PHOTO, headers=handset.headers)
        assert (early.status_code, early.headers["retry-after"]) == (425, "2")
        assert early.json()["code"] == "too_early"
    server.follower.catch_up()
    assert (await client.put(ADDRESS, content=PHOTO, headers=handset.headers)).is_success
    unknown = f"/api/v1/photos/{hashlib.sha256(b'other').hexdigest()}"
    refused = await client.put(unknown, content=b"other", headers=handset.headers)
    assert (refused.status_code, refused.json()["code"]) == (404, "photo_unknown")
