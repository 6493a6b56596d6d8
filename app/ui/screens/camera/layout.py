"""How the camera's screen is laid out: its bar, the picture with what lies over it, the buttons."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flet as ft
import flet_camera as fc

from app.ui.guard import safe
from app.ui.screens.camera.controller import CameraBoard
from app.ui.screens.visit.photos.pair import enlarge
from app.ui.state.acts import Tap
from app.ui.state.ui import Ui
from app.ui.texts.visit import camera as words
from app.ui.texts.visit import follow_up as follow_words
from app.ui.texts.visit.camera import LensState
from app.ui.theme import SMALL, tall
from app.ui.widgets.frame import BAR_DP, bottom_bar
from app.ui.widgets.picture import Picture
from app.ui.widgets.pieces import empty, main_button, named, quiet, waiting

FLASH = {
    fc.FlashMode.OFF: (ft.Icons.FLASH_OFF, words.FLASH_OFF),
    fc.FlashMode.AUTO: (ft.Icons.FLASH_AUTO, words.FLASH_AUTO),
    fc.FlashMode.TORCH: (ft.Icons.FLASHLIGHT_ON, words.FLASH_TORCH),
}
BEFORE_WIDTH, BEFORE_HEIGHT = 108.0, 84.0

Acts = Mapping[str, Tap]


@dataclass(frozen=True, slots=True)
class Caption:
    """The words for the last picture, where there is one, and whether the phone lies."""

    shown: list[ft.Control]
    is_wide: bool


@dataclass(frozen=True, slots=True)
class Light:
    """What the camera can do beside taking pictures."""

    flash: Any
    may_flip: bool


def camera_bar(target: str, light: Light, is_ready: bool, acts: Acts) -> ft.AppBar:
    """What the pictures are of, the light, and the other camera."""
    icon, tooltip = FLASH[light.flash]
    flash = named(
        ft.IconButton(icon, tooltip=tooltip, on_click=acts["flash"].handler, disabled=not is_ready)
    )
    turn = acts["flip"].handler
    flip = named(ft.IconButton(ft.Icons.CAMERASWITCH, tooltip=words.FLIP, on_click=turn))
    actions = [flash, *([flip] if light.may_flip else [])]
    return ft.AppBar(
        title=aim_button(target, acts), title_spacing=0, actions=actions, toolbar_height=BAR_DP
    )


def aim_button(target: str, acts: Acts) -> ft.Control:
    """What the pictures are of, which a tap changes."""
    name = ft.Text(target, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS, size=16, expand=True)
    return ft.TextButton(
        ft.Column(
            [
                quiet(words.WHAT_FOR, SMALL),
                ft.Row([name, ft.Icon(ft.Icons.ARROW_DROP_DOWN)], spacing=0),
            ],
            spacing=0,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        tooltip=words.choose(target),
        on_click=acts["target"].handler,
        style=tall(4, 8),
    )


def finder(lens: ft.Control, over: list[ft.Control]) -> ft.Control:
    """What the camera sees, and what lies over it."""
    return ft.Container(
        ft.Stack([lens, *over], expand=True, alignment=ft.Alignment.CENTER),
        expand=True,
        bgcolor=ft.Colors.BLACK,
    )


def cover(state: LensState, acts: Acts) -> list[ft.Control]:
    """What lies over the picture until the camera is ready, and when it is not any more."""
    if state is LensState.READY:
        return []
    if state is LensState.OPENING:
        body = waiting(words.OPENING)
    else:
        title, hint = words.TROUBLE[state]
        again = ft.OutlinedButton(words.OPEN_AGAIN, on_click=acts["open"].handler)
        retry = None if state is LensState.NONE else again
        body = empty(ft.Icons.NO_PHOTOGRAPHY_OUTLINED, title, hint, retry)
    return [ft.Container(body, bgcolor=ft.Colors.SURFACE, alignment=ft.Alignment.CENTER)]


def onward(button: ft.FilledButton) -> list[ft.Control]:
    """The way on once pictures were taken, above them over what the camera sees."""
    button.expand = None
    return [ft.Container(button, right=12, bottom=72)]


def before_corner(ui: Ui, path: Path | None) -> list[ft.Control]:
    """The photo of how it was, in the corner; large at a tap."""
    if path is None:
        return []
    picture = ft.Container(
        Picture(path, height=BEFORE_HEIGHT, key=str(path)),
        width=BEFORE_WIDTH,
        border=ft.Border.all(2, ft.Colors.WHITE),
        border_radius=10,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
        on_click=safe(lambda: enlarge(ui.page, path)),
    )
    shown = ft.Semantics(content=picture, label=follow_words.ENLARGE, button=True, key="before")
    return [ft.Container(shown, left=12, top=12)]


def controls(board: CameraBoard, has_shot: bool, caption: Caption, acts: Acts) -> ft.Control:
    """The words for the last picture, then album, shutter and retake, in reach of a thumb.

    Where the phone lies there is no room for two rows: the words stand among the buttons.
    """
    is_ready = board.state is LensState.READY
    shutter = main_button(
        words.SAVING if board.is_busy else words.SHOOT,
        acts["shoot"],
        icon=ft.Icons.CAMERA,
        disabled=board.is_busy or not is_ready,
    )
    shutter.style = tall(20)
    album = side(words.ALBUM, ft.Icons.PHOTO_LIBRARY_OUTLINED, acts["album"], not board.is_busy)
    retake = side(words.RETAKE, ft.Icons.REPLAY, acts["retake"], has_shot and not board.is_busy)
    among = [ft.Container(each, expand=True) for each in caption.shown] if caption.is_wide else []
    above = [] if caption.is_wide else caption.shown
    row = ft.Row([album, *among, shutter, retake], spacing=10)
    column = ft.Column(
        [*above, row], spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True
    )
    return bottom_bar(column)


def side(word: str, icon: ft.IconData, tap: Tap, is_on: bool) -> ft.Control:
    """A button beside the shutter: its picture, and its word under it."""
    return ft.TextButton(
        ft.Column(
            [ft.Icon(icon, size=22), ft.Text(word, size=SMALL)],
            spacing=2,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        ),
        on_click=tap.handler,
        disabled=not is_on,
        style=tall(8, 8),
        key=tap.key or None,
    )
