"""Photos such as phones send: 1,920 by 1,600 pixels, about 300 KB of JPEG, no two alike."""

import hashlib
import io
import random

from PIL import Image, ImageFilter

SIZE = (1920, 1600)
_QUALITY = 82


def a_picture(seed: int) -> bytes:
    """A JPEG of clouds of colour with some grain, another one for each seed."""
    dice = random.Random(seed)
    small = Image.frombytes("RGB", (48, 40), dice.randbytes(48 * 40 * 3))
    clouds = small.resize(SIZE, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(3))
    grain = Image.frombytes("L", (480, 400), dice.randbytes(480 * 400)).resize(SIZE)
    grained = Image.blend(clouds, Image.merge("RGB", (grain,) * 3), 0.06)
    out = io.BytesIO()
    grained.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def name_of(photo: bytes) -> str:
    """The name a photo goes by: its SHA-256."""
    return hashlib.sha256(photo).hexdigest()
