"""A photo as a school's browser brings it: read and made smaller, or in plain words why not."""

import io
import warnings
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.errors import BadPhoto
from domain.kinds.visit.photo import MOST_BYTES
from sync_server.photos.pixels import FORMATS, MAX_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_PX = 1920
SMALLEST_PX = 160
_QUALITY = 85
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")

TOO_LONG = (
    f"“{{name}}”超过 {MOST_BYTES // 1_000_000} MB，太大了，没有收下。请换一张，或把照片压缩后再选。"
)
TOO_LARGE = "“{name}”的尺寸太大，没有收下。请换一张，或在相机设置里调低分辨率后重拍。"
TOO_SMALL = "“{name}”太小，看不清内容，没有收下。请换一张。"
DAMAGED = "“{name}”已经损坏或没有传完，打不开。请再选一次，或换一张照片。"
HEIC = (
    "“{name}”是 HEIC 格式，这里读不了。请在手机的相机设置里改成 JPEG（iPhone 是“兼容性最佳”，"
    "其他手机关掉“高效图片格式”）再拍，或先用聊天软件发给自己、保存后再选。"
)
OTHER = "“{name}”不是能用的照片。请选 JPEG、PNG、WebP 或 HEIC 格式的照片，或直接拍一张。"


class Side(StrEnum):
    """Which of the two a photo of an answer shows."""

    BEFORE = "before"
    AFTER = "after"

    @property
    def word(self) -> str:
        """What pages call it."""
        return "整改前" if self is Side.BEFORE else "整改后"


@dataclass(frozen=True, slots=True)
class Picture:
    """What was brought, and the copy that pages show: upright, at most 1,920 px, no notes in it."""

    original: bytes
    shown: bytes


def picture_of(name: str, original: bytes) -> Picture:
    """The photo of a file that somebody chose; BadPhoto in words that name the file."""
    if len(original) > MOST_BYTES:
        raise BadPhoto(TOO_LONG.format(name=name), code="photo_too_long")
    from PIL import Image, ImageOps  # noqa: PLC0415 - a server that nobody brings photos does without

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a camera noted otherwise than it should
            image = _opened(name, original)
            if image.width * image.height > MAX_PIXELS:
                raise BadPhoto(TOO_LARGE.format(name=name), code="photo_too_large")
            if min(image.size) < SMALLEST_PX:
                raise BadPhoto(TOO_SMALL.format(name=name), code="photo_too_small")
            image.load()
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise BadPhoto(DAMAGED.format(name=name), code="damaged_photo") from error
    upright.thumbnail((LONGEST_PX, LONGEST_PX))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY)
    return Picture(original, out.getvalue())


def _opened(name: str, original: bytes) -> "Image":
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - see `picture_of`

    if original[4:8] == b"ftyp" and original[8:12] in _HEIC:
        return _heic(name, original)
    try:
        return Image.open(io.BytesIO(original), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise BadPhoto(OTHER.format(name=name), code="not_a_photo") from error


def _heic(name: str, original: bytes) -> "Image":
    from pi_heif import open_heif  # noqa: PLC0415 - see `picture_of`

    try:
        found: Image = open_heif(io.BytesIO(original)).to_pillow()
    except (OSError, ValueError, RuntimeError, EOFError) as error:
        raise BadPhoto(HEIC.format(name=name), code="heic_photo") from error
    return found
