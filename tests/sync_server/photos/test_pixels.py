"""What the server looks at in a photo."""

import random
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from domain.visit.likeness import hamming
from sync_server.photos.pixels import likeness, media_type

BAND_PX = 160


def a_scene(seed: int, size: tuple[int, int] = (1920, 1440)) -> Image.Image:
    """A picture of random blocks, another one for each seed."""
    dice = random.Random(seed)
    picture = Image.new("RGB", size)
    draw = ImageDraw.Draw(picture)
    for _ in range(60):
        left, top = dice.randrange(size[0]), dice.randrange(size[1])
        colour = tuple(dice.randrange(256) for _ in range(3))
        draw.rectangle((left, top, left + size[0] // 3, top + size[1] // 3), fill=colour)
    return picture


def stamped(picture: Image.Image, text: str) -> Image.Image:
    """The picture with a band below it."""
    whole = Image.new("RGB", (picture.width, picture.height + BAND_PX), "white")
    whole.paste(picture)
    ImageDraw.Draw(whole).text((20, picture.height + 20), text, fill="black", font_size=90)
    return whole


@pytest.mark.parametrize(
    ("name", "options"), [("a.jpg", {"quality": 40}), ("a.png", {}), ("a.webp", {})]
)
def test_the_band_and_saving_again_hardly_change_the_likeness(tmp_path, name, options):
    first, again = tmp_path / "first.jpg", tmp_path / name
    stamped(a_scene(1), "2026-05-14 08:11 万山小学").save(first, quality=82)
    stamped(a_scene(1), "2026-06-02 09:47 实验中学 7K2M9").save(again, **options)
    one, other = likeness(first, BAND_PX), likeness(again, BAND_PX)
    assert one is not None
    assert other is not None
    assert hamming(one, other) <= 3


def test_other_scenes_are_far_apart(tmp_path):
    found = []
    for seed in range(6):
        stamped(a_scene(seed), "same words").save(tmp_path / f"{seed}.jpg", quality=82)
        found.append(likeness(tmp_path / f"{seed}.jpg", BAND_PX))
    known = [value for value in found if value is not None]
    distances = [hamming(one, other) for one in known for other in known if one is not other]
    assert len(known) == 6
    assert min(distances) > 10


def test_real_photos_keep_their_likeness_when_made_small(sample_photos, tmp_path):
    tried = 0
    for photo in sorted(sample_photos.glob("mobile-*.jpg")):
        with Image.open(photo) as image:
            image.convert("RGB").resize((640, 480)).save(tmp_path / "small.jpg", quality=60)
            image.convert("RGB").resize((1920, 1440)).save(tmp_path / "large.jpg", quality=85)
        small, large = likeness(tmp_path / "small.jpg", 0), likeness(tmp_path / "large.jpg", 0)
        assert small is not None
        assert large is not None
        assert hamming(small, large) <= 3
        tried += 1
    assert tried


@pytest.mark.parametrize(
    "raw", [b"", b"<script>", b"\xff\xd8\xff\xe0" + bytes(900), b"GIF89a" + bytes(99)]
)
def test_what_is_no_photo_has_no_likeness(tmp_path: Path, raw: bytes):
    path = tmp_path / "thing"
    path.write_bytes(raw)
    assert likeness(path, 0) is None


def test_a_photo_cut_short_has_no_likeness(tmp_path):
    a_scene(1).save(tmp_path / "whole.png")
    raw = (tmp_path / "whole.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(raw[: len(raw) // 2])
    assert likeness(tmp_path / "cut.png", 0) is None


def test_a_picture_that_would_fill_the_memory_is_not_decoded(tmp_path):
    Image.new("1", (9000, 9000)).save(tmp_path / "wide.png")
    assert likeness(tmp_path / "wide.png", 0) is None


def test_a_band_as_high_as_the_photo_leaves_a_line(tmp_path):
    a_scene(1, (320, 240)).save(tmp_path / "a.png")
    assert likeness(tmp_path / "a.png", 20_000) is not None


def test_only_photos_are_served_as_something_a_browser_shows(tmp_path):
    for name, kind in (("a.jpg", "jpeg"), ("a.png", "png"), ("a.webp", "webp")):
        a_scene(1, (32, 24)).save(tmp_path / name)
        assert media_type((tmp_path / name).read_bytes()[:12]) == f"image/{kind}"
    for raw in (b"", b"<html><script>", b"GIF89a", b"%PDF-1.7", b"RIFF1234WAVE"):
        assert media_type(raw) == "application/octet-stream"
