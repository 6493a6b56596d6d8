"""The ways used, each with its count; lessons count themselves."""

from typing import Any

import flet as ft

from app.ui.desk import Desk
from app.ui.guard import page, safe
from app.ui.parts.desk_hook import not_there, use_desk
from app.ui.parts.frame import screen
from app.ui.parts.pieces import card, named, quiet, stack
from app.ui.texts import content as words
from app.ui.texts import labels
from app.ui.texts import visit as visit_words
from domain.entries.visit import Method


@page
def MethodsScreen() -> ft.View:
    """One stepper for each method."""
    desk, view = use_desk()
    if view is None:
        return not_there(desk)
    rows = [stepper(desk, method, view.visit.quantities.get(method, 0)) for method in labels.METHOD]
    return screen(visit_words.METHODS, [quiet(words.METHODS_HINT), card(stack(rows, 12))])


def stepper(desk: Desk, method: Method, quantity: int) -> ft.Control:
    """The method's count, one more or one less at a tap."""
    name, unit = labels.METHOD[method]

    def step(by: int) -> Any:
        async def count() -> None:
            # What stands is read at the tap: two quick taps must count twice.
            view = desk.board.view
            now = view.visit.quantities.get(method, 0) if view else quantity
            wanted = max(0, now + by)
            await desk.save(lambda: desk.visits.record_count(desk.visit_id, method, wanted))

        return safe(count)

    return ft.Row(
        [
            ft.Text(name, size=16, expand=True),
            named(
                ft.IconButton(
                    ft.Icons.REMOVE_CIRCLE_OUTLINE,
                    tooltip=f"{name} {words.LESS}",
                    on_click=step(-1),
                    disabled=quantity == 0,
                )
            ),
            ft.Container(
                ft.Text(f"{quantity} {unit}", size=16, text_align=ft.TextAlign.CENTER), width=72
            ),
            named(
                ft.IconButton(
                    ft.Icons.ADD_CIRCLE_OUTLINE,
                    tooltip=f"{name} {words.MORE}",
                    on_click=step(1),
                    icon_color=ft.Colors.PRIMARY,
                )
            ),
        ],
        key=f"method-{method}",
    )
