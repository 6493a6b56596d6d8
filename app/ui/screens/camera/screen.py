"""The camera's screen: shoot as often as needed; every picture is in the visit before the next."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import page, part, safe
from app.ui.hooks import use_box, use_value
from app.ui.screens.camera.controller import CameraController
from app.ui.screens.camera.layout import (
    Acts,
    Caption,
    Light,
    before_corner,
    camera_bar,
    controls,
    cover,
    finder,
    onward,
)
from app.ui.screens.camera.taken_photos import CaptionOfLast, strip
from app.ui.screens.visit.next_step import NextStep, next_step, step_button
from app.ui.screens.visit.photos.pair import before_hashes
from app.ui.screens.visit.photos.target import Target, ask_target, name_of
from app.ui.state.acts import CHOOSING_S
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import visit as visit_words
from app.ui.texts.visit.camera import LensState
from app.ui.widgets.pieces import tap_of
from app.ui.widgets.use_visit import not_there, use_visit

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def CameraScreen() -> ft.View:
    """The camera for the visit, its item, its finding or its follow-up."""
    ui = use_ui()
    controller, view = use_visit()
    params = ft.use_route_params()
    first = Target(params.get("what"), params.get("of"))
    # One for as long as the screen lasts: another would open the camera anew.
    shooting = use_box(lambda: CameraController(ui, controller, first)).current
    board, _ = ft.use_state(shooting.board)
    waking, _ = ft.use_state(ui.waking)
    ft.use_effect(safe(shooting.awake), dependencies=[waking.number])
    if view is None:
        return not_there(controller)
    acts = acts_of(ui, view, shooting)
    is_ready = board.state is LensState.READY
    light = Light(shooting.lens.flash, shooting.lens.may_flip)
    return ft.View(
        route=ft.use_view_path(),
        padding=0,
        spacing=0,
        appbar=camera_bar(name_of(view, board.target), light, is_ready, acts),
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        controls=[
            ft.SafeArea(
                CameraBody(controller, view, shooting, acts, first, key="camera"), expand=True
            )
        ],
    )


def acts_of(ui: Ui, view: "VisitView", shooting: CameraController) -> Acts:
    """What the buttons do."""
    aim = shooting.aim
    return {
        "shoot": ui.acts.tap("shoot", shooting.shoot),
        "album": ui.acts.tap("camera album", shooting.from_album, CHOOSING_S),
        "retake": ui.acts.tap("retake", shooting.retake),
        "flip": tap_of(safe(shooting.flip)),
        "flash": tap_of(safe(shooting.light)),
        "open": tap_of(safe(shooting.open)),
        "target": tap_of(safe(lambda: ask_target(ui.page, view, shooting.board.target, aim))),
    }


@part
def CameraBody(
    controller: VisitController,
    view: "VisitView",
    shooting: CameraController,
    acts: Acts,
    came_for: Target,
) -> ft.Control:
    """What the camera sees with what lies over it, and the buttons."""
    ui = use_ui()
    board, _ = ft.use_state(shooting.board)
    captions = use_loaded(
        lambda: controller.visits.recent_captions(controller.visit_id), len(board.taken)
    )
    hashes = compared_with(view, board.target)
    before = use_loaded(lambda: controller.visits.photo_paths(hashes), hashes) or {}
    is_wide, set_wide = use_value(float(ui.page.width or 0) > float(ui.page.height or 1))
    shots = shooting.shots()
    words_for_last: list[ft.Control] = [
        CaptionOfLast(controller, each, captions or (), key=f"caption-{each.photo_id}")
        for each in shots[-1:]
    ]

    def laid_out(e: Any) -> None:
        set_wide(lambda _old: e.width > e.height)

    over = [
        *strip(view, shots),
        *(onward(step_button(ui, view, after(view, came_for))) if shots else []),
        *before_corner(ui, first_of(before)),
        *cover(board.state, acts),
    ]
    caption = Caption(words_for_last, is_wide)
    body = ft.Column(
        [finder(shooting.lens.control, over), controls(board, bool(shots), caption, acts)],
        spacing=0,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    return ft.Container(body, expand=True, on_size_change=safe(laid_out), key="camera-area")


def after(view: "VisitView", came_for: Target) -> NextStep:
    """Where one goes on once the pictures are taken: to what they were for, or the next step."""
    if came_for.what is None:
        return next_step(view, "camera")
    page = "finding" if came_for.is_after else came_for.what
    back = "checklist" if came_for.what == "item" else f"{page}/{came_for.of}"
    return NextStep(back, visit_words.PAGES[came_for.what])


def compared_with(view: "VisitView", target: Target) -> tuple[str, ...]:
    """The photos of how a finding was, where the next pictures show how it is now."""
    return before_hashes(view, target.of or "") if target.what in ("after", "follow-up") else ()


def first_of(found: dict[str, Path]) -> Path | None:
    """The first of the earlier photos that is on this phone."""
    return next(iter(found.values()), None)
