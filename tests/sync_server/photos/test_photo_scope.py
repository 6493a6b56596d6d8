"""A photo belongs to who announced it first: announcing another's hash opens nothing."""

import pytest

from tests.builders.handset import a_stamped_photo, enrolled, set_up_district
from tests.sync_server.photos.test_photos import ADDRESS, NAME, PHOTO, jpeg, part


async def announcing(server, client, account: str, *, original: bool = False, **author):
    """A phone of this account whose own visit announces the photo's hash."""
    handset = await enrolled(server, client, account, **author)
    visit = handset.pen.open_visit("school-3")
    body = a_stamped_photo(PHOTO)
    if original:
        other = a_stamped_photo(jpeg(9))
        body = other.model_copy(update={"original_sha256": NAME})
    handset.pen.write(body, subject=visit)
    await handset.push(client)
    return handset


@pytest.fixture
async def owner(server, client):
    """Chen's phone, which announced the photo first and brought it."""
    set_up_district(server, "other", ".other")
    owner = await announcing(server, client, "chen.jing")
    answer = await client.put(ADDRESS, content=PHOTO, headers=owner.headers)
    assert answer.json()["is_complete"]
    return owner


STRANGERS = [("wang.fang", {}), ("wang.fang.other", {"district": "other"})]


@pytest.mark.parametrize(("account", "author"), STRANGERS)
async def test_announcing_anothers_hash_shows_neither_the_photo_nor_that_it_is_here(
    server, client, owner, account, author
):
    thief = await announcing(server, client, account, **author)
    head = await client.head(ADDRESS, headers=thief.headers)
    assert (head.headers["upload-offset"], head.headers["upload-complete"]) == ("0", "?0")
    assert (await client.get(ADDRESS, headers=thief.headers)).status_code == 404
    patch = await client.patch(ADDRESS, content=b"", headers=part(thief, 0, "?0"))
    assert (patch.json()["offset"], patch.json()["is_complete"]) == (0, False)
    empty = await client.put(ADDRESS, content=b"", headers=thief.headers)
    assert (empty.status_code, empty.json()["code"]) == (422, "photo_hash_wrong")
    assert (await client.get(ADDRESS, headers=thief.headers)).status_code == 404
    assert (await client.get(ADDRESS, headers=owner.headers)).content == PHOTO


@pytest.mark.parametrize(("account", "author"), STRANGERS)
async def test_half_a_photo_of_another_is_not_told_either(server, client, account, author):
    set_up_district(server, "other", ".other")
    owner = await announcing(server, client, "chen.jing")
    await client.patch(ADDRESS, content=PHOTO[:1000], headers=part(owner, 0, "?0"))
    thief = await announcing(server, client, account, **author)
    head = await client.head(ADDRESS, headers=thief.headers)
    assert head.headers["upload-offset"] == "0"
    await client.patch(ADDRESS, content=b"x" * 2000, headers=part(thief, 0, "?0"))
    head = await client.head(ADDRESS, headers=owner.headers)
    assert head.headers["upload-offset"] == "1000"


@pytest.mark.parametrize(("account", "author"), STRANGERS)
async def test_who_brings_all_its_bytes_has_them_anyway(server, client, owner, account, author):
    other = await announcing(server, client, account, **author)
    first = await client.patch(ADDRESS, content=PHOTO[:1000], headers=part(other, 0, "?0"))
    assert first.json()["offset"] == 1000
    rest = await client.patch(ADDRESS, content=PHOTO[1000:], headers=part(other, 1000, "?1"))
    assert (rest.json()["offset"], rest.json()["is_complete"]) == (len(PHOTO), True)
    head = await client.head(ADDRESS, headers=other.headers)
    assert head.headers["upload-complete"] == "?1"
    assert (await client.get(ADDRESS, headers=other.headers)).content == PHOTO


async def test_a_photo_that_is_brought_by_another_first_becomes_the_first_ones(server, client):
    owner = await announcing(server, client, "chen.jing")
    other = await announcing(server, client, "wang.fang")
    await client.put(ADDRESS, content=PHOTO, headers=other.headers)
    head = await client.head(ADDRESS, headers=owner.headers)
    assert head.headers["upload-complete"] == "?1"
    assert (await client.get(ADDRESS, headers=owner.headers)).content == PHOTO


async def test_the_other_districts_office_sees_nothing_of_it(server, client, owner):
    await announcing(server, client, "wang.fang.other", district="other")
    office = await enrolled(server, client, "li.zhuren.other", district="other")
    assert (await client.get(ADDRESS, headers=office.headers)).status_code == 404
    assert (await client.head(ADDRESS, headers=office.headers)).status_code == 404
    server.accounts.issue_codes(["li.zhuren.other", "li.zhuren"])
    for account, status in (("li.zhuren.other", 404), ("li.zhuren", 200)):
        client.cookies.set("duji_session", server.accounts.open_session(account))
        assert (await client.get(f"/photos/{NAME}")).status_code == status


async def test_who_named_it_as_their_original_was_first_too(server, client):
    set_up_district(server, "other", ".other")
    await announcing(server, client, "chen.jing", original=True)
    thief = await announcing(server, client, "wang.fang.other", district="other")
    await client.put(ADDRESS, content=PHOTO, headers=thief.headers)
    office = await enrolled(server, client, "li.zhuren.other", district="other")
    assert (await client.get(ADDRESS, headers=office.headers)).status_code == 404


async def test_a_hash_that_nobody_announced_to_this_phone_is_unknown(server, client, owner):
    stranger = await enrolled(server, client, "wang.fang")
    for answer in (
        await client.head(ADDRESS, headers=stranger.headers),
        await client.put(ADDRESS, content=PHOTO, headers=stranger.headers),
        await client.get(ADDRESS, headers=stranger.headers),
    ):
        assert answer.status_code == 404
