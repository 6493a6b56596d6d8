"""A photo made ready: upright, of a size that travels, with a band below: when, where and who.

The band lies below the picture, never on it. What the camera wrote into the file beside the
pixels (its position above all) does not go along.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from app.visits.photos.colours import PAPER, in_rgb, without_alpha
from app.visits.photos.font_coverage import legible
from app.visits.photos.opening import damaged, opened
from app.visits.photos.turning import turn_of
from domain.errors import BadPhoto, Unavailable

LONG_SIDE_PX, SHORT_SIDE_PX = 1920, 720
MOST_PIXELS_KEPT = 12_000_000
PREVIEW_PX = 320, 160
JPEG_QUALITY = 82
INK = (24, 28, 36)
TOO_LONG = "这张照片太长，缩小后就看不清了。请分成几张截图或照片再加进来。"


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
    picture.thumbnail(bounded(picture.size, *PREVIEW_PX), Image.Resampling.BILINEAR)
    picture.save(preview, "JPEG", quality=75, icc_profile=profile)
    return StampedPhoto(kept.getvalue(), preview.getvalue(), whole.width, whole.height, band.height)


def _upright(data: bytes) -> tuple[Image.Image, bytes | None]:
    """The picture in RGB, turned as its EXIF says, made small, and its colour profile."""
    picture = opened(data)
    turn, profile = turn_of(picture), picture.info.get("icc_profile")
    size = kept_size(picture.size)
    try:
        picture.draft("RGB", size)
        picture.load()
        small = without_alpha(picture)
        small.thumbnail(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        small, profile = in_rgb(small, profile)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, RuntimeError) as error:
        raise damaged() from error
    return (small if turn is None else small.transpose(turn)), profile


def kept_size(size: tuple[int, int]) -> tuple[int, int]:
    """The size a photo is kept in: its long side of 1,920 px, or its short side of 720 px where
    that is more, so that a long screenshot and a panorama stay legible.

    BadPhoto (``photo_too_long``) where that would still be too many pixels.
    """
    kept = bounded(size, LONG_SIDE_PX, SHORT_SIDE_PX)
    if kept[0] * kept[1] > MOST_PIXELS_KEPT:
        raise BadPhoto(TOO_LONG, code="photo_too_long")
    return kept


def bounded(size: tuple[int, int], long_px: int, short_px: int) -> tuple[int, int]:
    """The size in its own proportions, one of its sides of this length and neither below it."""
    share = min(1.0, max(long_px / max(size), short_px / min(size)))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _band(width: int, lines: list[str], font_path: Path) -> Image.Image:
    """A strip as wide as the picture with all the lines on it, broken where they are too long.

    A character that the font lacks stands there as its number.
    """
    size = min(max(16, width // 32), LONG_SIDE_PX // 32)
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
