"""Setting a place by hand: a point on the sketch around the school, and why."""

from typing import Any

import flet as ft

from app.ui.guard import Handler, page, part, safe
from app.ui.screens.visit.place.sketch import drawing
from app.ui.state.check_in_flow import AT_UNIT, LEAVE, CheckInFlow
from app.ui.state.ui import use_ui
from app.ui.texts import units
from app.ui.texts.visit import place as words
from app.ui.theme import TAP_DP
from app.ui.widgets.form import Form, Values, use_passing_form
from app.ui.widgets.frame import screen, side_padding
from app.ui.widgets.model_form import ModelForm, Shape
from app.ui.widgets.pieces import card, main_button, named, quiet, silent, stack, title
from app.ui.widgets.sketch_plane import Frame, Point, centred
from app.ui.widgets.text_box import Look, following, text_box
from app.ui.widgets.use_visit import not_there, use_visit
from domain.kinds.visit.place import FixPrivate
from domain.place.local_plane import Offset, moved, offset_of
from domain.place.presence import Circle, Fix

REACHES_M = (200, 500, 2000)
WIDEST_PX = 420.0
POINT = "point"


@page
def ByHandScreen() -> ft.View:
    """The sketch to tap on."""
    ui = use_ui()
    controller, view = use_visit()
    way = ft.use_route_params().get("way", "")
    if view is None:
        return not_there(controller)
    unit = way.removeprefix(AT_UNIT) if way.startswith(AT_UNIT) else ""
    flow = ui.check_in_flow(controller, is_leaving=way == LEAVE, unit=unit)
    circle = flow.circle
    if circle is None:
        return screen(words.BY_HAND, [card(quiet(words.BY_HAND_NOWHERE, 14))])
    back = ui.go(f"/visit/{controller.visit_id}")
    form = ByHandForm(flow, circle, units.noun(flow.school), back, key=controller.visit_id)
    return screen(words.BY_HAND, [form])


@part
def ByHandForm(flow: CheckInFlow, circle: Circle, what: str, back: Handler) -> ft.Control:
    """The point, how far one looks around, and the reason."""
    reach, set_reach = ft.use_state(first_reach(circle))
    model = form_of(circle)
    form = use_passing_form(model.fresh)
    offset = point_in(form.values)
    frame = centred(circle, reach, side_px())

    async def sign() -> None:
        spot = moved(circle, offset or Offset(0.0, 0.0))
        await flow.sign_at(spot.lat, spot.lng, form.text("reason").strip())
        await back()

    def nudge(east: int, north: int) -> Any:
        step = reach / 10

        def move(old: Offset | None) -> Offset:
            now = old or Offset(0.0, 0.0)
            return Offset(now.east_m + east * step, now.north_m + north * step)

        return form.choosing(POINT, move)

    field = text_box(form.typed("reason"), Look(words.REASON, words.BY_HAND_REASON_HINT))

    sign_it = use_ui().acts.tap("by hand", sign)

    def sign_button() -> ft.Control:
        ready = model.is_filled(form.values)
        return ft.Row([main_button(words.BY_HAND_SIGN, sign_it, disabled=not ready)])

    return stack(
        [
            quiet(words.BY_HAND_HINT, 14),
            reaches(reach, set_reach),
            pad(frame, circle, point_of(circle, offset), form),
            arrows(nudge),
            card(stack([title(where(offset, what)), field], 12)),
            following(form.heard, sign_button),
        ],
        12,
    )


def form_of(circle: Circle) -> ModelForm:
    """The place and why it was set by hand; the form holds a point seen from the school."""

    def degrees(name: str) -> Shape:
        def recorded(values: Values) -> float | None:
            fix = point_of(circle, point_in(values))
            return getattr(fix, name) if fix else None

        return Shape(lambda _part: {}, recorded)

    shapes = {name: degrees(name) for name in ("lat", "lng")}
    return ModelForm(models=(FixPrivate,), shapes=shapes)


def point_in(values: Values) -> Offset | None:
    """The point as the form has it; none before the first tap."""
    point: Offset | None = values.get(POINT)
    return point


def side_px() -> float:
    """As large as the screen is wide, with what is below it still in sight."""
    page = ft.context.page
    width = float(page.width or 360) - 2 * side_padding()
    return min(WIDEST_PX, max(200.0, min(width, float(page.height or 640) * 0.45)))


def first_reach(circle: Circle) -> int:
    """The nearest view that shows the school's whole circle."""
    return next((each for each in REACHES_M if each >= circle.radius_m * 1.1), REACHES_M[-1])


def where(offset: Offset | None, what: str) -> str:
    """Where the point lies, in words."""
    if offset is None:
        return words.NOT_SET
    return words.spot(offset.distance_m, words.compass(*offset), what)


def point_of(circle: Circle, offset: Offset | None) -> Fix | None:
    """The point as a fix, to be drawn."""
    if offset is None:
        return None
    spot = moved(circle, offset)
    return Fix(lat=spot.lat, lng=spot.lng, age_s=0.0, source="manual")


def reaches(reach: int, set_reach: Any) -> ft.Control:
    """How far the sketch reaches."""
    chips = [
        ft.Chip(
            label=ft.Text(units.length(each)),
            selected=each == reach,
            show_checkmark=False,
            on_select=safe(lambda e, each=each: set_reach(lambda _old: each)),
            key=f"reach-{each}",
        )
        for each in REACHES_M
    ]
    return ft.Row([*chips], wrap=True, spacing=8, run_spacing=4)


def pad(frame: Frame, circle: Circle, fix: Fix | None, form: Form) -> ft.Control:
    """The sketch, on which a tap sets the point."""

    async def tapped(e: Any) -> None:
        spot = frame.place(Point(e.local_position.x, e.local_position.y))
        await form.change(POINT, offset_of(Fix(lat=spot.lat, lng=spot.lng), circle))

    # A screen reader's tap has no place; it uses the arrows.
    touched = ft.GestureDetector(
        on_tap_up=safe(tapped),
        content=silent(drawing(frame, circle, fix)),
        exclude_from_semantics=True,
        key="pad",
    )
    label = f"{words.sketch(circle, units.ANY)}{words.BY_HAND_HINT}"
    return ft.Row(
        [ft.Semantics(label=label, container=True, content=touched)],
        alignment=ft.MainAxisAlignment.CENTER,
    )


def arrows(nudge: Any) -> ft.Control:
    """The same without aiming: a step to each side."""
    icons = ft.Icons
    steps = (
        (icons.ARROW_BACK, words.WEST, -1, 0),
        (icons.ARROW_UPWARD, words.NORTH, 0, 1),
        (icons.ARROW_DOWNWARD, words.SOUTH, 0, -1),
        (icons.ARROW_FORWARD, words.EAST, 1, 0),
    )
    return ft.Row(
        [
            named(
                ft.IconButton(
                    icon, tooltip=name, on_click=nudge(east, north), width=TAP_DP, height=TAP_DP
                )
            )
            for icon, name, east, north in steps
        ],
        alignment=ft.MainAxisAlignment.CENTER,
        spacing=12,
    )
