"""Drawn signatures: strokes of x, y pairs in 0..1000 both ways, as the entry keeps them."""

from collections.abc import Sequence

import flet as ft
import flet.canvas as cv

from app.ui.texts import widgets as words

FULL = 1000
# The proportions of the pad on a phone of common size.
WIDTH, HEIGHT = 168.0, 112.0

Stroke = Sequence[int]


def shapes(strokes: Sequence[Stroke], width: float, height: float) -> list[cv.Shape]:
    """The strokes as paths on a canvas of this size."""
    ink = ft.Paint(
        color=ft.Colors.ON_SURFACE,
        stroke_width=2.5,
        style=ft.PaintingStyle.STROKE,
        stroke_cap=ft.StrokeCap.ROUND,
        stroke_join=ft.StrokeJoin.ROUND,
    )
    return [path(stroke, width, height, ink) for stroke in strokes if len(stroke) >= 4]


def path(stroke: Stroke, width: float, height: float, ink: ft.Paint) -> cv.Path:
    """One stroke."""
    points = [
        (x * width / FULL, y * height / FULL)
        for x, y in zip(stroke[::2], stroke[1::2], strict=False)
    ]
    steps: list[cv.Path.PathElement] = [cv.Path.MoveTo(*points[0])]
    steps += [cv.Path.LineTo(*point) for point in points[1:]]
    return cv.Path(steps, paint=ink)


def drawing(strokes: Sequence[Stroke]) -> ft.Control:
    """A signature to look at."""
    drawn = ft.Container(
        cv.Canvas(shapes(strokes, WIDTH, HEIGHT), width=WIDTH, height=HEIGHT),
        width=WIDTH,
        height=HEIGHT,
        border_radius=8,
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
    )
    return ft.Row([ft.Semantics(content=drawn, label=words.SIGNATURE, image=True)])
