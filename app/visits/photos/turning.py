"""Which way up a picture is, as its camera noted it: EXIF 0x0112, or the same in XMP."""

import re
import struct
import warnings

from PIL import Image
from PIL.ExifTags import Base

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_IN_XMP = re.compile(rb"tiff:Orientation\s*(?:=\s*[\"']|>)\s*([1-8])")


def turn_of(picture: Image.Image) -> Image.Transpose | None:
    """How to turn the picture upright; None where it stands so, or nothing legible is noted."""
    return _TURNS.get(_in_exif(picture) or _in_xmp(picture))


def _in_exif(picture: Image.Image) -> int:
    """The number noted, in whatever type it was stored; 0 for none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of what the camera wrote otherwise than it should.
            noted = picture.getexif().get(Base.Orientation, 0)
        if isinstance(noted, tuple):
            noted = noted[0]
        if isinstance(noted, bytes):
            noted = noted.strip(b"\x00 ").decode("latin-1")
        if isinstance(noted, str) and not noted.strip("\x00 ").isdecimal():
            noted = ord(noted)
        number = int(noted)
    # A broken note about the picture is no reason to refuse the picture.
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, IndexError, struct.error):
        return 0
    return number if number in range(1, 9) else 0


def _in_xmp(picture: Image.Image) -> int:
    noted = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    found = _IN_XMP.search(noted.encode() if isinstance(noted, str) else noted)
    return int(found[1]) if found else 0
