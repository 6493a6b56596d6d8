"""A form of several fields that is kept as one draft while it is filled, and is one entry then."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import flet as ft

from app.ui.guard import safe
from app.ui.hooks import use_box, use_value
from app.ui.state.visit_controller import Commit, VisitController

Values = dict[str, Any]


def no_values() -> Values | None:
    """Nothing was typed yet."""
    return None


@dataclass(frozen=True, slots=True)
class Form:
    """What the fields show, and the acts on them."""

    values: Values
    change: Any

    def text(self, name: str) -> str:
        """A field's value as text."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def typing(self, name: str) -> Any:
        """A handler that keeps what is typed into the field."""
        return safe(lambda e: self.change(name, e.control.value))

    def choosing(self, name: str, value: Any) -> Any:
        """A handler that sets the field to the value, or to what a function makes of its value."""
        return safe(lambda: self.change(name, value))


def use_form(controller: VisitController, key: str, saved: Values, commit: Commit) -> Form:
    """The form under the draft key, begun with what is saved.

    Every change is kept as a draft at once. Leaving the screen hands the whole form, as JSON,
    to ``commit``.
    """
    typed = use_box(no_values)
    _, redraw = ft.use_state(0)

    async def restore() -> None:
        held = await controller.draft(key)
        if held is not None and typed.current is None:
            typed.current = read_form(held)
            await controller.hold(key, held, commit)
            redraw(lambda old: old + 1)

    async def leave() -> None:
        await controller.settle(key)

    async def change(name: str, value: Any) -> None:
        now = dict(saved if typed.current is None else typed.current)
        # What is made from the value before must see the newest, not the one last drawn.
        now[name] = value(now.get(name)) if callable(value) else value
        typed.current = now
        redraw(lambda old: old + 1)
        await controller.hold(key, json.dumps(now, ensure_ascii=False), commit)

    ft.use_effect(safe(restore), dependencies=[key], cleanup=safe(leave))
    return Form(dict(saved if typed.current is None else typed.current), change)


def use_passing_form(first: Values) -> Form:
    """A form that ends with its screen: it is recorded at once, or not at all."""
    values, set_values = use_value(first)

    async def change(name: str, value: Any) -> None:
        def changed(old: Values) -> Values:
            return {**old, name: value(old.get(name)) if callable(value) else value}

        set_values(changed)

    return Form(values, change)


def read_form(text: str) -> Values:
    """The fields of a kept form; none when it cannot be read."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def is_blank(values: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    """Whether none of the named fields says anything."""
    return not any(str(values.get(name) or "").strip() for name in names)


def text_field(form: Form, name: str, label: str, *, hint: str = "", lines: int = 1) -> ft.Control:
    """A text field of the form."""
    return ft.TextField(
        label=label,
        hint_text=hint or None,
        value=form.text(name),
        on_change=form.typing(name),
        multiline=lines > 1,
        align_label_with_hint=lines > 1,
        min_lines=lines if lines > 1 else None,
        max_lines=10 if lines > 1 else 1,
        expand=True if lines == 1 else None,
        key=f"form-{name}",
    )


def number_field(form: Form, name: str, label: str) -> ft.Control:
    """A field for a whole number."""
    return ft.TextField(
        label=label,
        value=form.text(name),
        on_change=form.typing(name),
        keyboard_type=ft.KeyboardType.NUMBER,
        input_filter=ft.InputFilter(regex_string=r"^[0-9]*$"),
        expand=True,
        key=f"form-{name}",
    )


def chips(form: Form, name: str, options: Mapping[Any, str], *, may_clear: bool) -> ft.Control:
    """One of a few values, as chips; the chosen one may be taken back where that makes sense."""
    now = form.values.get(name)
    return ft.Row(
        [
            ft.Chip(
                label=ft.Text(label, size=15, max_lines=3, no_wrap=False),
                padding=10,
                selected=now == str(value),
                show_checkmark=now == str(value),
                on_select=form.choosing(
                    name, None if may_clear and now == str(value) else str(value)
                ),
                key=f"{name}-{value}",
            )
            for value, label in options.items()
        ],
        wrap=True,
        spacing=8,
        run_spacing=4,
    )


def whole(value: Any) -> int | None:
    """The whole number typed, or None."""
    text = str(value or "").strip()
    return int(text) if text.isdecimal() else None
