"""The month's theme, which opens to its suggested content and the papers it stands on."""

import flet as ft

from app.ui.guard import part, safe
from app.ui.state.ui import use_ui
from app.ui.texts import month as words
from app.ui.widgets.library_button import library_button
from app.ui.widgets.pieces import card, mark, quiet, stack, title
from domain.register.checklist import Theme
from domain.words.values import label


@part
def ThemeCard(theme: Theme | None) -> ft.Control:
    """The theme; a tap shows more."""
    ui = use_ui()
    is_open, set_open = ft.use_state(False)
    lines: list[ft.Control]
    if theme is None:
        lines = [quiet(words.THEME), title(words.NO_THEME)]
        return stack([card(stack(lines)), library_button(ui)], 12)
    marks = [mark(label(each)) for each in theme.mandates]
    arrow = ft.Icons.EXPAND_LESS if is_open else ft.Icons.EXPAND_MORE
    lines = [
        ft.Row([ft.Container(quiet(words.THEME), expand=True), *marks, ft.Icon(arrow, size=20)]),
        title(theme.title),
    ]
    if is_open:
        lines += [quiet(words.SUGGESTED), *(ft.Text(f"· {item}") for item in theme.items)]
        if theme.basis:
            lines += [quiet(words.BASIS), *(ft.Text(paper, size=14) for paper in theme.basis)]
    opened = safe(lambda e: set_open(lambda old: not old))
    shown = card(stack(lines), on_click=opened, key="theme")
    return stack([shown, *([library_button(ui, theme.theme_id)] if is_open else [])], 12)
