"""Reads what a played phone shows: its controls, their texts, and the one that is meant."""

import dataclasses
from collections.abc import Iterator
from typing import Any, TypeAlias

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
    if value is None or id(value) in seen:
        return
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from _walk(each, seen, around)
        return
    if isinstance(value, dict):
        yield from _walk(list(value.values()), seen, around)
        return
    if type(value).__name__ == "Component":
        value = ft.unwrap_component(value)
        if isinstance(value, (list, tuple)):
            yield from _walk(value, seen, around)
            return
    if not isinstance(value, BaseControl) or not getattr(value, "visible", True):
        return
    seen.add(id(value))
    yield value, around
    for field in dataclasses.fields(value):
        if not field.name.startswith("_") and not field.metadata.get("skip"):
            yield from _walk(getattr(value, field.name, None), seen, (*around, value))
