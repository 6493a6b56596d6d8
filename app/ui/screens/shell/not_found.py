"""A page that there is none of, such as an old address."""

import flet as ft

from app.ui.guard import part
from app.ui.state.ui import use_ui
from app.ui.texts import shell as words
from app.ui.widgets.pieces import empty, main_button


@part
def NotFoundScreen() -> ft.Control:
    """Says so, and leads home."""
    home = ft.Row([main_button(words.TO_MONTH, use_ui().go("/"))])
    return empty(ft.Icons.SEARCH_OFF, words.NOT_FOUND, words.NOT_FOUND_HINT, home)
