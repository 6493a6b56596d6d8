"""Words to tap instead of typing them, and names for fields without a label of their own."""

from collections.abc import Callable
from typing import Any

import flet as ft

Act = Callable[..., Any]


def offer(words: str, on_click: Act, *, key: str, icon: ft.IconData | None = None) -> ft.Control:
    """One of several things to tap. A chip would be read aloud as something to tick."""
    return ft.OutlinedButton(words, icon=icon, on_click=on_click, key=key)


def offers(shown: list[ft.Control]) -> ft.Control:
    """As many of them in a line as there is room for."""
    return ft.Row(shown, wrap=True, spacing=8, run_spacing=6)


def field_named(name: str, field: ft.Control) -> ft.Control:
    """A small field whose name stands beside it, said also to whoever does not see that."""
    return ft.MergeSemantics(content=ft.Semantics(content=field, label=name))
