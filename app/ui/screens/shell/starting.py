"""The first frame: the phone's records are being opened, or cannot be."""

import flet as ft

from app.ui.guard import page
from app.ui.state.ui import use_ui
from app.ui.texts import shell as words
from app.ui.widgets.pieces import empty, waiting


@page
def StartingScreen() -> ft.View:
    """What is shown until the phone's records are open."""
    signed, _ = ft.use_state(use_ui().signed)
    if signed.problem:
        body = empty(
            ft.Icons.ERROR_OUTLINE,
            words.START_FAILED,
            f"{words.START_FAILED_HINT}\n\n{signed.problem}",
        )
    else:
        body = waiting(words.STARTING)
    return ft.View(
        route="/",
        vertical_alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        controls=[
            ft.Text(words.APP_NAME, size=34, weight=ft.FontWeight.W_600, color=ft.Colors.PRIMARY),
            body,
        ],
    )
