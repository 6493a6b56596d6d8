"""The ways used, each with its count; lessons count themselves."""

import flet as ft

from app.ui.guard import page
from app.ui.screens.visit.stepper import Stepper, StepperModel
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts.visit import content as words
from app.ui.texts.visit import visit as visit_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, quiet, stack
from app.ui.widgets.use_visit import not_there, use_visit
from domain.kinds.visit.record import Method
from domain.typed_number import Number


@page
def MethodsScreen() -> ft.View:
    """One stepper for each method."""
    controller, view = use_visit()
    if view is None:
        return not_there(controller)
    rows = [
        method_row(controller, method, view.visit.quantities.get(method, 0)) for method in Method
    ]
    return screen(visit_words.METHODS, [quiet(words.METHODS_HINT), card(stack(rows, 12))])


def method_row(controller: VisitController, method: Method, quantity: int) -> ft.Control:
    """The method and its count, with the unit it is counted in."""
    from app.visits.parse_number import count_field

    name, unit = labels.METHOD[method]

    def stands() -> int:
        view = controller.state.view
        return view.visit.quantities.get(method, 0) if view else quantity

    def enter(number: Number | None) -> object:
        return controller.visits.record_count(controller.visit_id, method, int(number or 0))

    counted = StepperModel(f"count.{method.value}", name, stands, count_field(method))
    return ft.Row(
        [
            ft.Column(
                [ft.Text(name, size=16), quiet(f"{quantity} {unit}")],
                spacing=0,
                tight=True,
                expand=True,
            ),
            Stepper(controller, counted, quantity, enter, key=counted.key),
        ],
        key=f"method-{method}",
    )
