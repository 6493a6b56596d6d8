"""What a screen reader and a thumb need of every control: a name, a meaning, and room."""

from collections.abc import Callable, Iterator
from typing import Any

import flet as ft
import flet.canvas as cv

from tests.harness.screen import Lineage, Screen

TAP_DP = 48
BUTTONS = (
    ft.Button,
    ft.FilledButton,
    ft.FilledTonalButton,
    ft.OutlinedButton,
    ft.TextButton,
)
FIELDS = (ft.TextField, ft.Checkbox, ft.Switch, ft.Radio, ft.Slider)
PROGRESS = (ft.ProgressRing, ft.ProgressBar)
ACTS = ("on_click", "on_tap", "on_pan_start", "on_tap_down", "on_tap_up")


def complaints(screen: Screen) -> list[str]:
    """What on the screen has no name, means nothing to those who do not see it, or is too small."""
    found = [
        f"{why}: {type(control).__name__} {screen.texts(control)[:40]!r} key={control.key!r}"
        for control, around in screen.placed()
        for why in (*unnamed(screen, control, around), *small(control))
    ]
    if not any(True for control in screen.controls() if is_heading(control)):
        found.append("no heading")
    return found


def is_interactive(control: Any) -> bool:
    """Whether one can tap or fill it."""
    return isinstance(control, (*BUTTONS, *FIELDS, ft.Dropdown, ft.IconButton, ft.Chip)) or any(
        getattr(control, act, None) is not None for act in ACTS
    )


def is_heading(control: Any) -> bool:
    """Whether a screen reader can jump to it; a bar's title is one by itself."""
    is_titled = isinstance(control, ft.AppBar) and control.title is not None
    return is_titled or (isinstance(control, ft.Semantics) and bool(control.header))


def unnamed(screen: Screen, control: Any, around: Lineage) -> Iterator[str]:
    """Why a screen reader cannot say what the control is."""
    if any(isinstance(each, ft.Semantics) and each.exclude_semantics for each in around):
        return
    for kinds, is_named, why in RULES:
        if isinstance(control, kinds):
            if not is_named(control, around):
                yield why
            return
    if is_interactive(control) and not (labelled(control, around) or screen.texts(control).strip()):
        yield "nothing to say about what can be tapped"


def labelled(_control: Any, around: Lineage) -> bool:
    """Whether something around the control says what it is."""
    return any(isinstance(each, ft.Semantics) and each.label for each in around)


def merged(control: Any, around: Lineage) -> bool:
    """Whether an icon's tooltip becomes its name."""
    is_merged = any(isinstance(each, ft.MergeSemantics) for each in around)
    return bool(control.tooltip) and is_merged


def has_label(control: Any, around: Lineage) -> bool:
    """Whether a field says what belongs into it: itself, or by the words it is merged with."""
    is_merged = any(isinstance(each, ft.MergeSemantics) for each in around)
    return bool(control.label) or (is_merged and labelled(control, around))


def described(control: Any, around: Lineage) -> bool:
    """Whether an image is described, or is no more than a picture of what is said."""
    is_own = bool(control.semantics_label or control.exclude_from_semantics)
    return is_own or labelled(control, around)


RULES: tuple[tuple[Any, Callable[[Any, Lineage], bool], str], ...] = (
    (ft.IconButton, merged, "icon button without tooltip and named()"),
    (ft.Dropdown, labelled, "list to choose from whose choice is not said"),
    (FIELDS, has_label, "field without a label"),
    (ft.Image, described, "image neither described nor silent"),
    (PROGRESS, lambda control, _: bool(control.semantics_label), "progress that says not of what"),
    # In a browser it is an empty, disabled text box to a screen reader.
    (ft.Text, lambda control, _: not control.selectable, "text that is selectable"),
    (cv.Canvas, labelled, "drawing without words"),
)


def small(control: Any) -> Iterator[str]:
    """Why a thumb would miss it."""
    if not is_interactive(control) or isinstance(control, ft.TextField):
        return
    sizes = [getattr(control, name, None) for name in ("height", "width", "min_height")]
    if any(isinstance(size, int | float) and size < TAP_DP for size in sizes):
        yield f"smaller than {TAP_DP} dp"
    density = getattr(control, "visual_density", None)
    if density is ft.VisualDensity.COMPACT or getattr(control, "dense", False):
        yield "set closer than a thumb needs"
