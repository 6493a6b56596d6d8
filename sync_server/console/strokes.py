"""A drawn signature as SVG: strokes are flat lists of x, y in 0..1000."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

Stroke = Sequence[int]
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
        return "0 0 1000 1000"
    left, top = (min(pair[axis] for pair in pairs) for axis in (0, 1))
    width, height = (max(pair[axis] for pair in pairs) - low for axis, low in ((0, left), (1, top)))
    return (
        f"{left - MARGIN} {top - MARGIN} {max(width, 1) + 2 * MARGIN} {max(height, 1) + 2 * MARGIN}"
    )


def _pairs(stroke: Stroke) -> list[tuple[int, int]]:
    return list(pairwise(stroke))[::2]
