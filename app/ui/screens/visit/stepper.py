"""A number that is tapped up and down, or typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.screens.visit.offers import field_named
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import checklist as words
from app.ui.theme import TAP_DP
from app.ui.widgets.draft_field import use_draft
from app.ui.widgets.number_box import SMALL_DP, is_read_as, said_below, small
from app.ui.widgets.pieces import named
from app.ui.widgets.text_box import text_box
from domain.typed_number import Number, NumberField, added, written

SPACE_DP = 4
WIDTH_DP = SMALL_DP + 2 * (TAP_DP + SPACE_DP)
Enter = Callable[[Number | None], object]


@dataclass(frozen=True, slots=True)
class StepperModel:
    """What is counted: its draft key and name, and what the field asks for.

    ``now`` answers the number as it stands at the tap: two quick taps must count twice.
    """

    key: str
    name: str
    now: Callable[[], Number | None]
    asked: NumberField
    step: Number = 1

    def after(self, by: int) -> Number:
        """The number one step further, within its limits.

        From nothing, up begins at the least, and down at the most where there is one.
        """
        stands, low, high = self.now(), self.asked.low or 0, self.asked.high
        if stands is None:
            return low if by > 0 or high is None else high
        wanted = max(low, added(stands, by * self.step))
        return wanted if high is None else min(high, wanted)


@part
def Stepper(
    controller: VisitController, counted: StepperModel, value: Number | None, enter: Enter
) -> ft.Control:
    """The number between its two buttons; what is typed is a draft until the field is left."""
    asked = counted.asked

    def commit(text: str) -> object:
        from app.visits.parse_number import number_of

        return enter(number_of(text, asked))

    async def step(by: int) -> None:
        # The field keeps the keyboard when a button beside it is tapped: what it says comes first.
        await controller.settle(counted.key)
        # Asked for in its turn: a tap before it may still be on its way.
        await controller.save(lambda: enter(counted.after(by)))

    typed = use_draft(
        controller,
        counted.key,
        written(value),
        commit,
        lambda text: is_read_as(text, value, asked),
    )
    field = text_box(typed, small(f"{counted.key}-field"), on_submit=safe(typed.leave))
    row = ft.Row(
        [
            step_button(counted, ft.Icons.REMOVE, words.less, safe(lambda: step(-1))),
            field_named(f"{counted.name} {words.TYPE_NUMBER}", field),
            step_button(counted, ft.Icons.ADD, words.more, safe(lambda: step(1))),
        ],
        spacing=SPACE_DP,
        tight=True,
    )
    said = ft.Container(said_below(typed, asked), width=WIDTH_DP)
    return ft.Column([row, said], spacing=2, tight=True)


def step_button(
    counted: StepperModel, icon: ft.IconData, word: Callable[[Number], str], on_click: Any
) -> ft.Control:
    """One step up or down."""
    return named(
        ft.IconButton(
            icon,
            tooltip=f"{counted.name} {word(counted.step)}",
            on_click=on_click,
            width=TAP_DP,
            height=TAP_DP,
        )
    )
