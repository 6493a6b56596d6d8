"""Photos over HTTP: in one piece, in many, again, at once, and read within scope."""

import asyncio
import hashlib
import io

import pytest
from PIL import Image

from domain.errors import TooMany
from tests.builders.arrivals import entries_of_arrivals
from tests.builders.handset import a_stamped_photo, enrolled
from tests.builders.pulled import pull
from tests.sync_server.photos.test_pixels import a_scene


def jpeg(seed: int = 1) -> bytes:
    """The bytes of a photo, another one for each seed."""
    out = io.BytesIO()
    a_scene(seed, (640, 480)).save(out, "JPEG", quality=80)
    return out.getvalue()


PHOTO = jpeg()
NAME = hashlib.sha256(PHOTO).hexdigest()
ADDRESS = f"/api/v1/photos/{NAME}"


@pytest.fixture
async def handset(server, client):
    """A phone whose visit announces the photo."""
    handset = await enrolled(server, client)
    visit = handset.pen.open_visit()
    handset.pen.write(a_stamped_photo(PHOTO), subject=visit)
    await handset.push(client)
    return handset


def part(handset, offset: int, complete: str) -> dict[str, str]:
    """The headers of a PATCH."""
    upload = {"Upload-Offset": str(offset), "Upload-Complete": complete}
    return {**handset.headers, **upload, "Content-Type": "application/partial-upload"}


async def test_a_photo_in_one_piece(server, client, handset, tmp_path):
    before = await client.head(ADDRESS, headers=handset.headers)
    assert (before.headers["upload-offset"], before.headers["upload-complete"]) == ("0", "?0")
    answer = await client.put(ADDRESS, content=PHOTO, headers=handset.headers)
    newest = server.log.state().checkpoint
    assert answer.json() == {
        "sha256": NAME,
        "offset": len(PHOTO),
        "is_complete": True,
        "position": newest.tree_size - 1,
        "epoch": newest.epoch,
    }
    after = await client.head(ADDRESS, headers=handset.headers)
    assert after.headers["upload-complete"] == "?1"
    assert after.headers["upload-offset"] == str(len(PHOTO))
    assert after.headers["arrival-position"] == str(newest.tree_size - 1)
    assert after.headers["arrival-epoch"] == newest.epoch
    kept = tmp_path / "data" / "photos" / NAME[:2] / NAME[2:4] / NAME
    assert kept.read_bytes() == PHOTO


async def test_a_photo_in_pieces_goes_on_where_it_was(client, handset):
    first = await client.patch(ADDRESS, content=PHOTO[:1000], headers=part(handset, 0, "?0"))
    assert first.headers["upload-offset"] == "1000"
    wrong = await client.patch(ADDRESS, content=PHOTO[900:], headers=part(handset, 900, "?1"))
    assert (wrong.status_code, wrong.headers["upload-offset"]) == (409, "1000")
    assert wrong.json()["facts"] == {"offset": 1000}
    last = await client.patch(ADDRESS, content=PHOTO[1000:], headers=part(handset, 1000, "?1"))
    assert last.json()["is_complete"]


async def test_all_of_it_first_and_the_word_that_it_is_all_later(client, handset):
    await client.patch(ADDRESS, content=PHOTO, headers=part(handset, 0, "?0"))
    last = await client.patch(ADDRESS, headers=part(handset, len(PHOTO), "?1"))
    assert last.json()["is_complete"]


async def test_a_complete_photo_is_complete_however_often_it_comes(server, client, handset):
    for _ in range(2):
        answer = await client.put(ADDRESS, content=PHOTO, headers=handset.headers)
        assert answer.json()["is_complete"]
    again = await client.patch(ADDRESS, content=PHOTO[5:], headers=part(handset, 5, "?1"))
    assert (again.status_code, again.headers["upload-complete"]) == (200, "?1")
    assert [told for _, told in entries_of_arrivals(server.database)] == [[NAME]]


async def test_eight_at_once_all_succeed(client, handset):
    sending = (client.put(ADDRESS, content=PHOTO, headers=handset.headers) for _ in range(8))
    answers = await asyncio.gather(*sending)
    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.json()["is_complete"] for answer in answers)
    read = await client.get(ADDRESS, headers=handset.headers)
    assert read.content == PHOTO


async def test_other_bytes_are_thrown_away_and_the_photo_may_come(client, handset):
    wrong = PHOTO[:-1] + bytes([PHOTO[-1] ^ 1])
    answer = await client.put(ADDRESS, content=wrong, headers=handset.headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "photo_hash_wrong")
    state = await client.head(ADDRESS, headers=handset.headers)
    assert state.headers["upload-offset"] == "0"
    right = await client.put(ADDRESS, content=PHOTO, headers=handset.headers)
    assert right.json()["is_complete"]


