"""Kinds with lengths and checksums of their own: one wrong byte or a missing part shows."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from app.visits.photos.stream import boxes, png, webp
from app.visits.photos.stream.boxes import BoxKind, kind_of


def encoded(kind: str, **options) -> bytes:
    """A noisy picture as a file of this kind."""
    out = BytesIO()
    Image.effect_noise((320, 240), 80).convert("RGB").save(out, kind, **options)
    return out.getvalue()


PNG, WEBP, LOSSLESS = encoded("PNG"), encoded("WEBP"), encoded("WEBP", lossless=True)


def box(name: bytes, body: bytes) -> bytes:
    """One box."""
    return (8 + len(body)).to_bytes(4, "big") + name + body


BOXES = box(b"ftyp", b"heic\x00\x00\x00\x00mif1heic") + box(b"mdat", b"data" * 3000)


@pytest.mark.parametrize("behind", [b"", bytes(9), b"more"])
def test_whole_files_pass_whatever_lies_behind_them(behind):
    assert png.is_whole(PNG + behind)
    assert webp.is_whole(WEBP + behind)
    assert webp.is_whole(LOSSLESS + behind)
    assert boxes.is_whole(BOXES + bytes(len(behind)))


@pytest.mark.parametrize("options", [{}, {"lossless": True}])
@pytest.mark.parametrize("shade", [0, 128, 255])
def test_webp_in_one_colour_is_whole(shade, options):
    out = BytesIO()
    Image.new("RGB", (3000, 2000), (shade, shade, shade)).save(out, "WEBP", **options)
    assert webp.is_whole(out.getvalue())


@pytest.mark.parametrize("place", range(40, len(PNG), len(PNG) // 50))
@pytest.mark.parametrize("bit", [1, 128])
def test_flipped_bit_of_a_png_is_damage(place, bit):
    assert not png.is_whole(PNG[:place] + bytes([PNG[place] ^ bit]) + PNG[place + 1 :])


def png_of(packed: bytes, size: tuple[int, int] = (320, 240), interlaced: int = 0) -> bytes:
    """A PNG in 8-bit grey around this packed data, with all its checksums right."""

    def chunk(name: bytes, body: bytes) -> bytes:
        checksum = zlib.crc32(name + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + name + body + checksum

    head = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, interlaced)
    return png.SIGNATURE + b"".join(
        chunk(*each) for each in ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    )


ROWS = bytes(321 * 240)


def test_png_whose_checksums_are_right_but_whose_rows_are_missing_is_damaged():
    packed = zlib.compress(ROWS)
    assert png.is_whole(png_of(packed))
    assert not png.is_whole(png_of(packed[:-4] + bytes(4)))
    assert not png.is_whole(png_of(packed[: len(packed) // 2]))
    assert not png.is_whole(png_of(zlib.compress(ROWS[:-321])))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(161, 163), (1, 1), (3, 200)])
def test_png_of_every_depth_passes(mode, size):
    out = BytesIO()
    Image.new(mode, size).save(out, "PNG")
    assert png.is_whole(out.getvalue())


def test_interlaced_png_has_the_rows_of_its_passes():
    filters = 11 + 11 + 10 + 21 + 21 + 42 + 41
    rows = bytes(161 * 83 + filters)
    assert png.is_whole(png_of(zlib.compress(rows), (161, 83), 1))
    assert not png.is_whole(png_of(zlib.compress(rows[:-1]), (161, 83), 1))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_cut_files_are_damaged(share):
    assert not png.is_whole(PNG[: int(len(PNG) * share)])
    assert not webp.is_whole(WEBP[: int(len(WEBP) * share)])
    assert not boxes.is_whole(BOXES[: int(len(BOXES) * share)])


def test_half_a_webp_under_zeros_or_with_a_length_made_to_fit_is_damaged():
    half = LOSSLESS[: len(LOSSLESS) // 2]
    assert not webp.is_whole(half + bytes(len(LOSSLESS) - len(half)))
    fitted = half[:4] + (len(half) - 8).to_bytes(4, "little") + half[8:]
    assert not webp.is_whole(fitted)


def test_zeroed_page_amid_a_boxs_data_is_damage():
    assert not boxes.is_whole(BOXES[:400] + bytes(4096) + BOXES[4496:])


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (box(b"ftyp", b"heic\x00\x00\x00\x00mif1heic"), BoxKind.HEIC),
        (box(b"ftyp", b"mif1\x00\x00\x00\x00mif1heic"), BoxKind.HEIC),
        (box(b"ftyp", b"mif1\x00\x00\x00\x00mif1avif"), BoxKind.AVIF),
        (box(b"ftyp", b"avif\x00\x00\x00\x00avifmif1"), BoxKind.AVIF),
        (box(b"ftyp", b"isom\x00\x00\x02\x00isomavc1"), BoxKind.VIDEO),
        (box(b"ftyp", b"qt  \x00\x00\x00\x00qt  "), BoxKind.VIDEO),
        (box(b"moov", b"trak"), BoxKind.VIDEO),
        (PNG, None),
        (b"", None),
    ],
)
def test_kind_is_told_by_the_brands(head, kind):
    assert kind_of(head) is kind
