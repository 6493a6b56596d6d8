"""The way to the papers and the handbook."""

import flet as ft

from app.ui.state.ui import Ui
from app.ui.texts import library as words
from app.ui.widgets.pieces import side_button


def library_button(ui: Ui, theme_id: str = "") -> ft.Control:
    """A button to the library; with a theme, its papers come first there."""
    route = f"/library/{theme_id}" if theme_id else "/library"
    return side_button(words.TITLE, ui.go(route), icon=ft.Icons.MENU_BOOK_OUTLINED)
