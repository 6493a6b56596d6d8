"""A JPEG is whole when its data ends with its last unit: so damage shows that is painted over."""

from io import BytesIO
from random import Random

import pytest
from PIL import Image

from app.visits.photos.stream.jpeg import is_whole
from app.visits.photos.stream.jpeg_layout import Layout, layout_of
from tests.fixtures.photos import scene


def noise(width: int, height: int) -> Image.Image:
    """The same noise every time."""
    return Image.frombytes("L", (width, height), Random(7).randbytes(width * height))


def jpeg(picture: Image.Image | None = None, **options) -> bytes:
    """The picture, or a noisy one, as JPEG."""
    out = BytesIO()
    shown = picture or noise(323, 241).convert("RGB")
    shown.save(out, "JPEG", **options)
    return out.getvalue()


def laid_out(data: bytes) -> Layout:
    """The layout of a file that has one."""
    layout = layout_of(data)
    assert layout is not None
    return layout


def overwritten(data: bytes, share: float, filling: bytes) -> bytes:
    """The file with other bytes in its picture data, from this share of it on."""
    layout = laid_out(data)
    start = layout.scans[0].start
    at = start + int((layout.end - start) * share)
    return data[:at] + filling + data[at + len(filling) :]


WAYS = [
    {},
    {"quality": 100, "subsampling": 0},
    {"subsampling": 1},
    {"optimize": True},
    {"progressive": True},
    {"restart_marker_rows": 1},
    {"restart_marker_blocks": 3, "progressive": True},
]
PICTURES = {
    "noise": noise(323, 241).convert("RGB"),
    "scene": scene(640, 480),
    "black": Image.new("RGB", (400, 300)),
    "the grey of no data": Image.new("RGB", (400, 300), (128, 128, 128)),
    "grey scale": noise(324, 242),
    "print": noise(323, 241).convert("CMYK"),
    "narrow": scene(9, 700),
}


@pytest.mark.parametrize("options", WAYS, ids=str)
@pytest.mark.parametrize("name", PICTURES)
def test_whole_pictures_pass(name, options):
    assert is_whole(jpeg(PICTURES[name], **options))


@pytest.mark.parametrize("options", WAYS, ids=str)
def test_picture_with_a_bar_in_the_grey_of_no_data_at_its_end_passes(options):
    barred = Image.new("RGB", (400, 400), (128, 128, 128))
    barred.paste(scene(400, 200))
    assert is_whole(jpeg(barred, **options))


def test_what_phones_put_behind_and_before_the_picture_does_not_matter():
    data, thumbnail = jpeg(), jpeg(scene(160, 120))
    note = b"Exif\x00\x00" + thumbnail
    segment = b"\xff\xe1" + (len(note) + 2).to_bytes(2, "big") + note
    assert is_whole(data[:2] + segment + data[2:] + thumbnail + b"motion \xff\xd8" + bytes(9000))


@pytest.mark.parametrize("padding", [b"\x00", bytes(7), bytes(5000), b"\x51\x52", b"\xff"], ids=len)
def test_bytes_that_fill_up_the_end_do_not_matter(padding):
    assert is_whole(jpeg()[:-2] + padding + b"\xff\xd9")


@pytest.mark.parametrize("options", WAYS, ids=str)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_cut_picture_with_an_end_mark_added_is_damaged(options, share):
    data = jpeg(**options)
    assert not is_whole(data[: int(len(data) * share)])
    assert not is_whole(data[: int(len(data) * share)] + b"\xff\xd9")


@pytest.mark.parametrize("options", WAYS, ids=str)
@pytest.mark.parametrize("share", [0.1, 0.5])
def test_zeroed_page_is_damage(options, share):
    data = jpeg(noise(800, 600).convert("RGB"), **{"quality": 90} | options)
    assert not is_whole(overwritten(data, share, bytes(4096)))


@pytest.mark.parametrize("options", WAYS, ids=str)
def test_zeros_from_the_middle_on_are_damage(options):
    data = jpeg(**options)
    half = data[: len(data) // 2]
    assert not is_whole(half + bytes(len(data) - len(half)))
    assert not is_whole(half + bytes(len(data) - len(half)) + b"\xff\xd9")


@pytest.mark.parametrize("filling", [b"\xff" * 512, b"\xff\xc4", bytes(range(256)) * 4], ids=len)
def test_stray_markers_amid_the_data_are_damage(filling):
    assert not is_whole(overwritten(jpeg(), 0.5, filling))


@pytest.mark.parametrize("options", WAYS, ids=str)
def test_lost_page_is_damage(options):
    data = jpeg(noise(800, 600).convert("RGB"), **{"quality": 90} | options)
    middle = len(data) // 2
    assert not is_whole(data[:middle] + data[middle + 4096 :])


def test_lost_restart_marker_is_damage():
    data = jpeg(restart_marker_rows=1)
    at = data.index(b"\xff\xd3")
    assert not is_whole(data[:at] + data[at + 2 :])


def test_progressive_picture_without_its_last_scans_is_damaged():
    data = jpeg(progressive=True)
    last = laid_out(data).scans[-1]
    assert not is_whole(data[: data.rindex(b"\xff\xda", 0, last.start)] + b"\xff\xd9")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xc0\x00\x04\x08\x00\xff\xda\x00\x03\x00\x00\xff\xd9",
        b"\xff\xd8\xff\xda\x00\x02\xff\xd9",
        b"\xff\xd8\xff\xdb\xff\xff",
    ],
)
def test_what_is_no_picture_is_not_whole(data):
    assert not is_whole(data)
