"""The sketch of a school's circle and where the phone is: north up, with a scale."""

from typing import Any

import flet as ft
import flet.canvas as cv

from app.ui.texts import units
from app.ui.texts.visit import place as words
from app.ui.theme import FONT
from app.ui.widgets.pieces import silent
from app.ui.widgets.sketch_plane import Frame, Point
from domain.place.presence import Circle, Fix

DOT_PX, CORE_PX = 6.0, 4.0
CORNER_PX = 10.0


def sketch(frame: Frame, circle: Circle | None, fix: Fix | None, label: str) -> ft.Control:
    """The sketch as a picture that says in words what it shows."""
    return ft.Semantics(
        label=label, image=True, container=True, content=silent(drawing(frame, circle, fix))
    )


def drawing(frame: Frame, circle: Circle | None, fix: Fix | None) -> ft.Control:
    """The sketch itself."""
    shapes: list[cv.Shape] = []
    if circle is not None:
        shapes += school_shapes(frame, circle)
    if fix is not None:
        shapes += phone_shapes(frame, fix)
    shapes += [*north_shapes(frame), *scale_shapes(frame)]
    return ft.Container(
        cv.Canvas(shapes, width=frame.width, height=frame.height),
        width=frame.width,
        height=frame.height,
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
        border_radius=12,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )


def filled(color: Any) -> ft.Paint:
    """A filled shape."""
    return ft.Paint(color=color, style=ft.PaintingStyle.FILL)


def outline(color: Any, width: float = 1.5) -> ft.Paint:
    """A drawn line."""
    return ft.Paint(color=color, style=ft.PaintingStyle.STROKE, stroke_width=width)


def school_shapes(frame: Frame, circle: Circle) -> list[cv.Shape]:
    """The school's circle, and a square in its middle."""
    at, radius = frame.point(circle), frame.px(circle.radius_m)
    colour = ft.Colors.PRIMARY
    return [
        cv.Circle(*at, radius, paint=filled(ft.Colors.with_opacity(0.14, colour))),
        cv.Circle(*at, radius, paint=outline(colour, 2)),
        cv.Rect(at.x - CORE_PX, at.y - CORE_PX, 2 * CORE_PX, 2 * CORE_PX, paint=filled(colour)),
    ]


def phone_shapes(frame: Frame, fix: Fix) -> list[cv.Shape]:
    """The phone as a dot, with the circle it can be in."""
    at, colour = frame.point(fix), ft.Colors.TERTIARY
    shapes: list[cv.Shape] = []
    if fix.accuracy_m:
        reach = frame.px(fix.accuracy_m)
        shapes.append(cv.Circle(*at, reach, paint=filled(ft.Colors.with_opacity(0.16, colour))))
        shapes.append(cv.Circle(*at, reach, paint=outline(colour)))
    ring = cv.Circle(*at, DOT_PX + 2, paint=filled(ft.Colors.SURFACE))
    return [*shapes, ring, cv.Circle(*at, DOT_PX, paint=filled(colour))]


def north_shapes(frame: Frame) -> list[cv.Shape]:
    """An arrow to the north in the lower right corner."""
    x, foot = frame.width - CORNER_PX - 6, frame.height - CORNER_PX
    points = (Point(x - 5, foot), Point(x, foot - 14), Point(x + 5, foot))
    steps: list[cv.Path.PathElement] = [cv.Path.MoveTo(*points[0])]
    steps += [*(cv.Path.LineTo(*point) for point in points[1:]), cv.Path.Close()]
    return [
        cv.Path(steps, paint=filled(ft.Colors.ON_SURFACE_VARIANT)),
        caption(words.UP, Point(x - 10, foot + 2), ft.Alignment.BOTTOM_RIGHT),
    ]


def scale_shapes(frame: Frame) -> list[cv.Shape]:
    """The scale bar in the lower left corner."""
    left, foot = CORNER_PX, frame.height - CORNER_PX
    right = left + frame.px(frame.bar_m)
    ink = outline(ft.Colors.ON_SURFACE_VARIANT, 2)
    return [
        cv.Line(left, foot, right, foot, paint=ink),
        cv.Line(left, foot - 4, left, foot + 1, paint=ink),
        cv.Line(right, foot - 4, right, foot + 1, paint=ink),
        caption(units.length(frame.bar_m), Point(left, foot - 6), ft.Alignment.BOTTOM_LEFT),
    ]


def caption(text: str, at: Point, alignment: ft.Alignment) -> cv.Text:
    """A small word on the sketch."""
    style = ft.TextStyle(size=12, color=ft.Colors.ON_SURFACE_VARIANT, font_family=FONT)
    return cv.Text(at.x, at.y, text, style=style, alignment=alignment)
