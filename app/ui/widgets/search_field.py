"""The field of a list that is searched while one types."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app.ui.guard import safe


def search_field(label: str, hint: str, typed: str, search: Callable[[str], Any]) -> ft.TextField:
    """It holds what was typed, and tells ``search`` of every change."""
    return ft.TextField(
        label=label,
        hint_text=hint,
        prefix_icon=ft.Icons.SEARCH,
        value=typed,
        on_change=safe(lambda e: search(e.control.value)),
    )
