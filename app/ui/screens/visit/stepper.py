"""A number that is tapped up and down, or typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.hooks import use_box
from app.ui.screens.visit.offers import field_named
from app.ui.state.visit_controller import Commit, VisitController
from app.ui.texts.visit import checklist as words
from app.ui.theme import TAP_DP
from app.ui.widgets.draft_field import no_text
from app.ui.widgets.pieces import named

Number = int | float
FIELD_DP = 76


@dataclass(frozen=True, slots=True)
class StepperModel:
    """What is counted: its draft key and name, and the numbers there can be.

    ``now`` answers the number as it stands at the tap: two quick taps must count twice.
    """

    key: str
    name: str
    now: Callable[[], Number | None]
    low: float = 0
    high: float | None = None
    step: Number = 1

    def after(self, by: int) -> Number:
        """The number one step further, within its limits.

        From nothing, up begins at the least, and down at the most where there is one.
        """
        stands = self.now()
        if stands is None:
            return _tidy(self.low if by > 0 or self.high is None else self.high)
        wanted = max(self.low, stands + by * self.step)
        return _tidy(wanted if self.high is None else min(self.high, wanted))


def _tidy(number: float) -> Number:
    return int(number) if float(number).is_integer() else number


def written(number: Number | None) -> str:
    """The number as it stands in the field."""
    return "" if number is None else f"{number:g}"


@part
def Stepper(
    controller: VisitController, counted: StepperModel, value: Number | None, commit: Commit
) -> ft.Control:
    """The number between its two buttons; what is typed is a draft until the field is left."""
    typed = use_box(no_text)
    _, redraw = ft.use_state(0)

    def shown_anew() -> None:
        typed.current = None
        redraw(lambda old: old + 1)

    async def restore() -> None:
        held = await controller.draft(counted.key)
        if held is not None and typed.current is None:
            typed.current = held
            await controller.hold(counted.key, held, commit)
            redraw(lambda old: old + 1)

    async def change(e: Any) -> None:
        typed.current = e.control.value
        await controller.hold(counted.key, e.control.value, commit)

    async def leave() -> None:
        await controller.settle(counted.key)
        shown_anew()

    async def gone() -> None:
        await controller.settle(counted.key)

    async def step(by: int) -> None:
        # The field keeps the keyboard when a button beside it is tapped: what it says comes first.
        await controller.settle(counted.key)
        shown_anew()
        wanted = written(counted.after(by))
        await controller.save(lambda: commit(wanted))

    ft.use_effect(safe(restore), dependencies=[counted.key], cleanup=safe(gone))
    field = ft.TextField(
        value=written(value) if typed.current is None else typed.current,
        keyboard_type=ft.KeyboardType.NUMBER,
        text_align=ft.TextAlign.CENTER,
        dense=True,
        width=FIELD_DP,
        on_change=safe(change),
        on_blur=safe(leave),
        on_submit=safe(leave),
        key=f"{counted.key}-field",
    )
    return ft.Row(
        [
            step_button(counted, ft.Icons.REMOVE, words.less, safe(lambda: step(-1))),
            field_named(f"{counted.name} {words.TYPE_NUMBER}", field),
            step_button(counted, ft.Icons.ADD, words.more, safe(lambda: step(1))),
        ],
        spacing=4,
        tight=True,
    )


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
