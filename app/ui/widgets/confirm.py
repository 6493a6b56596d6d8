"""Asking before something is taken away, and asking for a reason."""

from collections.abc import Awaitable, Callable

import flet as ft

from app.ui.guard import safe
from app.ui.state.acts import GIVEN_UP, once
from app.ui.texts import shell as words
from app.ui.texts.visit.visit import REASON_NEEDED
from app.ui.widgets.text_box import Look, Typed, drawn_box


def confirm(
    page: ft.Page, question: str, hint: str, act: Callable[[], Awaitable[None]]
) -> Callable[[], None]:
    """A handler that asks, and acts on yes."""

    async def yes() -> None:
        page.pop_dialog()
        await act()

    def asking() -> ft.AlertDialog:
        return ft.AlertDialog(
            title=ft.Text(question),
            content=ft.Text(hint),
            actions=[
                ft.TextButton(words.CANCEL, on_click=safe(lambda e: page.pop_dialog())),
                ft.FilledButton(question, on_click=once(yes)),
            ],
        )

    return opening(page, asking)


def ask_reason(
    page: ft.Page, texts: tuple[str, str, str, str], act: Callable[[str], Awaitable[None]]
) -> Callable[[], None]:
    """A handler that asks for a reason (title, hint, field label, button), and acts with it."""
    title, hint, label, button = texts

    def asking() -> ft.AlertDialog:
        field = drawn_box(Typed(), Look(label, lines=2, most_lines=5, is_first=True))

        async def go_on() -> object:
            reason = (field.value or "").strip()
            if not reason:
                field.error = REASON_NEEDED
                field.update()
                return GIVEN_UP
            page.pop_dialog()
            await act(reason)
            return None

        return ft.AlertDialog(
            title=ft.Text(title),
            content=ft.Column([ft.Text(hint), field], tight=True, spacing=14),
            actions=[
                ft.TextButton(words.CANCEL, on_click=safe(lambda e: page.pop_dialog())),
                ft.FilledButton(button, on_click=once(go_on)),
            ],
        )

    return opening(page, asking)


def opening(page: ft.Page, asking: Callable[[], ft.AlertDialog]) -> Callable[[], None]:
    """A handler that opens the dialog, unless it is open: tapped twice, it asks once."""
    opened: list[ft.AlertDialog] = []

    def open_it() -> None:
        if not any(each.open for each in opened):
            opened[:] = [asking()]
            page.show_dialog(opened[0])

    return open_it
