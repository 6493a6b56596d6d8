"""The camera: shoot as often as needed; every picture is in the visit before the next."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import flet as ft
import flet_camera as fc

from app.ui.desk import Desk
from app.ui.guard import page, part, safe, say
from app.ui.hooks import use_box
from app.ui.parts.desk_hook import not_there, use_desk
from app.ui.parts.frame import bottom_bar
from app.ui.parts.picture import Picture
from app.ui.parts.pieces import empty, quiet, side_button, waiting
from app.ui.state import use_ui
from app.ui.taking import belonging, take_from_album, take_shot
from app.ui.texts import photos as words

logger = logging.getLogger("duji.ui")

OPEN_WITHIN_S = 15.0
SHOOT_WITHIN_S = 20.0


@page
def CameraScreen() -> ft.View:
    """The camera for the visit, its item or its finding."""
    desk, view = use_desk()
    params = ft.use_route_params()
    if view is None:
        return not_there(desk)
    return ft.View(
        route=ft.use_view_path(),
        padding=0,
        spacing=0,
        appbar=ft.AppBar(title=ft.Text(words.CAMERA)),
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        controls=[
            ft.SafeArea(
                CameraBody(desk, (params.get("what"), params.get("of")), key="camera"),
                expand=True,
            )
        ],
    )


@part
def CameraBody(desk: Desk, target: tuple[str | None, str | None]) -> ft.Control:
    """What the camera sees, and the buttons under it."""
    ui = use_ui()
    # One control for as long as the screen lasts: a new one would open the camera anew.
    lens = use_box(a_lens).current
    state, set_state = ft.use_state("opening")
    is_busy, set_busy = ft.use_state(False)
    latest, set_latest = ft.use_state(None)

    async def opened() -> None:
        # The position is asked for now, so that it is there when the picture is.
        ui.page.run_task(ui.device.locator.recent)
        outcome = await open_camera(lens)
        set_state(outcome)

    async def shoot() -> None:
        set_busy(True)
        try:
            data = await asyncio.wait_for(lens.take_picture(), SHOOT_WITHIN_S)
            facts = await take_shot(ui, desk, data, belonging(*target))
            set_latest(lambda _old: facts.preview)
            say(words.TAKEN)
        except (RuntimeError, TimeoutError):
            say(words.CAMERA_DENIED)
        finally:
            set_busy(False)

    async def choose() -> None:
        picked = await ui.device.album.pick()
        set_busy(True)
        try:
            taken, refused = await take_from_album(desk, picked, belonging(*target))
        finally:
            set_busy(False)
        if refused or taken:
            say("；".join([*refused, *([words.added(taken)] if taken else [])]))

    ft.use_effect(safe(opened), dependencies=[])
    return ft.Column(
        [
            ft.Container(
                ft.Stack([lens, *cover(state)], expand=True, alignment=ft.Alignment.CENTER),
                expand=True,
                bgcolor=ft.Colors.BLACK,
            ),
            bottom_bar(buttons((state, is_busy), safe(shoot), safe(choose), latest)),
        ],
        spacing=0,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def a_lens() -> fc.Camera:
    """The camera's picture."""
    return fc.Camera(expand=True, preview_enabled=True)


async def open_camera(lens: fc.Camera) -> str:
    """``ready``, ``none`` without a camera, or ``denied``."""
    try:
        found = await asyncio.wait_for(lens.get_available_cameras(), OPEN_WITHIN_S)
        if not found:
            return "none"
        back = [each for each in found if each.lens_direction is fc.CameraLensDirection.BACK]
        chosen = (back or found)[0]
        opening = lens.initialize(chosen, fc.ResolutionPreset.VERY_HIGH, enable_audio=False)
        await asyncio.wait_for(opening, OPEN_WITHIN_S)
    except TimeoutError:
        return "denied"
    except RuntimeError as problem:
        logger.warning("the camera did not open: %s", problem)
        return "none" if "notFound" in str(problem) else "denied"
    return "ready"


def cover(state: str) -> list[ft.Control]:
    """What lies over the picture until the camera is ready."""
    if state == "ready":
        return []
    if state == "opening":
        body = waiting(words.OPENING_CAMERA)
    else:
        hint = words.CAMERA_DENIED if state == "denied" else words.NO_CAMERA_HINT
        body = empty(ft.Icons.NO_PHOTOGRAPHY_OUTLINED, words.NO_CAMERA, hint)
    return [ft.Container(body, bgcolor=ft.Colors.SURFACE, alignment=ft.Alignment.CENTER)]


def buttons(
    state: tuple[str, bool], shoot: Callable[..., Any], choose: Callable[..., Any], latest: Any
) -> ft.Control:
    """The last picture, the shutter, the album."""
    name, is_busy = state
    last = ft.Container(
        Picture(latest, height=48, key=str(latest)) if latest else quiet(""),
        width=72,
        height=48,
        border_radius=8,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )
    shutter = ft.FilledButton(
        words.SAVING if is_busy else words.SHOOT,
        icon=ft.Icons.CAMERA,
        on_click=shoot,
        disabled=is_busy or name != "ready",
        height=56,
        expand=True,
    )
    album = side_button(words.ALBUM, choose, icon=ft.Icons.PHOTO_LIBRARY_OUTLINED, disabled=is_busy)
    return ft.Row([*([last] if latest else []), album, shutter], spacing=12)
