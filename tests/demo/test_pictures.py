"""The demo's photos: each its own picture, but for those that are reused on purpose."""

import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PIL import Image

from demo.drawn.pictures import BAND_PX, Picture, PictureOrder, take_picture
from demo.drawn.scenes import SUBJECTS, scene
from domain.trail.check_code import check_code
from domain.visit.likeness import dhash, looks_alike
from sync_server.register.builtin import chinese_font

MOST_NUMBER = 650
"""More than any plan uses."""


def a_picture(number: int = 5, photo_id: str = "photo-1", is_saved_again: bool = False) -> Picture:
    taken_at = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)
    order = PictureOrder(
        number, photo_id, taken_at, "清溪小学", "陆文清", 26.6, 106.7, 12.0, is_saved_again
    )
    return take_picture(order, chinese_font())


def likeness_of(image: Image.Image) -> int:
    small = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    grey = small.tobytes()
    return dhash([grey[row * 9 : row * 9 + 9] for row in range(8)])


def above_band(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.data))
    return image.crop((0, 0, image.width, image.height - BAND_PX))


def resembling(values: list[int]) -> Iterator[tuple[int, int]]:
    for one, value in enumerate(values):
        for other in range(one):
            if looks_alike(value, values[other]):
                yield other, one


@pytest.mark.slow
def test_no_scene_resembles_another() -> None:
    values = [likeness_of(scene(number, None)) for number in range(MOST_NUMBER)]
    assert list(resembling(values)) == []


def test_a_photo_is_stamped_and_hashed_as_the_phone_does() -> None:
    picture = a_picture()
    image = Image.open(io.BytesIO(picture.data))
    assert image.size == (640, 480 + BAND_PX) == (picture.width, picture.height)
    assert picture.sha256 == hashlib.sha256(picture.data).hexdigest()
    assert picture.check_code == check_code(picture.original_sha256, "photo-1")


def test_the_same_original_is_found_exactly_and_one_saved_again_by_its_looks() -> None:
    first, reused = a_picture(), a_picture(photo_id="photo-2")
    assert first.original_sha256 == reused.original_sha256
    assert first.sha256 != reused.sha256
    again = a_picture(photo_id="photo-3", is_saved_again=True)
    assert again.original_sha256 != first.original_sha256
    assert looks_alike(likeness_of(above_band(first)), likeness_of(above_band(again)))


def test_every_subject_is_drawn() -> None:
    assert len({scene(number, None).tobytes() for number in range(len(SUBJECTS))}) == len(SUBJECTS)
