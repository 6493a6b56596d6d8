"""A drawn signature as SVG: strokes are flat lists of x, y in 0..1000 both ways."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

Stroke = Sequence[int]
# The pad on a phone is half as wide again as it is high.
HEIGHT_SHARE = 2 / 3
MARGIN = 30


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


def _pairs(stroke: Stroke) -> list[tuple[int, int]]:
    return [(x, round(y * HEIGHT_SHARE)) for x, y in list(pairwise(stroke))[::2]]
