"""Colours and the way up survive the stamp, in whatever form the camera noted them."""

import struct
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from app.visits.photos.stamp import stamp
from tests.app.visits.photos.test_stamp import assert_red, encoded
from tests.fixtures.photos import scene

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
UPRIGHT = (480, 640)


def stamped(data: bytes, font) -> Image.Image:
    """The photo with its band."""
    return Image.open(BytesIO(stamp(data, [""], font).data))


def size_of(data: bytes, font) -> tuple[int, int]:
    """The picture's size without its band."""
    made = stamp(data, [""], font)
    return made.width, made.height - made.band_px


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")],
)
def test_profile_goes_along_with_the_values_it_is_for(font, kind, mode):
    data = encoded(scene(640, 480).convert(mode), kind, icc_profile=SRGB)
    assert stamped(data, font).info["icc_profile"] == SRGB


@pytest.mark.parametrize("space", [b"CMYK", b"GRAY"])
def test_profile_of_other_values_is_no_profile_of_the_photo(font, space):
    profile = SRGB[:16] + space + SRGB[20:]
    picture = scene(640, 480).convert("CMYK" if space == b"CMYK" else "L")
    made = stamped(encoded(picture, icc_profile=profile), font)
    assert made.mode == "RGB"
    assert "icc_profile" not in made.info


def test_print_colours_are_converted(font):
    made = stamped(encoded(scene(640, 480).convert("CMYK")), font)
    assert_red(made, (40, 40))


def with_exif(entry: bytes, value: bytes = b"") -> bytes:
    """A picture lying on its side, whose EXIF has this one entry."""
    note = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01" + entry + bytes(4) + value
    segment = b"\xff\xe1" + (len(note) + 2).to_bytes(2, "big") + note
    data = encoded(scene(640, 480))
    return data[:2] + segment + data[2:]


@pytest.mark.parametrize(
    "entry",
    [
        struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0),
        struct.pack(">HHII", 0x0112, 4, 1, 6),
        struct.pack(">HHI4s", 0x0112, 1, 1, b"\x06\x00\x00\x00"),
        struct.pack(">HHI4s", 0x0112, 7, 1, b"\x06\x00\x00\x00"),
        struct.pack(">HHI4s", 0x0112, 2, 2, b"6\x00\x00\x00"),
        struct.pack(">HHi4s", 0x0112, 6, 1, b"\x06\x00\x00\x00"),
        struct.pack(">HHIHH", 0x0112, 3, 2, 6, 0),
        struct.pack(">HHIi", 0x0112, 9, 1, 6),
    ],
)
def test_turn_is_read_in_whatever_type_it_was_stored(font, entry):
    assert size_of(with_exif(entry), font) == UPRIGHT


def test_turn_as_a_fraction_is_read(font):
    at = 8 + 2 + 12 + 4
    entry = struct.pack(">HHII", 0x0112, 5, 1, at)
    assert size_of(with_exif(entry, struct.pack(">II", 6, 1)), font) == UPRIGHT


@pytest.mark.parametrize("noted", ['tiff:Orientation="6"', "tiff:Orientation = '6'"])
def test_turn_noted_in_xmp_alone_is_read(font, noted):
    assert size_of(encoded(scene(640, 480), xmp=noted.encode()), font) == UPRIGHT


@pytest.mark.parametrize("value", [b"\x00\x00", b"\x00\x09", b"\xff\xff"])
def test_what_is_no_turn_leaves_the_picture_as_it_is(font, value):
    entry = struct.pack(">HHI2sH", 0x0112, 3, 1, value, 0)
    assert size_of(with_exif(entry), font) == (640, 480)
