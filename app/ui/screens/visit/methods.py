"""The ways used, each with its count; lessons count themselves."""

import flet as ft

from app.ui.desk import Desk
from app.ui.guard import page
from app.ui.parts.desk_hook import not_there, use_desk
from app.ui.parts.frame import screen
from app.ui.parts.pieces import card, quiet, stack
from app.ui.screens.visit.stepper import Counted, Stepper
from app.ui.texts import content as words
from app.ui.texts import labels
from app.ui.texts import visit as visit_words
from domain.kinds.visit.record import Method


@page
def MethodsScreen() -> ft.View:
    """One stepper for each method."""
    desk, view = use_desk()
    if view is None:
        return not_there(desk)
    rows = [method_row(desk, method, view.visit.quantities.get(method, 0)) for method in Method]
    return screen(visit_words.METHODS, [quiet(words.METHODS_HINT), card(stack(rows, 12))])


def method_row(desk: Desk, method: Method, quantity: int) -> ft.Control:
    """The method and its count, with the unit it is counted in."""
    name, unit = labels.METHOD[method]

    def stands() -> int:
        view = desk.board.view
        return view.visit.quantities.get(method, 0) if view else quantity

    def enter(text: str) -> None:
        from app.visits.typed import count_of

        desk.visits.record_count(desk.visit_id, method, count_of(text))

    counted = Counted(f"count.{method.value}", name, stands)
    return ft.Row(
        [
            ft.Column(
                [ft.Text(name, size=16), quiet(f"{quantity} {unit}")],
                spacing=0,
                tight=True,
                expand=True,
            ),
            Stepper(desk, counted, quantity, enter, key=counted.key),
        ],
        key=f"method-{method}",
    )
