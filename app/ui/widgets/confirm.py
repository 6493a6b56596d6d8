"""Asking before something is taken away, and asking for a reason."""

from collections.abc import Awaitable, Callable

import flet as ft

from app.ui.guard import safe
from app.ui.texts import shell as words
from app.ui.texts.visit.visit import REASON_NEEDED


def confirm(
    page: ft.Page, question: str, hint: str, act: Callable[[], Awaitable[None]]
) -> Callable[[], None]:
    """A handler that asks, and acts on yes."""

    async def yes() -> None:
        page.pop_dialog()
        await act()

    def ask() -> None:
        page.show_dialog(
            ft.AlertDialog(
                title=ft.Text(question),
                content=ft.Text(hint),
                actions=[
                    ft.TextButton(words.CANCEL, on_click=safe(lambda e: page.pop_dialog())),
                    ft.FilledButton(question, on_click=safe(yes)),
                ],
            )
        )

    return ask


def ask_reason(
    page: ft.Page, texts: tuple[str, str, str, str], act: Callable[[str], Awaitable[None]]
) -> Callable[[], None]:
    """A handler that asks for a reason (title, hint, field label, button), and acts with it."""
    title, hint, label, button = texts

    def ask() -> None:
        field = ft.TextField(label=label, autofocus=True, multiline=True, min_lines=2, max_lines=5)

        async def go_on() -> None:
            reason = (field.value or "").strip()
            if not reason:
                field.error = REASON_NEEDED
                field.update()
                return
            page.pop_dialog()
            await act(reason)

        page.show_dialog(
            ft.AlertDialog(
                title=ft.Text(title),
                content=ft.Column([ft.Text(hint), field], tight=True, spacing=14),
                actions=[
                    ft.TextButton(words.CANCEL, on_click=safe(lambda e: page.pop_dialog())),
                    ft.FilledButton(button, on_click=safe(go_on)),
                ],
            )
        )

    return ask
