"""Reads what a played phone shows: its controls, their texts, and the one that is meant."""

import dataclasses
import functools
from collections.abc import Hashable, Iterator
from operator import itemgetter
from typing import Any, TypeAlias, cast

import flet as ft
from flet.controls.base_control import BaseControl

NAMES = ("value", "label", "title", "subtitle", "content", "text", "error", "tooltip", "hint_text")
NESTED = ("content", "title", "subtitle", "label", "leading", "trailing")
BUTTONS = (
    ft.Button,
    ft.FilledButton,
    ft.FilledTonalButton,
    ft.OutlinedButton,
    ft.TextButton,
    ft.IconButton,
    ft.FloatingActionButton,
    ft.ListTile,
    ft.Container,
    ft.Chip,
)


HOLDS_CONTROLS = (BaseControl, list, tuple, dict)

Lineage: TypeAlias = tuple[Any, ...]
"""The controls around a control, the outermost first."""


class Screen:
    """The controls on the uppermost view and in open dialogs."""

    page: Any

    @property
    def views(self) -> list[ft.View]:
        """The stack of views, the visible one last."""
        stack = ft.unwrap_component(self.page.views)
        flat: list[ft.View] = []
        for view in stack if isinstance(stack, list) else [stack]:
            found = ft.unwrap_component(view)
            flat.extend(found if isinstance(found, list) else [found])
        return flat

    @property
    def top(self) -> ft.View:
        """The visible view."""
        return self.views[-1]

    def controls(self, root: Any = None) -> Iterator[Any]:
        """Every visible control under the root: by default of the top view and open dialogs."""
        for control, _ in self.placed(root):
            yield control

    def placed(self, root: Any = None) -> Iterator[tuple[Any, Lineage]]:
        """The same, each with the controls around it, the outermost first."""
        dialogs = [dialog for dialog in self.page._dialogs.controls if dialog.open]
        seen: set[int] = set()
        for each in [root] if root is not None else [self.top, dialogs]:
            yield from _walk(each, seen, ())

    def text_of(self, control: Any) -> str:
        """The text a control shows itself."""
        found = [getattr(control, name, None) for name in NAMES]
        return "\n".join(text for text in found if isinstance(text, str) and text)

    def texts(self, root: Any = None) -> str:
        """Everything that can be read."""
        shown = [text for each in self.controls(root) if (text := self.text_of(each))]
        return "\n".join(shown)

    def all(self, kind: Any = None, text: str | None = None, key: str | None = None) -> list[Any]:
        """The controls of a kind that show the text or have the key."""
        return [
            control
            for control in self.controls()
            if (kind is None or isinstance(control, kind))
            and (text is None or text in self.text_of(control))
            and (key is None or control.key == key)
        ]

    def one(self, kind: Any = None, text: str | None = None, key: str | None = None) -> Any:
        """The one such control; fails with the screen's text when there is none or several."""
        found = self.all(kind, text, key)
        assert len(found) == 1, (
            f"{len(found)} controls match {kind} {text!r} {key!r}; the screen:\n{self.texts()}"
        )
        return found[0]

    def button(self, text: str) -> Any:
        """The innermost thing to tap that shows the text; the shortest text wins."""
        found = [
            (len(shown), control)
            for control in self.controls()
            if isinstance(control, BUTTONS)
            and getattr(control, "on_click", None) is not None
            and text in (shown := self.texts(control))
        ]
        assert found, f"nothing to tap shows {text!r}; the screen:\n{self.texts()}"
        return min(found, key=lambda pair: pair[0])[1]


def _walk(value: Any, seen: set[int], around: Lineage) -> Iterator[tuple[Any, Lineage]]:
    """What is visible under the value, from above; a stack, since screens are deep and many."""
    waiting = [(value, around)]
    while waiting:
        value, around = waiting.pop()
        value = ft.unwrap_component(value)
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, (list, tuple)):
            waiting.extend((each, around) for each in reversed(value))
        elif isinstance(value, BaseControl) and id(value) not in seen and is_shown(value):
            seen.add(id(value))
            yield value, around
            waiting.extend((each, (*around, value)) for each in _held_by(value))


def is_shown(control: BaseControl) -> bool:
    """Whether the control and what it holds can be seen."""
    return getattr(control, "visible", True) and getattr(control, "opacity", None) != 0


def _held_by(control: Any) -> list[Any]:
    """What may hold controls among the control's fields, the last field first.

    Flet keeps only what is not a field's default, so most of its many fields need not be read.
    """
    order = _order_of_fields(cast(Hashable, type(control)))
    named = (*control._values.items(), *vars(control).items())
    found = [
        (order[name], value)
        for name, value in named
        if name in order and isinstance(value, HOLDS_CONTROLS)
    ]
    return [value for _, value in sorted(found, key=itemgetter(0), reverse=True)]


@functools.cache
def _order_of_fields(kind: Any) -> dict[str, int]:
    """The fields of a kind of control that are shown, in their order."""
    return {
        each.name: number
        for number, each in enumerate(dataclasses.fields(kind))
        if not each.name.startswith("_") and not each.metadata.get("skip")
    }
