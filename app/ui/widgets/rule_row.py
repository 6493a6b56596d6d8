"""The row that says what is recorded and on what basis, and opens the page with all of it."""

import flet as ft

from app.ui.state.ui import Ui
from app.ui.texts import privacy as words
from app.ui.theme import SMALL
from domain.register.trail_rule import TrailRule
from domain.words.trail import wanted_words


def rule_row(ui: Ui, rule: TrailRule, page: str) -> ft.Control:
    """What the district's rule wants of a visit, cut after two lines; ``page`` has the whole."""
    line = ft.Text(
        words.line(wanted_words(rule), rule.basis),
        size=SMALL,
        max_lines=2,
        overflow=ft.TextOverflow.ELLIPSIS,
        color=ft.Colors.ON_SURFACE_VARIANT,
    )
    return ft.ListTile(
        leading=ft.Icon(ft.Icons.PRIVACY_TIP_OUTLINED, color=ft.Colors.PRIMARY),
        title=ft.Text(words.ROW_TITLE, size=15),
        subtitle=line,
        trailing=ft.Icon(ft.Icons.CHEVRON_RIGHT),
        on_click=ui.go(page),
        content_padding=ft.Padding(left=4, right=4),
        min_height=56,
        key="rule",
    )
