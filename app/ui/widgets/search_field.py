"""The field of a list that is searched while one types."""

from collections.abc import Callable

import flet as ft

from app.ui.guard import part
from app.ui.hooks import use_box
from app.ui.widgets.text_box import Look, Typed, text_box


def search_field(label: str, hint: str, search: Callable[[str], None]) -> ft.Control:
    """It tells ``search`` of what it says with every change."""
    return SearchField(label, hint, search, key=f"search-{label}")


@part
def SearchField(label: str, hint: str, search: Callable[[str], None]) -> ft.Control:
    """The field; what it finds is drawn around it."""
    typed = use_box(Typed).current
    typed.keep = search
    return text_box(typed, Look(label, hint, icon=ft.Icons.SEARCH))
