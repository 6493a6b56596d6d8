"""The demo's photos: drawn scenes, stamped as the phone stamps, hashed as the phone hashes."""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw

from demo.drawn.scene_parts import WIDTH, font_of
from demo.drawn.scenes import scene
from domain.clock import CST, WEEKDAYS
from domain.trail.check_code import check_code

BAND_PX = 92
_BAND, _INK, _QUIET, _MARK = (18, 40, 42), (244, 247, 246), (168, 190, 188), (240, 178, 72)


@dataclass(frozen=True, slots=True)
class PictureOrder:
    """A photo to be taken: which scene, and what its band says.

    ``is_saved_again`` makes the original another file of the same picture, as a messenger does.
    """

    scene: int
    photo_id: str
    taken_at: datetime
    school: str
    inspector: str
    lat: float
    lng: float
    accuracy_m: float
    is_saved_again: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A stamped photo: its bytes, and what its entry says of it."""

    data: bytes
    sha256: str
    original_sha256: str
    check_code: str
    width: int
    height: int


def take_picture(order: PictureOrder, font_file: Path | None) -> Picture:
    """Draw the scene, save it as the original, put the band below it, save that."""
    drawn = scene(order.scene, font_file)
    original = _jpeg(drawn, 62 if order.is_saved_again else 84)
    original_sha256 = hashlib.sha256(original).hexdigest()
    code = check_code(original_sha256, order.photo_id)
    stamped = Image.new("RGB", (drawn.width, drawn.height + BAND_PX), _BAND)
    stamped.paste(drawn, (0, 0))
    if font_file is not None:
        _write_band(stamped, order, code, font_file)
    data = _jpeg(stamped, 80)
    return Picture(
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        original_sha256=original_sha256,
        check_code=code,
        width=stamped.width,
        height=stamped.height,
    )


def _write_band(stamped: Image.Image, order: PictureOrder, code: str, font_file: Path) -> None:
    draw, top = ImageDraw.Draw(stamped), stamped.height - BAND_PX
    local = order.taken_at.astimezone(CST)
    when = f"{local:%Y-%m-%d %H:%M:%S} {WEEKDAYS[local.weekday()]}"
    where = f"{order.lat:.5f}, {order.lng:.5f} ±{order.accuracy_m:.0f} 米"
    draw.rectangle((0, top, 5, stamped.height), fill=_MARK)
    large, small = font_of(font_file, 23), font_of(font_file, 17)
    draw.text((20, top + 10), order.school, fill=_INK, font=large)
    draw.text((20, top + 41), when, fill=_INK, font=small)
    draw.text((20, top + 64), where, fill=_QUIET, font=small)
    right = WIDTH - 16
    draw.text((right, top + 12), order.inspector, fill=_INK, font=small, anchor="ra")
    draw.text((right, top + 41), code, fill=_MARK, font=small, anchor="ra")
    draw.text((right, top + 64), "演示照片", fill=_QUIET, font=small, anchor="ra")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
