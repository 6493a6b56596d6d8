"""Damage that a decoder would paint over is found by a JPEG's markers."""

from io import BytesIO

import pytest
from PIL import Image

from app.visits.photos.jpeg_check import is_whole


def jpeg(**options) -> bytes:
    """A noisy picture as JPEG."""
    out = BytesIO()
    Image.effect_noise((320, 240), 80).convert("RGB").save(out, "JPEG", **options)
    return out.getvalue()


WITH_RESTARTS = jpeg(restart_marker_rows=1)


@pytest.mark.parametrize(
    "data",
    [
        jpeg(),
        jpeg(subsampling=0),
        jpeg(progressive=True),
        WITH_RESTARTS,
        jpeg(restart_marker_blocks=3),
        WITH_RESTARTS + b"what a phone puts behind the picture \xff\xd8",
        WITH_RESTARTS[:-2],
        b"",
        b"\xff\xd8\xff",
    ],
)
def test_whole_pictures_and_what_cannot_be_judged_pass(data):
    assert is_whole(data)


def test_grey_picture_has_one_unit_per_block():
    out = BytesIO()
    grey = Image.effect_noise((320, 240), 80)
    grey.save(out, "JPEG", restart_marker_rows=2)
    assert is_whole(out.getvalue())


def test_lost_restart_marker_is_damage():
    at = WITH_RESTARTS.index(b"\xff\xd3")
    assert not is_whole(WITH_RESTARTS[:at] + WITH_RESTARTS[at + 2 :])


def test_missing_tail_is_damage():
    at = WITH_RESTARTS.index(b"\xff\xd5")
    assert not is_whole(WITH_RESTARTS[:at] + b"\xff\xd9")


def test_stray_marker_amid_the_data_is_damage():
    data = bytearray(jpeg())
    middle = len(data) // 2
    data[middle : middle + 2] = b"\xff\xc4"
    assert not is_whole(bytes(data))


def test_frame_too_short_to_read_is_left_to_the_decoder():
    assert is_whole(b"\xff\xd8\xff\xc0\x00\x04\x08\x00\xff\xda\x00\x03\x00\x00\xff\xd9")
