"""A drawn signature as SVG: strokes are flat lists of x, y in 0..1000 both ways."""

import io
from collections.abc import Iterable, Sequence
from itertools import pairwise

Stroke = Sequence[int]
# The pad on a phone is half as wide again as it is high.
HEIGHT_SHARE = 2 / 3
MARGIN = 30
INK_PX = 9


def stroke_points(stroke: Stroke) -> str:
    """The points of one stroke for a polyline; a single tap becomes a dot."""
    pairs = _pairs(stroke)
    if len(pairs) == 1:
        pairs = [pairs[0], (pairs[0][0] + 1, pairs[0][1])]
    return " ".join(f"{x},{y}" for x, y in pairs)


def stroke_box(strokes: Iterable[Stroke]) -> str:
    """The view box that shows all strokes with a margin."""
    pairs = [pair for stroke in strokes for pair in _pairs(stroke)]
    if not pairs:
        return f"0 0 1000 {round(1000 * HEIGHT_SHARE)}"
    across, down = zip(*pairs, strict=True)
    width, height = max(across) - min(across), max(down) - min(down)
    left, top = min(across) - MARGIN, min(down) - MARGIN
    return f"{left} {top} {max(width, 1) + 2 * MARGIN} {max(height, 1) + 2 * MARGIN}"


def stroke_picture(strokes: Iterable[Stroke]) -> bytes:
    """The strokes as a PNG without margins to speak of, dark on white."""
    # Pillow is loaded where a picture is made.
    from PIL import Image, ImageDraw  # noqa: PLC0415

    drawn = [pairs for stroke in strokes if (pairs := _pairs(stroke))]
    across, down = zip(*(pair for pairs in drawn for pair in pairs), strict=True)
    left, top = min(across) - MARGIN, min(down) - MARGIN
    size = (max(across) - left + MARGIN, max(down) - top + MARGIN)
    sheet = Image.new("L", size, 255)
    pen = ImageDraw.Draw(sheet)
    for pairs in drawn:
        points = [(x - left, y - top) for x, y in pairs]
        pen.line(points if len(points) > 1 else points * 2, fill=20, width=INK_PX, joint="curve")
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def _pairs(stroke: Stroke) -> list[tuple[int, int]]:
    return [(x, round(y * HEIGHT_SHARE)) for x, y in list(pairwise(stroke))[::2]]
