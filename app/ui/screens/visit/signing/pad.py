"""The pad one signs on: as wide as there is room, however the phone is held."""

from typing import Any

import flet as ft
import flet.canvas as cv

from app.ui.guard import part, safe
from app.ui.hooks import use_box, use_value
from app.ui.texts.visit import signing as words
from app.ui.widgets.strokes import FULL, shapes

HIGHEST, LOWEST = 220.0, 140.0
POINTS_APART_MS = 24
AROUND_DP = 64
BESIDE_DP = 200


def first_width() -> float:
    """As wide as the card will probably be, before it was laid out."""
    return max(200.0, min(float(ft.context.page.width or 360), 680.0) - AROUND_DP)


def pad_height() -> float:
    """High enough to write in, and in landscape not higher than the screen."""
    return max(LOWEST, min(HIGHEST, float(ft.context.page.height or 640) - BESIDE_DP))


def no_points() -> list[int]:
    """Before the first stroke."""
    return []


@part
def SignPad(strokes: Any, set_strokes: Any) -> ft.Control:
    """Where one draws. The scrolling page must not move: the pad takes both directions."""
    drawing = use_box(no_points)
    width, set_width = use_value(first_width())
    height = pad_height()

    def point(e: Any) -> tuple[int, int]:
        place = e.local_position
        return (
            round(min(max(place.x / width, 0), 1) * FULL),
            round(min(max(place.y / height, 0), 1) * FULL),
        )

    def begin(e: Any) -> None:
        drawing.current = list(point(e))
        set_strokes(lambda old: (*old, tuple(drawing.current)))

    def draw(e: Any) -> None:
        drawing.current = [*drawing.current, *point(e)]
        set_strokes(lambda old: (*old[:-1], tuple(drawing.current)))

    def laid_out(e: Any) -> None:
        if e.width and abs(e.width - width) > 1:
            set_width(lambda _old: float(e.width))

    return ft.Semantics(
        container=True,
        label=words.SIGN_PAD,
        content=ft.GestureDetector(
            on_pan_start=safe(begin),
            on_pan_update=safe(draw),
            drag_interval=POINTS_APART_MS,
            content=ft.Container(
                cv.Canvas(shapes(strokes, width, height), width=width, height=height),
                height=height,
                bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
                border=ft.Border.all(1, ft.Colors.OUTLINE),
                border_radius=12,
                clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
                on_size_change=safe(laid_out),
                key="pad-area",
            ),
        ),
    )
