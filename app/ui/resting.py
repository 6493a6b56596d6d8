"""A page beneath another rests: it draws nothing and reads nothing until it is seen again.

Each change is told to every page that is open, also to those that another one covers: the month
under a visit, and the visit under its checklist. Drawing them would cost the phone most of a tap
for what nobody sees. So whatever is drawn goes through ``resting``, which hands the last drawing
back while the page is covered. When the page is seen again it is drawn in the same turn; what it
had read before, and what has changed since, stays out of sight until it was read again.
"""

import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

import flet as ft
from flet.components.component import Component
from flet.components.hooks.use_effect import EffectHook
from flet.components.utils import current_component

from app.ui.hooks import use_box

P = ParamSpec("P")
C = TypeVar("C", bound=ft.BaseControl)
AT_ONCE = ft.Animation(ft.Duration())
Show = Callable[[C, bool], None]


@dataclass
class Drawing:
    """The last drawing of a part or page.

    ``has_rested``: since it was last up to date; ``is_read``: it shows something that is read;
    ``is_behind``: what was read before a rest and has changed since.
    """

    control: ft.BaseControl | None = None
    component: Component | None = None
    path: str = ""
    is_seen: bool = True
    has_rested: bool = False
    is_read: bool = False
    is_behind: bool = False


_current: ContextVar[Drawing | None] = ContextVar("drawing", default=None)


def current_drawing() -> Drawing:
    """The drawing that is being made."""
    return _current.get() or Drawing()


def is_seen(path: str) -> bool:
    """Whether the page with this path is the uppermost; whatever has no path is a page apart."""
    there = urlsplit(ft.context.page.route or "/").path.rstrip("/")
    return path in ("", there or "/")


def resting(draw: Callable[P, C], show: Show[C]) -> Callable[P, C]:
    """The same drawing, which rests while its page is beneath another.

    ``show`` lets what was drawn be seen or not, but leaves it in its place, so that a list stays
    where it was scrolled to.
    """

    def drawn(*args: P.args, **kwargs: P.kwargs) -> C:
        drawing = use_box(Drawing).current
        path = ft.use_view_path()
        drawing.is_seen = is_seen(path)
        if not drawing.is_seen and drawing.control is not None and drawing.path == path:
            drawing.has_rested = True
            return cast(C, _left_alone(drawing, drawing.control))
        with _making(drawing):
            control = draw(*args, **kwargs)
        drawing.control, drawing.component, drawing.path = control, current_component(), path
        if drawing.is_read:
            show(control, not drawing.is_behind)
        if drawing.is_seen and not drawing.is_behind:
            drawing.has_rested = False
        return control

    return drawn


@contextmanager
def _making(drawing: Drawing) -> Iterator[None]:
    """Let the drawing be found by whatever is read for it."""
    drawing.is_read = drawing.is_behind = False
    token = _current.set(drawing)
    try:
        yield
    finally:
        _current.reset(token)


def _left_alone(drawing: Drawing, control: ft.BaseControl) -> ft.BaseControl:
    """The control as it stands, for a component whose own hooks are not asked this time.

    As in flet's own memo: the control changes hands, and no effect runs again. An effect that
    ran after the last drawing would, since flet compares with the drawing before that. What was
    drawn looks for its contexts by way of the component that drew it, which flet lets go.
    """
    component = current_component()
    object.__setattr__(control, "_parent", weakref.ref(component))
    if drawing.component is not component:
        object.__setattr__(drawing.component, "_parent_component", weakref.ref(component))
    for hook in component._state.hooks:
        if isinstance(hook, EffectHook):
            hook.prev_deps = hook.deps
    return control


def show_part(control: Any, is_shown: bool) -> None:
    """Let a part be seen, or keep it out of sight in its place."""
    if isinstance(control, ft.LayoutControl):
        control.opacity = 1 if is_shown else 0
        # Also while it is seen: without, the client builds what is hidden around it anew.
        control.animate_opacity = AT_ONCE


def show_page(view: ft.View, is_shown: bool) -> None:
    """The same for all that a page shows under its bar."""
    for each in view.controls:
        show_part(each, is_shown)


# In words it would be all that is drawn, once for each part.
@dataclass(eq=False, slots=True, repr=False)
class Around:
    """The component in which another is placed.

    One that is not drawn anew finds its contexts by way of it, so it must still be the same.
    """

    component: Component

    @classmethod
    def this(cls) -> "Around":
        """The component that is being drawn."""
        return cls(current_component())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Around) and self.component is other.component

    def __hash__(self) -> int:
        return id(self.component)
