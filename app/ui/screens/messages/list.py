"""The messages that the office passed to this inspector."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import messages as words
from app.ui.texts import shell as shell_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, empty, mark, quiet, stack, title, waiting
from app.ui.widgets.when import when
from domain.words.values import label

if TYPE_CHECKING:
    from app.messages.inbox import Letter

SHORT_LINES = 2


@page
def MessagesScreen() -> ft.View:
    """What waits first."""
    ui = use_ui()
    messages = ui.session.messages
    loaded = use_loaded(messages.letters, messages)
    if loaded is None:
        return screen(words.TITLE, [waiting(shell_words.LOADING)])
    if not loaded:
        nothing = empty(ft.Icons.MARK_EMAIL_READ_OUTLINED, words.EMPTY, words.EMPTY_HINT)
        return screen(words.TITLE, [nothing])
    return screen(words.TITLE, [quiet(words.HINT), *(letter_card(ui, each) for each in loaded)])


def letter_card(ui: Ui, letter: "Letter") -> ft.Control:
    """One message: about whom and what, how it begins, and whether the office waits."""
    told = letter.told
    state = mark(words.WAITS, "look") if letter.waits else mark(words.ANSWERED, "good")
    begins = ft.Text(told.text, size=15, max_lines=SHORT_LINES, overflow=ft.TextOverflow.ELLIPSIS)
    return card(
        stack(
            [
                ft.Row([ft.Container(title(letter.school), expand=True), state], spacing=10),
                quiet(f"{label(told.about)} · {words.passed_on(when(told.passed_at))}", 14),
                begins,
            ],
            6,
        ),
        on_click=ui.go(f"/message/{told.message_id}"),
        key=f"message-{told.message_id}",
    )
