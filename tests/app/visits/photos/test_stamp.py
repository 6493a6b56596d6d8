"""Photos are made upright and small, stamped below, and refused in plain words when unusable."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops
from PIL.ExifTags import Base
from PIL.JpegImagePlugin import JpegImageFile

from app.visits.photos.stamp import stamp
from domain.errors import BadPhoto, Unavailable
from tests.fixtures.photos import scene

pytestmark = pytest.mark.usefixtures("phone_pillow")

LINES = ["万山区第三小学（䶮湖校区）", "2026-05-14 08:30:00 星期四", "位置 未取得", "督学 陈静㛃"]


def encoded(picture: Image.Image, kind: str = "JPEG", **options) -> bytes:
    """The picture as a file of this kind."""
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def above_band(stamped) -> Image.Image:
    """The picture part of a stamped photo."""
    whole = Image.open(BytesIO(stamped.data))
    assert whole.size == (stamped.width, stamped.height)
    return whole.crop((0, 0, stamped.width, stamped.height - stamped.band_px))


def assert_red(picture: Image.Image, place: tuple[int, int]) -> None:
    """The scene's red corner is here."""
    pixel = picture.getpixel(place)
    assert isinstance(pixel, tuple)
    assert pixel[0] > pixel[1] + 80


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (4000, 3000), (1500, 6000), (170, 900)])
def test_band_lies_below_a_picture_of_at_most_1920_or_720_on_its_short_side(font, size):
    stamped = stamp(encoded(scene(*size)), LINES, font)
    picture = above_band(stamped)
    assert max(picture.size) <= 1920 or min(picture.size) == 720
    assert picture.width / picture.height == pytest.approx(size[0] / size[1], rel=0.01)
    assert_red(picture, (picture.width // 10, picture.height // 10))
    assert stamped.band_px > 0


def test_band_shows_the_words(font):
    blank = stamp(encoded(scene(640, 480)), [""], font)
    said = stamp(encoded(scene(640, 480)), ["校验码 7K3M9QX2TB"], font)
    strips = [
        Image.open(BytesIO(each.data)).crop((0, each.height - each.band_px, 640, each.height))
        for each in (blank, said)
    ]
    assert ImageChops.difference(*strips).convert("L").point(lambda v: v > 128).getbbox()


def test_missing_font_is_said_in_words(tmp_path):
    with pytest.raises(Unavailable, match="字体"):
        stamp(encoded(scene(640, 480)), LINES, tmp_path / "none.ttf")


def test_long_lines_are_broken_and_not_cut(font):
    short = stamp(encoded(scene(400, 400)), ["校"], font)
    long = stamp(encoded(scene(400, 400)), ["校" * 60], font)
    assert long.band_px > short.band_px * 2


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_exif_turn_comes_out_upright(font, turn):
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    picture = scene(640, 480)
    if turn in undo:
        picture = picture.transpose(undo[turn])
    exif = Image.Exif()
    exif[Base.Orientation] = turn
    upright = above_band(stamp(encoded(picture, exif=exif), LINES, font))
    assert upright.size == (640, 480)
    assert_red(upright, (40, 40))


def test_nothing_the_camera_wrote_goes_along(font, sample_photos):
    source = next(sample_photos.glob("gps-*.jpg"))
    with Image.open(source) as before:
        assert before.getexif()
    stamped = Image.open(BytesIO(stamp(source.read_bytes(), LINES, font).data))
    assert not stamped.getexif()
    assert "xmp" not in stamped.info


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("PNG", "1"), ("WEBP", "RGB"), ("JPEG", "CMYK")],
)
def test_other_kinds_of_pictures_are_taken(font, kind, mode):
    stamped = stamp(encoded(scene(640, 480).convert(mode), kind), LINES, font)
    assert above_band(stamped).size == (640, 480)


def test_sixteen_bit_grey_keeps_its_shades(font):
    grey = Image.linear_gradient("L").resize((512, 512))
    deep = grey.convert("I").point(lambda value: value * 256).convert("I;16")
    picture = above_band(stamp(encoded(deep, "PNG"), LINES, font)).convert("L")
    assert picture.getpixel((256, 256)) == pytest.approx(grey.getpixel((256, 256)), abs=8)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_photo"),
        (b"%PDF-1.7 hello", "not_a_photo"),
        (b"\xff\xd8\xff\xe0rubbish", "damaged_photo"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(4096), "heic_photo"),
        (b"\x00\x00\x00\x18ftypavif" + bytes(4096), "avif_photo"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(4096), "video"),
        (encoded(scene(800, 600), "PNG").replace(b"IDAT", b"IDAt"), "damaged_photo"),
        (encoded(scene(800, 600), "WEBP", lossless=True)[:400], "damaged_photo"),
        (encoded(scene(800, 600), "GIF"), "not_a_photo"),
        (encoded(scene(900, 30000)), "photo_too_long"),
        (encoded(scene(800, 600))[:9000], "damaged_photo"),
        (encoded(scene(800, 600), "PNG")[:3000], "damaged_photo"),
        (encoded(scene(100, 100)), "photo_too_small"),
    ],
)
def test_unusable_files_are_refused_in_words(font, data, code):
    with pytest.raises(BadPhoto, match="照片") as refused:
        stamp(data, LINES, font)
    assert refused.value.specific_code == code


@pytest.mark.parametrize(
    ("mode", "kind", "options"), [("1", "PNG", {}), ("L", "JPEG", {"progressive": True})]
)
def test_a_picture_of_too_many_points_is_refused_in_words(font, mode, kind, options):
    with pytest.raises(BadPhoto, match="照片") as refused:
        stamp(encoded(Image.new(mode, (9000, 9000)), kind, **options), LINES, font)
    assert refused.value.specific_code == "photo_too_large"


def test_each_sample_photo_is_stamped_or_refused_in_words(font, sample_photos):
    refused = {}
    for path in sorted(sample_photos.glob("*.*[gGcC]")):
        try:
            picture = above_band(stamp(path.read_bytes(), LINES, font))
        except BadPhoto as error:
            refused[path.name.split("-")[0].split(".")[0]] = error.message
        else:
            assert max(picture.size) <= 1920 or min(picture.size) == 720
    assert {"corrupted", "heic"} <= set(refused) <= {"corrupted", "heic", "invalid"}


@pytest.mark.parametrize("size", [(1080, 12000), (720, 16000), (1080, 24000), (16000, 2000)])
def test_long_screenshots_and_panoramas_stay_legible(font, size):
    picture = above_band(stamp(encoded(Image.new("L", size, 90)), LINES, font))
    assert min(picture.size) == 720


def test_heic_is_refused_with_what_to_set_on_each_make_of_phone(font):
    with pytest.raises(BadPhoto) as refused:
        stamp(b"\x00\x00\x00\x18ftypheic" + bytes(4096), LINES, font)
    for word in (
        "设置 > 相机 > 格式",
        "兼容性最佳",
        "华为",
        "小米",
        "OPPO",
        "vivo",
        "高效图片格式",
    ):
        assert word in refused.value.message


def test_of_twelve_megapixels_no_more_is_decoded_than_the_photo_keeps_twice_over(font, monkeypatch):
    data = encoded(Image.effect_noise((4032, 3024), 60).convert("RGB"), quality=90)
    decoded = []
    load = JpegImageFile.load

    def loaded(picture):
        decoded.append(picture.size)
        return load(picture)

    monkeypatch.setattr(JpegImageFile, "load", loaded)
    stamped = stamp(data, LINES, font)
    assert (stamped.width, max(decoded)) == (1920, (2016, 1512))