async def test_more_bytes_than_announced_are_refused(client, handset):
    headers = part(handset, 0, "?0")
    answer = await client.patch(ADDRESS, content=PHOTO + b"!", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "photo_too_long")

    async def more():
        for _ in range(40):
            yield bytes(100_000)

    answer = await client.patch(ADDRESS, content=more(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "photo_too_long")


async def test_entries_come_first(server, client):
    handset = await enrolled(server, client)
    answers = [
        await client.head(ADDRESS, headers=handset.headers),
        await client.put(ADDRESS, content=PHOTO, headers=handset.headers),
        await client.patch(ADDRESS, content=PHOTO, headers=part(handset, 0, "?1")),
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert answers[1].json()["code"] == "photo_unknown"


async def test_a_photo_whose_entry_does_not_count_is_kept_too(server, client, handset):
    late = jpeg(2)
    visit = handset.pen.lines[1].id
    handset.pen.write(a_stamped_photo(late, "p1"), subject=visit)  # the id is in use
    await handset.push(client)
    address = f"/api/v1/photos/{hashlib.sha256(late).hexdigest()}"
    answer = await client.put(address, content=late, headers=handset.headers)
    assert answer.json()["is_complete"]


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("PATCH", {}),
        ("PATCH", {"Upload-Offset": "-1"}),
        ("PATCH", {"Upload-Offset": "many"}),
        ("PATCH", {"Upload-Offset": "9" * 40}),
        ("PATCH", {"Upload-Offset": "0", "Upload-Complete": "yes"}),
        ("PUT", {"Upload-Complete": "1"}),
    ],
)
async def test_headers_that_say_nothing_are_bad_input(client, handset, method, headers):
    headers = {**handset.headers, **headers}
    answer = await client.request(method, ADDRESS, content=PHOTO, headers=headers)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_file_in_place_that_was_not_committed_is_committed(server, client, handset):
    server.photo_store.append(NAME, 0, PHOTO)
    server.photo_store.finish(NAME)
    state = await client.head(ADDRESS, headers=handset.headers)
    assert (state.headers["upload-complete"], state.headers["upload-offset"]) == (
        "?1",
        str(len(PHOTO)),
    )


async def test_a_photo_is_served_so_that_no_browser_runs_it(client, handset):
    await client.put(ADDRESS, content=PHOTO, headers=handset.headers)
    answer = await client.get(ADDRESS, headers=handset.headers)
    assert answer.content == PHOTO
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_what_is_no_picture_is_served_as_bytes(server, client):
    page = b"<html><script>alert(1)</script></html>"
    handset = await enrolled(server, client)
    visit = handset.pen.open_visit()
    handset.pen.write(a_stamped_photo(page), subject=visit)
    await handset.push(client)
    address = f"/api/v1/photos/{hashlib.sha256(page).hexdigest()}"
    assert (await client.put(address, content=page, headers=handset.headers)).status_code == 200
    answer = await client.get(address, headers=handset.headers)
    assert answer.headers["content-type"] == "application/octet-stream"


async def test_a_quota_makes_photos_wait(server, client, handset, monkeypatch):
    def used_up(_who: str) -> None:
        raise TooMany("later", retry_after_s=60)

    monkeypatch.setattr(server.photo_quota, "check", used_up)
    answer = await client.put(ADDRESS, content=PHOTO, headers=handset.headers)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")


async def test_a_look_alike_is_flagged_when_its_photo_was_looked_at(server, client, handset):
    await client.put(ADDRESS, content=PHOTO, headers=handset.headers)
    out = io.BytesIO()
    Image.open(io.BytesIO(PHOTO)).save(out, "JPEG", quality=50)
    again = out.getvalue()
    visit = handset.pen.open_visit("school-2")
    handset.pen.write(a_stamped_photo(again, "p2"), subject=visit)
    await handset.push(client)
    assert "similar_photo" not in await flags_of(client, handset, visit)
    address = f"/api/v1/photos/{hashlib.sha256(again).hexdigest()}"
    await client.put(address, content=again, headers=handset.headers)
    assert "similar_photo" not in await flags_of(client, handset, visit)
    assert server.looker.look() == 2
    assert "similar_photo" in await flags_of(client, handset, visit)


async def flags_of(client, handset, visit: str) -> list[str]:
    """The visit's flags as its inspector's workbook has them."""
    book = await pull(client, handset)
    return next(list(each.flags) for each in book.visits if each.visit == visit)
