"""A photo made ready: upright, at most 1,920 px, with a band below that says when, where and who.

The band lies below the picture, never on it. What the camera wrote into the file beside the
pixels (its position above all) does not go along.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError
from PIL.ExifTags import Base

from app.visits.photos.font_coverage import legible
from app.visits.photos.jpeg_check import is_whole
from domain.errors import BadPhoto, Unavailable

LONG_SIDE_PX = 1920
PREVIEW_PX = 320
JPEG_QUALITY = 82
SMALLEST_PX = 160
# A progressive JPEG, a PNG and a WebP are whole in memory before they can be made smaller.
MOST_PIXELS_SCALED = 220_000_000
MOST_PIXELS_WHOLE = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
PAPER, INK = (255, 255, 255), (24, 28, 36)

_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}

# Sizes are checked below, per format, before any pixel is read.
Image.MAX_IMAGE_PIXELS = None

UNREADABLE = "这张照片已经损坏或不完整，打不开。请重拍一张，或换一张照片；本次督导的其他内容都在。"
HEIC = (
    "这张照片是 HEIC 格式，这里用不了。请在手机相机设置里改为“兼容性最佳”（JPEG），或直接在这里拍。"
)
OTHER = "这个文件不是能用的照片。请选择 JPEG、PNG 或 WebP 格式的照片。"
TOO_LARGE = "这张照片的尺寸太大，手机处理不了。请换一张，或在相机设置里调低分辨率后重拍。"
TOO_SMALL = "这张照片太小，看不清内容。请换一张。"


@dataclass(frozen=True, slots=True)
class StampedPhoto:
    """The file to keep and send, a small preview, and the pixels of the whole and of its band."""

    data: bytes
    preview: bytes
    width: int
    height: int
    band_px: int


def stamp(data: bytes, lines: list[str], font_path: Path) -> StampedPhoto:
    """The photo with the lines on a band below it, as JPEG; BadPhoto in plain words."""
    picture, profile = _upright(data)
    band = _band(picture.width, lines, font_path)
    whole = Image.new("RGB", (picture.width, picture.height + band.height), PAPER)
    whole.paste(picture, (0, 0))
    whole.paste(band, (0, picture.height))
    kept = BytesIO()
    whole.save(kept, "JPEG", quality=JPEG_QUALITY, icc_profile=profile)
    preview = BytesIO()
    picture.thumbnail((PREVIEW_PX, PREVIEW_PX), Image.Resampling.BILINEAR)
    picture.save(preview, "JPEG", quality=75, icc_profile=profile)
    return StampedPhoto(kept.getvalue(), preview.getvalue(), whole.width, whole.height, band.height)


def _upright(data: bytes) -> tuple[Image.Image, bytes | None]:
    """The picture in RGB, turned as its EXIF says, made small, and its colour profile."""
    picture = _opened(data)
    try:
        turn = picture.getexif().get(Base.Orientation, 1)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        turn = 1  # A broken note about the picture is no reason to refuse the picture.
    profile = picture.info.get("icc_profile") if picture.mode == "RGB" else None
    try:
        picture.draft("RGB", _scaled_size(picture.size))
        picture.load()
        small = _in_rgb(picture)
        small.thumbnail((LONG_SIDE_PX, LONG_SIDE_PX), Image.Resampling.LANCZOS, reducing_gap=2.0)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError) as error:
        raise BadPhoto(UNREADABLE, code="damaged_photo") from error
    for method in _TURNS.get(turn, ()):
        small = small.transpose(method)
    return small, profile


def _scaled_size(size: tuple[int, int]) -> tuple[int, int]:
    """The size to decode a JPEG for: in its own proportions, or the short side would ask for
    all of a 12-megapixel photo."""
    share = LONG_SIDE_PX / max(size)
    return max(1, int(size[0] * share)), max(1, int(size[1] * share))


def _opened(data: bytes) -> Image.Image:
    """The picture, its header read and its size found bearable."""
    if data[4:8] == b"ftyp":
        raise BadPhoto(HEIC, code="heic_photo")
    try:
        picture = Image.open(BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        if data.startswith(b"\xff\xd8"):
            raise BadPhoto(UNREADABLE, code="damaged_photo") from error
        raise BadPhoto(OTHER, code="not_a_photo") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise BadPhoto(UNREADABLE, code="damaged_photo") from error
    is_jpeg = picture.format in ("JPEG", "MPO")
    if is_jpeg and not is_whole(data):
        raise BadPhoto(UNREADABLE, code="damaged_photo")
    is_scaled = is_jpeg and not picture.info.get("progressive")
    most = MOST_PIXELS_SCALED if is_scaled else MOST_PIXELS_WHOLE
    if picture.width * picture.height > most:
        raise BadPhoto(TOO_LARGE, code="photo_too_large")
    if min(picture.size) < SMALLEST_PX:
        raise BadPhoto(TOO_SMALL, code="photo_too_small")
    return picture


def _in_rgb(picture: Image.Image) -> Image.Image:
    """The picture in RGB, on white where it is transparent."""
    if picture.mode == "RGB":
        return picture
    if "A" in picture.getbands() or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGB", layer.size, PAPER)
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256).convert("L").convert("RGB")
    return picture.convert("RGB")


def _band(width: int, lines: list[str], font_path: Path) -> Image.Image:
    """A strip as wide as the picture with all the lines on it, broken where they are too long.

    A character that the font lacks stands there as its number.
    """
    size = max(16, width // 32)
    font = _font(font_path, size)
    margin, step = size * 2 // 3, size * 3 // 2
    said = (legible(line, font_path) for line in lines)
    rows = [row for line in said for row in _broken(line, font, width - 2 * margin)]
    band = Image.new("RGB", (width, 2 * margin + step * len(rows)), PAPER)
    draw = ImageDraw.Draw(band)
    draw.line((0, 0, width, 0), fill=INK, width=max(1, size // 12))
    for number, row in enumerate(rows):
        draw.text((margin, margin + number * step), row, font=font, fill=INK)
    return band


def _font(font_path: Path, size: int) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(str(font_path), size)
    except OSError as error:
        words = "督迹的字体文件不见了，照片盖不上时间和地点。请重新安装督迹；已有记录都在。"
        raise Unavailable(words, code="font_missing") from error


def _broken(line: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The line in rows no wider than this; one character at least in each."""
    rows, row = [], ""
    for character in line:
        if row and font.getlength(row + character) > width:
            rows.append(row)
            row = ""
        row += character
    return [*rows, row]
