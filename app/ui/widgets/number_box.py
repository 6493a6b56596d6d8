"""A field for a number: what cannot be read stays in it, and why is said below."""

from dataclasses import replace

import flet as ft

from app.ui.texts import widgets as words
from app.ui.theme import SMALL
from app.ui.widgets.pieces import quiet, stack
from app.ui.widgets.text_box import Look, Typed, following, text_box
from domain.typed_number import Number, NumberField, NumberProblem, read_number, written

SMALL_DP = 76
"""As wide as a field between two buttons."""


FOR_GOOD = (NumberProblem.TOO_LARGE, NumberProblem.TOO_LONG)
"""What typing on makes no better, so that it is said at once."""


def small(key: str) -> Look:
    """A field of a few digits whose name stands beside it."""
    return Look(keyboard=ft.KeyboardType.NUMBER, width=SMALL_DP, is_centred=True, key=key)


def number_box(typed: Typed, look: Look, asked: NumberField) -> ft.Control:
    """The field, and below it what was read of it where that is not what stands in it."""
    said = said_below(typed, asked)
    column = stack([text_box(typed, replace(look, is_wide=False)), said], 2)
    column.expand = look.is_wide
    return column


def said_below(typed: Typed, asked: NumberField) -> ft.Control:
    """The line below a field for a number; nothing while one types."""
    return following(typed.heard, lambda: line_of(typed, asked))


def line_of(typed: Typed, asked: NumberField) -> ft.Control:
    """Why the text is no number, or which one it was read as."""
    from app.visits.messages import bad_number

    read = read_number(typed.text, asked)
    if not typed.is_left and read.problem not in FOR_GOOD:
        return ft.Container()
    if read.problem is not None:
        said = bad_number(typed.text, read.problem, asked).message
        line = ft.Text(said, size=SMALL, color=ft.Colors.ERROR)
        return ft.Semantics(content=line, live_region=True)
    if typed.text.strip() == written(read.value):
        return ft.Container()
    return quiet(words.read_as(written(read.value)))


def is_read_as(text: str, number: Number | None, asked: NumberField) -> bool:
    """Whether the text says this number, however it was typed."""
    read = read_number(text, asked)
    return read.problem is None and read.value == number
