"""Cards, headings, small marks, empty states: the look, said once."""

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from app.ui.state.acts import Tap
from app.ui.theme import BODY, EDGE, SMALL

Act = Callable[..., Any]


def card(
    content: ft.Control, *, on_click: Act | None = None, tone: str | None = None, key: str = ""
) -> ft.Control:
    """A calm card; with on_click the whole card is one button, also for a screen reader."""
    inside = ft.Container(
        content=content, padding=EDGE, on_click=on_click, ink=on_click is not None
    )
    shown = ft.Card(
        key=key or None, bgcolor=tone, clip_behavior=ft.ClipBehavior.ANTI_ALIAS, content=inside
    )
    if on_click is None:
        return shown
    # Merged, or a screen reader would meet the card and the area one taps one after the other.
    return ft.MergeSemantics(content=ft.Semantics(content=shown, button=True), key=key or None)


def stack(controls: Sequence[ft.Control], spacing: float = 8) -> ft.Column:
    """Controls one under the other, as wide as the card."""
    return ft.Column(
        list(controls),
        spacing=spacing,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def heading(text: str, trailing: ft.Control | None = None) -> ft.Control:
    """The title of a group, which a screen reader can jump to."""
    title = ft.Text(text, size=BODY, weight=ft.FontWeight.W_600)
    marked = ft.Semantics(content=title, header=True, expand=True)
    row = ft.Row([marked, trailing] if trailing else [marked])
    return ft.Container(row, padding=ft.Padding(left=4, top=8, right=4, bottom=0))


def headline(text: str) -> ft.Control:
    """The title of a screen that has no bar."""
    return ft.Semantics(content=ft.Text(text, size=28, weight=ft.FontWeight.W_600), header=True)


def title(text: str) -> ft.Text:
    """The first line of a card."""
    return ft.Text(text, size=16, weight=ft.FontWeight.W_600)


def quiet(text: str, size: float = SMALL) -> ft.Text:
    """A line that explains."""
    return ft.Text(text, size=size, color=ft.Colors.ON_SURFACE_VARIANT)


MARKS = {
    "plain": (ft.Colors.SURFACE_CONTAINER_HIGHEST, ft.Colors.ON_SURFACE_VARIANT),
    "good": (ft.Colors.SECONDARY_CONTAINER, ft.Colors.ON_SECONDARY_CONTAINER),
    "look": (ft.Colors.TERTIARY_CONTAINER, ft.Colors.ON_TERTIARY_CONTAINER),
    "bad": (ft.Colors.ERROR_CONTAINER, ft.Colors.ON_ERROR_CONTAINER),
}


def mark(text: str, tone: str = "plain", size: float = 13) -> ft.Control:
    """A small rounded word, such as a state."""
    background, ink = MARKS[tone]
    return ft.Container(
        ft.Text(text, size=size, weight=ft.FontWeight.W_500, color=ink),
        bgcolor=background,
        border_radius=8,
        padding=ft.Padding(left=8, top=3, right=8, bottom=3),
    )


def notice(text: str, tone: str = "look", icon: ft.IconData = ft.Icons.INFO_OUTLINE) -> ft.Control:
    """Something to know before going on."""
    background, ink = MARKS[tone]
    return ft.Container(
        ft.Row(
            [ft.Icon(icon, color=ink, size=20), ft.Text(text, color=ink, size=BODY, expand=True)],
            vertical_alignment=ft.CrossAxisAlignment.START,
            spacing=10,
        ),
        bgcolor=background,
        border_radius=12,
        padding=12,
    )


def empty(icon: ft.IconData, words: str, hint: str, button: ft.Control | None = None) -> ft.Control:
    """What an empty list says: that it is empty, and what to do about it."""
    lines: list[ft.Control] = [
        ft.Icon(icon, size=44, color=ft.Colors.PRIMARY),
        ft.Text(words, size=17, weight=ft.FontWeight.W_600, text_align=ft.TextAlign.CENTER),
        ft.Text(
            hint, size=BODY, color=ft.Colors.ON_SURFACE_VARIANT, text_align=ft.TextAlign.CENTER
        ),
    ]
    return ft.Container(
        ft.Column(
            lines + ([button] if button else []),
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            spacing=10,
        ),
        padding=ft.Padding(left=24, top=40, right=24, bottom=24),
        alignment=ft.Alignment.CENTER,
    )


def named(button: ft.IconButton) -> ft.Control:
    """An icon's button whose tooltip a screen reader says as its name, also beside others."""
    return ft.MergeSemantics(content=button)


def together(
    control: ft.Control, *, expand: bool | None = None, key: str | None = None
) -> ft.Control:
    """What stands for itself to a screen reader.

    The only field of a card would else be as large as the card, and named by all its words.
    """
    return ft.Semantics(content=control, container=True, expand=expand, key=key)


def silent(control: ft.Control) -> ft.Control:
    """A picture of what is also said in words: nothing to read aloud."""
    return ft.Semantics(content=control, exclude_semantics=True)


def waiting(text: str) -> ft.Control:
    """Something is being read; a screen reader says so by itself."""
    ring = silent(ft.ProgressRing(width=22, height=22))
    said = ft.Semantics(content=quiet(text), live_region=True, expand=True, expand_loose=True)
    return ft.Container(ft.Row([ring, said], alignment=CENTRE, spacing=12), padding=40)


def progress_bar(share: float | None, meaning: str) -> ft.ProgressBar:
    """A bar with what it means for those who do not see it; no share while that is unknown."""
    return ft.ProgressBar(
        value=share,
        bar_height=8,
        border_radius=4,
        semantics_label=meaning,
        semantics_value=None if share is None else round(100 * min(1.0, share)),
    )


CENTRE = ft.MainAxisAlignment.CENTER


def main_button(
    text: str, on_click: Act | Tap, *, icon: ft.IconData | None = None, disabled: bool = False
) -> ft.FilledButton:
    """The one thing to do next."""
    tap = tap_of(on_click)
    return ft.FilledButton(
        text, icon=icon, on_click=tap.handler, disabled=disabled, expand=True, key=tap.key or None
    )


def side_button(
    text: str, on_click: Act | Tap, *, icon: ft.IconData | None = None, disabled: bool = False
) -> ft.OutlinedButton:
    """Something else one may do."""
    tap = tap_of(on_click)
    return ft.OutlinedButton(
        text, icon=icon, on_click=tap.handler, disabled=disabled, key=tap.key or None
    )


def tap_of(on_click: Act | Tap) -> Tap:
    """A handler with the key of its control, which only an act needs."""
    return on_click if isinstance(on_click, Tap) else Tap(on_click, "")
