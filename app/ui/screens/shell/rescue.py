"""A damaged database: the way to rescue it, and what came of that."""

import flet as ft

from app.ui.guard import page, safe
from app.ui.state.ui import use_ui
from app.ui.texts import rescue as words
from app.ui.widgets.frame import column
from app.ui.widgets.pieces import (
    card,
    headline,
    main_button,
    notice,
    side_button,
    stack,
    title,
)


@page
def DamagedScreen() -> ft.View:
    """Nothing more is recorded on what is damaged: first it is rescued."""
    ui = use_ui()
    return alone(
        [
            headline(words.DAMAGED_TITLE),
            ft.Text(words.DAMAGED),
            notice(words.DAMAGED_HINT, "look"),
            ft.Row([main_button(words.RESCUE, safe(ui.reopen), icon=ft.Icons.HEALING)]),
        ]
    )


@page
def RescuedScreen() -> ft.View:
    """What was saved and what not, until it was read."""
    ui = use_ui()
    signed, _ = ft.use_state(ui.signed)
    rescued = signed.rescued
    if rescued is None:
        return alone([])

    async def hand_over() -> None:
        await ui.note_rescue_read()
        await ui.page.push_route("/export")

    buttons: list[ft.Control] = [ft.Row([main_button(words.READ, safe(ui.note_rescue_read))])]
    if rescued.files and signed.session is not None and not signed.is_locked:
        buttons.append(side_button(words.HAND_OVER, safe(hand_over), icon=ft.Icons.SHARE))
    parts = (
        (words.SAVED, words.saved(rescued)),
        (words.NOT_SAVED, words.not_saved(rescued)),
        (words.NEXT, words.following(rescued)),
    )
    told = [
        card(stack([title(name), *(ft.Text(each) for each in said)], 8), key=name)
        for name, said in parts
    ]
    return alone([headline(words.TITLE), *told, *buttons])


def alone(controls: list[ft.Control]) -> ft.View:
    """A screen that stands before all others."""
    return ft.View(
        route="/",
        padding=0,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        controls=[ft.SafeArea(column([ft.Container(height=24), *controls]), expand=True)],
    )
