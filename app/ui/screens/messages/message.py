"""One message from a parent: read, and answered to the office."""

import asyncio
from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page, part, safe, say
from app.ui.hooks import use_box
from app.ui.state.ui import use_loaded, use_ui
from app.ui.texts import messages as words
from app.ui.texts import shell as shell_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, empty, heading, main_button, quiet, stack, waiting
from app.ui.widgets.text_box import Look, Typed, text_box
from app.ui.widgets.when import when
from domain.words.values import label

if TYPE_CHECKING:
    from app.messages.inbox import Letter

ANSWER_LINES = 5


@page
def MessageScreen() -> ft.View:
    """The message that the route names; that it was opened is told the office."""
    ui = use_ui()
    messages = ui.session.messages
    message_id = ft.use_route_params().get("message_id", "")
    loaded = use_loaded(lambda: (messages.opened(message_id),), messages, message_id)
    opened = loaded[0] if loaded else None
    is_unread = opened is not None and not opened[0].is_read

    async def note_read() -> None:
        if is_unread:
            await asyncio.to_thread(messages.note_read, message_id)
            ui.saved()

    ft.use_effect(safe(note_read), dependencies=[message_id, is_unread])
    if loaded is None:
        return screen(words.LETTER, [waiting(shell_words.LOADING)])
    if opened is None:
        gone = empty(ft.Icons.MARK_EMAIL_READ_OUTLINED, words.GONE, words.GONE_HINT)
        return screen(words.LETTER, [gone])
    letter, draft = opened
    answer = Answer(letter, draft, key=f"answer {letter.saw if letter.answered else ''}")
    return screen(letter.school, [*said(letter), answer], subtitle=words.LETTER)


def said(letter: "Letter") -> list[ft.Control]:
    """What was written, and what the office wants looked at."""
    told = letter.told
    asks = [
        heading(words.OFFICE_ASKS),
        card(ft.Text(told.asked, size=16), key="asked"),
    ]
    return [
        quiet(words.HINT),
        heading(words.SAID),
        card(
            stack(
                [
                    quiet(f"{label(told.about)} · {words.passed_on(when(told.passed_at))}", 14),
                    ft.Text(told.text, size=16),
                ]
            ),
            key="said",
        ),
        *(asks if told.asked else []),
    ]


@part
def Answer(letter: "Letter", draft: str) -> ft.Control:
    """What was reported, and the field for what else is to be said."""
    ui = use_ui()
    messages, message_id = ui.session.messages, letter.told.message_id
    typed = use_box(lambda: Typed(draft)).current
    typed.keep = lambda text: asyncio.to_thread(messages.keep_draft, message_id, text)

    async def report() -> None:
        await asyncio.to_thread(messages.report, message_id, typed.text)
        ui.saved()
        say(words.REPORTED)

    tap = ui.acts.tap(f"report {message_id}", report)
    before = [card(ft.Text(letter.answered, size=16), key="answered")] if letter.answered else []
    hint = words.AGAIN_HINT if letter.answered else words.REPORT_HINT
    return stack(
        [
            heading(words.REPORTED if letter.answered else words.ANSWER),
            *before,
            quiet(hint),
            text_box(typed, Look(words.ANSWER, words.ANSWER_HINT, lines=ANSWER_LINES)),
            ft.Row([main_button(words.REPORT, tap, icon=ft.Icons.SEND_OUTLINED)]),
        ],
        12,
    )
