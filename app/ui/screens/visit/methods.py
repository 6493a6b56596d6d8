"""The ways used, each with its count; lessons count themselves."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.screens.visit.stepper import Stepper, StepperModel
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts.visit import content as words
from app.ui.texts.visit import units as unit_words
from app.ui.texts.visit import visit as visit_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, heading, quiet, stack
from app.ui.widgets.use_visit import not_there, use_visit
from domain.kinds.visit.record import Method
from domain.typed_number import Number

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def MethodsScreen() -> ft.View:
    """One stepper for each method."""
    controller, view = use_visit()
    if view is None:
        return not_there(controller)
    hint = [quiet(unit_words.NAMED_BY_UNIT)] if view.visit.units else []
    shown: list[ft.Control] = [quiet(words.METHODS_HINT), *hint]
    for school_id in view.visit.schools:
        shown += counted_at(controller, view, school_id)
    return screen(visit_words.METHODS, shown)


def counted_at(controller: VisitController, view: "VisitView", school_id: str) -> list[ft.Control]:
    """The methods at one unit, under its name where there are several."""
    name, counts = view.unit_name(school_id), view.visit.quantities_at(school_id)
    rows = [method_row(controller, (school_id, each), counts.get(each, 0)) for each in Method]
    return [*([heading(name)] if name else []), card(stack(rows, 12), key=f"at-{school_id}")]


def method_row(controller: VisitController, at: tuple[str, Method], quantity: int) -> ft.Control:
    """The method and its count at a unit, with the unit it is counted in."""
    from app.visits.draft_keys import count_key, unit_count_key
    from app.visits.parse_number import count_field

    school_id, method = at
    name, unit = labels.METHOD[method]
    view, visits = controller.state.view, controller.visits
    is_first = view is None or school_id == view.visit.school_id

    def stands() -> int:
        now = controller.state.view
        return now.visit.quantities_at(school_id).get(method, 0) if now else quantity

    def enter(number: Number | None) -> object:
        if is_first:
            return visits.record_count(controller.visit_id, method, int(number or 0))
        return visits.record_unit_count(controller.visit_id, school_id, method, int(number or 0))

    key = count_key(method) if is_first else unit_count_key(method, school_id)
    counted = StepperModel(key, name, stands, count_field(method))
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
        key=f"method-{method}" if is_first else f"method-{method}-{school_id}",
    )
