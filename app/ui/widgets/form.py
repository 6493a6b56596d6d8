"""A form of several fields that is kept as one draft while it is filled, and is one entry then."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import flet as ft

from app.ui.guard import Handler, safe
from app.ui.hooks import use_box
from app.ui.state.visit_controller import Commit, VisitController
from app.ui.widgets.number_box import number_box
from app.ui.widgets.text_box import Beat, Look, Typed, text_box
from domain.typed_number import NumberField

Values = dict[str, Any]
Change = Callable[[Any], Any]
Keep = Callable[[Values], Any]


def kept_nowhere(_values: Values) -> object:
    """The form ends with its screen."""
    return None


class Form:
    """What the fields hold, and the acts on them.

    What is typed is in ``values`` at once and draws nothing but what follows ``heard``; whatever
    is chosen draws the form anew.
    """

    def __init__(self, values: Values, keep: Keep) -> None:
        self.values = values
        self.is_begun = False
        self.heard = Beat()
        self.redraw: Callable[[], None] = self.heard.tell
        self.keep = keep
        self._typed: dict[str, Typed] = {}

    def text(self, name: str) -> str:
        """A field's value as text."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def typed(self, name: str) -> Typed:
        """What a field with text says."""
        return self.typed_in(name, name, self.text(name), lambda text: text)

    def typed_in(self, place: str, name: str, text: str, become: Callable[[str], Any]) -> Typed:
        """The same for a text that is part of a value: in its place, as it stands.

        ``become`` answers the value that a text makes, or a function of the old value.
        """
        typed = self._typed.setdefault(place, Typed(text))
        typed.keep = lambda typed_text: self._hear(name, become(typed_text))
        typed.stand(text)
        return typed

    def choosing(self, name: str, value: Any) -> Handler:
        """A handler that sets the field to the value, or to what a function makes of its value."""
        return safe(lambda: self.change(name, value))

    def switching(self, name: str) -> Handler:
        """A handler that sets the field to what a control says that is switched."""
        return safe(lambda e: self.change(name, e.control.value))

    async def change(self, name: str, value: Any) -> None:
        """Set the field to the value, or to what a function makes of its value."""
        self._set(name, value)
        self.redraw()
        await self._keep_all()

    async def _hear(self, name: str, value: Any) -> None:
        self._set(name, value)
        self.heard.tell()
        await self._keep_all()

    def _set(self, name: str, value: Any) -> None:
        # What is made from the value before must see the newest, not the one last drawn.
        made = value(self.values.get(name)) if callable(value) else value
        self.values = {**self.values, name: made}
        self.is_begun = True

    async def _keep_all(self) -> None:
        kept = self.keep(self.values)
        if kept is not None:
            await kept


def use_form(controller: VisitController, key: str, saved: Values, commit: Commit) -> Form:
    """The form under the draft key, begun with what is saved.

    Every change is kept as a draft at once. Leaving the screen hands the whole form, as JSON,
    to ``commit``.
    """
    _, redraw = ft.use_state(0)
    held = controller.draft(key)

    def keep(values: Values) -> Any:
        return controller.hold(key, json.dumps(values, ensure_ascii=False), commit)

    form = use_box(lambda: Form(saved, keep)).current
    form.keep, form.redraw = keep, lambda: redraw(lambda old: old + 1)
    if not form.is_begun:
        form.values = dict(saved) if held is None else read_form(held)
        form.is_begun = held is not None

    async def leave() -> None:
        await controller.settle(key)

    ft.use_effect(
        safe(lambda: controller.take_up(key, commit)), dependencies=[key], cleanup=safe(leave)
    )
    return form


def use_passing_form(first: Values) -> Form:
    """A form that ends with its screen: it is recorded at once, or not at all."""
    _, redraw = ft.use_state(0)
    form = use_box(lambda: Form(first, kept_nowhere)).current
    form.redraw = lambda: redraw(lambda old: old + 1)
    return form


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
    look = Look(label, hint, lines=lines, most_lines=10, is_wide=lines == 1, key=f"form-{name}")
    return text_box(form.typed(name), look)


def number_field(form: Form, name: str, label: str, asked: NumberField) -> ft.Control:
    """A field for a number."""
    look = Look(label, keyboard=ft.KeyboardType.NUMBER, is_wide=True, key=f"form-{name}")
    return number_box(form.typed(name), look, asked)


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
