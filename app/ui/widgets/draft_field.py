"""A text field that forgets nothing: a draft while one types, an entry when one leaves it."""

from dataclasses import dataclass
from typing import Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.hooks import use_box
from app.ui.state.visit_controller import Commit, VisitController


@dataclass(frozen=True, slots=True)
class Field:
    """A field's draft key and looks."""

    key: str
    label: str
    hint: str = ""
    lines: int = 1
    is_number: bool = False
    suffix: str = ""


def no_text() -> str | None:
    """Nothing was typed yet."""
    return None


@part
def DraftField(controller: VisitController, field: Field, saved: str, commit: Commit) -> ft.Control:
    """The field; ``saved`` is the text as the visit has it, ``commit`` makes an entry of a text."""
    typed = use_box(no_text)
    drawn, redraw = ft.use_state(0)

    async def restore() -> None:
        held = await controller.draft(field.key)
        if held is not None and typed.current is None:
            typed.current = held
            await controller.hold(field.key, held, commit)
            redraw(lambda old: old + 1)

    async def leave() -> None:
        await controller.settle(field.key)
        typed.current = None
        redraw(lambda old: old + 1)

    async def change(e: Any) -> None:
        typed.current = e.control.value
        await controller.hold(field.key, e.control.value, commit)

    async def gone() -> None:
        await controller.settle(field.key)

    ft.use_effect(safe(restore), dependencies=[field.key], cleanup=safe(gone))
    text = saved if typed.current is None else typed.current
    return ft.TextField(
        label=field.label,
        hint_text=field.hint or None,
        value=text,
        align_label_with_hint=field.lines > 1,
        multiline=field.lines > 1,
        min_lines=field.lines if field.lines > 1 else None,
        max_lines=12 if field.lines > 1 else 1,
        keyboard_type=ft.KeyboardType.NUMBER if field.is_number else ft.KeyboardType.TEXT,
        suffix=field.suffix or None,
        on_change=safe(change),
        on_blur=safe(leave),
        data=drawn,
    )
