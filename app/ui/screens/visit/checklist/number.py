"""A checklist item that is answered with a number: typed, or a score tapped up and down."""

import flet as ft

from app.ui.screens.visit.stepper import Stepper, StepperModel
from app.ui.state.visit_controller import VisitController
from domain.kinds.visit.answer import Answer
from domain.register.checklist import Item
from domain.typed_number import Number

# A score is stepped through in at most this many taps.
MOST_STEPS = 20
STEPS = (1, 5, 10, 50, 100)


def number_answer(controller: VisitController, item: Item, answer: Answer | None) -> ft.Control:
    """The number with its unit, within what can be true."""
    from app.visits.parse_number import item_field

    def before() -> Answer | None:
        view = controller.state.view
        return view.visit.answers.get(item.item_id) if view else answer

    def enter(number: Number | None) -> object:
        stood = before()
        remark = stood.remark if stood else ""
        return controller.visits.record_answer(controller.visit_id, item.item_id, number, remark)

    counted = StepperModel(
        f"number.{item.item_id}",
        item.text[:12],
        lambda: number_in(before()),
        item_field(item),
        step=step_of(item),
    )
    return Stepper(controller, counted, number_in(answer), enter, key=counted.key)


def number_in(answer: Answer | None) -> Number | None:
    """The number an answer is; None for none, or for what does not apply."""
    if answer is None or isinstance(answer.value, str):
        return None
    return answer.value


def step_of(item: Item) -> int:
    """How much a tap changes: one, or more where the range is wide."""
    if item.kind != "score" or item.minimum is None or item.maximum is None:
        return 1
    span = item.maximum - item.minimum
    return next((step for step in STEPS if span / step <= MOST_STEPS), STEPS[-1])
