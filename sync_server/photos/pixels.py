"""What the server makes of a photo: its type by its first bytes, its likeness, a small picture."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from domain.visit.likeness import COLUMNS, ROWS, dhash

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
# Enough pixels for an even average of each grey value, and a fraction of the decoding.
_SHRUNK = (COLUMNS * 32, ROWS * 32)
_QUALITY = 80
# Of OSError is also what PIL says of a file that is no picture.
_NO_PICTURE = (OSError, ValueError, SyntaxError)


def media_type(head: bytes) -> str:
    """The type to serve a file under, by its first 12 bytes; never one a browser could run."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return "application/octet-stream"


def likeness(path: Path, band_px: int) -> int | None:
    """The difference hash of the picture above its band; None when it is no picture we can read.

    ``band_px`` is the height of the stamped band at the bottom, in pixels of the file.
    """
    opened = _in_grey(path)
    return None if opened is None else _scene_hash(opened[0], band_px, opened[1])


def likenesses(file: BinaryIO, bands: Iterable[tuple[int, int]]) -> frozenset[int] | None:
    """The difference hashes of a picture above each of these bands; None when it is no picture.

    For a copy that was made larger or smaller: a band is given by its height and that of the
    whole picture it stood under.
    """
    opened = _in_grey(file)
    return None if opened is None else frozenset(_scene_hash(opened[0], *each) for each in bands)


def _in_grey(file: Path | BinaryIO) -> "tuple[Image, int] | None":
    """The picture in grey, shrunk by its decoder, and how high it is in the file."""
    from PIL import Image  # noqa: PLC0415 - a server that nobody brings photos does without

    try:
        with Image.open(file, formats=FORMATS) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                return None
            image.draft("L", _SHRUNK)
            return image.convert("L"), height
    except (Image.DecompressionBombError, *_NO_PICTURE):
        return None


def _scene_hash(grey: "Image", band_px: int, height: int) -> int:
    from PIL import Image  # noqa: PLC0415 - see `_in_grey`

    kept = int(grey.height * max(1, height - band_px) / height)
    scene = grey.crop((0, 0, grey.width, max(1, kept)))
    values = scene.resize((COLUMNS, ROWS), Image.Resampling.BOX).tobytes()
    return dhash([values[start : start + COLUMNS] for start in range(0, len(values), COLUMNS)])


def shrunk(path: Path, longest_px: int) -> bytes | None:
    """The picture as a JPEG whose sides are at most so long; None when we cannot read it."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - see `_in_grey`

    try:
        with Image.open(path, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            # No more is decoded than is shown: the coefficients of a JPEG shrink well as they are.
            image.thumbnail((longest_px, longest_px), reducing_gap=1.0)
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, *_NO_PICTURE):
        return None
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
