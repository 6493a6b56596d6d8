"""The day's route: where one was, and where one still goes, in an order of one's own."""

from datetime import date
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import page, safe
from app.ui.screens.school.choose import FOR_THE_DAY
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import day as words
from app.ui.texts import labels
from app.ui.texts import shell as shell_words
from app.ui.theme import TAP_DP
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import (
    card,
    empty,
    heading,
    main_button,
    named,
    quiet,
    stack,
    title,
    waiting,
)
from app.ui.widgets.state_mark import state_mark
from app.ui.widgets.when import day_text, time_text
from domain.clock import local_date

if TYPE_CHECKING:
    from app.visits.day import DayView, PlannedStop, Stop


@page
def DayScreen() -> ft.View:
    """Today's stops."""
    ui = use_ui()
    session, today = ui.session, local_date(ui.device.clock.now())
    day = use_loaded(lambda: session.visits.day(today), session, today)
    if day is None:
        return screen(words.TITLE, [waiting(shell_words.LOADING)])
    add = main_button(words.ADD, ui.go(f"/choose/{FOR_THE_DAY}"), icon=ft.Icons.ADD)
    return screen(
        words.TITLE,
        [*made(ui, day), *planned(ui, today, day)],
        subtitle=day_text(today),
        bottom=ft.Row([add]),
    )


def made(ui: Ui, day: "DayView") -> list[ft.Control]:
    """The stops one was at, in the order of arriving."""
    if not day.made:
        return []
    return [heading(words.MADE), *(made_card(ui, each) for each in day.made)]


def made_card(ui: Ui, stop: "Stop") -> ft.Control:
    """One stop, from when to when."""
    arrived = time_text(stop.arrived_at) if stop.arrived_at else None
    left = time_text(stop.left_at) if stop.left_at else None
    return card(
        ft.Row(
            [
                ft.Container(
                    stack([title(stop.school_name), quiet(words.times(arrived, left), 14)], 2),
                    expand=True,
                ),
                state_mark(stop.state),
            ]
        ),
        on_click=ui.go(f"/visit/{stop.visit_id}"),
        key=f"made-{stop.visit_id}",
    )


def planned(ui: Ui, today: date, day: "DayView") -> list[ft.Control]:
    """Where one still goes; what to do with an empty day."""
    if not day.planned and not day.made:
        return [empty(ft.Icons.ROUTE_OUTLINED, words.EMPTY, words.EMPTY_HINT)]
    if not day.planned:
        return [quiet(words.ALL_DONE, 14)]
    last = len(day.planned) - 1
    return [
        heading(words.PLANNED),
        *(
            planned_card(ui, today, each, number, is_last=number == last)
            for number, each in enumerate(day.planned)
        ),
    ]


def planned_card(
    ui: Ui, today: date, stop: "PlannedStop", number: int, *, is_last: bool
) -> ft.Control:
    """One stop to come: go there, put it earlier or later, or take it out."""
    visits, school_id = ui.session.visits, stop.school_id

    def move(by: int) -> Any:
        return safe(lambda: ui.note(lambda: visits.move_stop(today, school_id, by)))

    drop = safe(lambda: ui.note(lambda: visits.drop_stop(today, school_id)))
    kind = labels.SCHOOL_KIND[stop.school.school_kind] if stop.school else words.LOST
    buttons = (
        (ft.Icons.ARROW_UPWARD, words.EARLIER, move(-1), number == 0),
        (ft.Icons.ARROW_DOWNWARD, words.LATER, move(1), is_last),
        (ft.Icons.CLOSE, words.REMOVE, drop, False),
    )
    go = ft.FilledTonalButton(
        words.GO,
        icon=ft.Icons.NEAR_ME_OUTLINED,
        on_click=ui.go(f"/school/{school_id}"),
        height=TAP_DP,
    )
    return card(
        stack(
            [
                title(f"{number + 1}. {stop.name}"),
                quiet(kind),
                ft.Row(
                    [
                        *([go] if stop.school else []),
                        ft.Container(expand=True),
                        *(
                            step_button(icon, name, act, is_useless)
                            for icon, name, act, is_useless in buttons
                        ),
                    ],
                    spacing=0,
                ),
            ],
            4,
        ),
        key=f"planned-{school_id}",
    )


def step_button(icon: ft.IconData, name: str, act: Any, is_useless: bool) -> ft.Control:
    """A small change to the plan, as large as a thumb."""
    return named(
        ft.IconButton(
            icon, tooltip=name, on_click=act, disabled=is_useless, width=TAP_DP, height=TAP_DP
        )
    )
