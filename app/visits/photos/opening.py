"""A file as it comes from camera or album: a usable photo, or in plain words why it is none."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from app.visits.photos.stream import boxes, jpeg, png, webp
from app.visits.photos.stream.boxes import BoxKind, kind_of
from domain.errors import BadPhoto

SMALLEST_PX = 160
# A progressive JPEG, a PNG and a WebP are whole in memory before they can be made smaller.
MOST_PIXELS_SCALED = 220_000_000
MOST_PIXELS_WHOLE = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
# Pillow knows it only where a server has registered a reader of HEIC; no phone has.
HEIF = "HEIF"

# Sizes are checked below, per format, before any pixel is read.
Image.MAX_IMAGE_PIXELS = None

UNREADABLE = "这张照片已经损坏或不完整，打不开。请重拍一张，或换一张照片；其他内容都在。"
HEIC = (
    "这张照片是 HEIC 格式，这里读不了，原照片还在相册里。以后请拍成 JPEG："
    "iPhone 在“设置 > 相机 > 格式”里选“兼容性最佳”；华为、小米、OPPO、vivo "
    "在“相机 > 设置”里关掉“高效图片格式（HEIF）”（各机型叫法略有不同）。也可以直接在这里拍。"
)
AVIF = "这张照片是 AVIF 格式，这里读不了。请选 JPEG、PNG 或 WebP 格式的照片，或直接在这里拍。"
VIDEO = "这是一段视频，不是照片。请选照片，或直接在这里拍。"
OTHER = "这个文件不是能用的照片。请选择 JPEG、PNG 或 WebP 格式的照片。"
TOO_LARGE = "这张照片的尺寸太大，手机处理不了。请换一张，或在相机设置里调低分辨率后重拍。"
TOO_SMALL = "这张照片太小，看不清内容。请换一张。"

_REFUSED = {
    BoxKind.HEIC: (HEIC, "heic_photo"),
    BoxKind.AVIF: (AVIF, "avif_photo"),
    BoxKind.VIDEO: (VIDEO, "video"),
}
_IS_WHOLE: dict[str, Callable[[bytes], bool]] = {
    "JPEG": jpeg.is_whole,
    "MPO": jpeg.is_whole,
    "PNG": png.is_whole,
    "WEBP": webp.is_whole,
    HEIF: boxes.is_whole,
}


def opened(data: bytes) -> Image.Image:
    """The picture: its header read, its size bearable, its data whole. Else BadPhoto in words."""
    picture = _told(data)
    is_scaled = picture.format in ("JPEG", "MPO") and not picture.info.get("progressive")
    most = MOST_PIXELS_SCALED if is_scaled else MOST_PIXELS_WHOLE
    if picture.width * picture.height > most:
        raise BadPhoto(TOO_LARGE, code="photo_too_large")
    if not _IS_WHOLE[picture.format or ""](data):
        raise damaged()
    if min(picture.size) < SMALLEST_PX:
        raise BadPhoto(TOO_SMALL, code="photo_too_small")
    return picture


def damaged() -> BadPhoto:
    """The refusal of a photo that is not whole."""
    return BadPhoto(UNREADABLE, code="damaged_photo")


def _told(data: bytes) -> Image.Image:
    """The picture by its kind, its header read and nothing more."""
    kind = kind_of(data)
    formats: tuple[str, ...] = FORMATS
    if kind is BoxKind.HEIC and HEIF in Image.OPEN:
        formats = (HEIF,)
    elif kind is not None:
        words, code = _REFUSED[kind]
        raise BadPhoto(words, code=code)
    try:
        return Image.open(BytesIO(data), formats=formats)
    except UnidentifiedImageError as error:
        if kind is not None or data.startswith((b"\xff\xd8", png.SIGNATURE, b"RIFF")):
            raise damaged() from error
        raise BadPhoto(OTHER, code="not_a_photo") from error
    except (OSError, ValueError, SyntaxError, RuntimeError) as error:
        raise damaged() from error
