"""The month's theme, which opens to its suggested content and the papers it stands on."""

import flet as ft

from app.ui.guard import part, safe
from app.ui.parts.pieces import card, mark, quiet, stack, title
from app.ui.texts import month as words
from domain.checklist import Theme


@part
def ThemeCard(theme: Theme | None) -> ft.Control:
    """The theme; a tap shows more."""
    is_open, set_open = ft.use_state(False)
    if theme is None:
        return card(stack([quiet(words.THEME), title(words.NO_THEME)]))
    marks = [mark(words.MANDATE[each]) for each in theme.mandates]
    arrow = ft.Icons.EXPAND_LESS if is_open else ft.Icons.EXPAND_MORE
    lines: list[ft.Control] = [
        ft.Row([ft.Container(quiet(words.THEME), expand=True), *marks, ft.Icon(arrow, size=20)]),
        title(theme.title),
    ]
    if is_open:
        lines += [quiet(words.SUGGESTED), *(ft.Text(f"· {item}") for item in theme.items)]
        if theme.basis:
            lines += [quiet(words.BASIS), *(ft.Text(paper, size=13) for paper in theme.basis)]
    return card(stack(lines), on_click=safe(lambda e: set_open(lambda old: not old)), key="theme")
