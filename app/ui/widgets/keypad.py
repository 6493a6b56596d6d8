"""A pad of large digits for a PIN, and how many were typed."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app.ui.guard import safe
from app.ui.texts.account import pin as words
from app.ui.widgets.pieces import named
from domain.phone.pin import FEWEST_DIGITS, MOST_DIGITS

KEY_DP, WIDEST_DP, DOT_DP = 60, 300, 16
ROWS = ("123", "456", "789")

Change = Callable[[Callable[[str], str]], None]


def dots(typed: str) -> ft.Control:
    """One dot for each digit that was typed; which digits they are stays hidden."""
    places = max(FEWEST_DIGITS, len(typed))
    shown: list[ft.Control] = [
        ft.Container(
            width=DOT_DP,
            height=DOT_DP,
            border_radius=DOT_DP,
            bgcolor=ft.Colors.PRIMARY if number < len(typed) else None,
            border=ft.Border.all(2, ft.Colors.PRIMARY),
        )
        for number in range(places)
    ]
    row = ft.Row(shown, alignment=ft.MainAxisAlignment.CENTER, spacing=14)
    return ft.Semantics(
        label=words.typed(len(typed)), content=row, exclude_semantics=True, live_region=True
    )


def keypad(change: Change, done: Any, *, is_off: bool) -> ft.Control:
    """The digits, a key that takes the last one back, and the one that says it is all."""

    def digit(key: str) -> ft.Control:
        press = safe(lambda: change(lambda old: (old + key)[:MOST_DIGITS]))
        return ft.FilledTonalButton(
            ft.Text(key, size=24), on_click=press, disabled=is_off, height=KEY_DP, expand=True
        )

    back = ft.IconButton(
        ft.Icons.BACKSPACE_OUTLINED,
        tooltip=words.DELETE,
        on_click=safe(lambda: change(lambda old: old[:-1])),
        disabled=is_off,
        height=KEY_DP,
        width=KEY_DP,
    )
    ok = ft.FilledButton(
        words.OK, on_click=done, disabled=is_off, height=KEY_DP, expand=True, key="pin-ok"
    )
    last: list[ft.Control] = [
        ft.Container(named(back), expand=True, alignment=ft.Alignment.CENTER),
        digit("0"),
        ok,
    ]
    rows: list[ft.Control] = [ft.Row([digit(key) for key in row], spacing=12) for row in ROWS]
    return ft.Row(
        [
            ft.Container(
                ft.Column([*rows, ft.Row(last, spacing=12)], spacing=12, tight=True),
                width=WIDEST_DP,
            )
        ],
        alignment=ft.MainAxisAlignment.CENTER,
    )
