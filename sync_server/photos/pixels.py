"""What the server makes of a photo: its type by its first bytes, its likeness, a small picture."""

import io
from pathlib import Path

from domain.visit.likeness import COLUMNS, ROWS, dhash

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
    from PIL import Image  # noqa: PLC0415 - a server that nobody brings photos does without

    try:
        with Image.open(path, formats=FORMATS) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                return None
            image.draft("L", _SHRUNK)
            grey = image.convert("L")
        kept = int(grey.height * max(1, height - band_px) / height)
        scene = grey.crop((0, 0, grey.width, max(1, kept)))
        small = scene.resize((COLUMNS, ROWS), Image.Resampling.BOX)
    except (Image.DecompressionBombError, *_NO_PICTURE):
        return None
    values = small.tobytes()
    return dhash([values[start : start + COLUMNS] for start in range(0, len(values), COLUMNS)])


def shrunk(path: Path, longest_px: int) -> bytes | None:
    """The picture as a JPEG whose sides are at most so long; None when we cannot read it."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - see `likeness`

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
