"""The points of a lesson by criterion, and the rating they suggest."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app.ui.screens.visit.lessons.form import (
    criteria_in,
    out_of,
    points_field,
    points_in,
    text_of,
)
from app.ui.screens.visit.offers import field_named
from app.ui.texts import labels
from app.ui.texts.visit import checklist as step_words
from app.ui.texts.visit import lesson as words
from app.ui.theme import TAP_DP
from app.ui.widgets import form as forms
from app.ui.widgets.form import Form, Values
from app.ui.widgets.number_box import said_below, small
from app.ui.widgets.pieces import card, named, quiet, stack, title
from app.ui.widgets.text_box import following, text_box
from domain.kinds.visit.lesson import LessonScore
from domain.typed_number import Number, added, written
from domain.visit.lesson_scores import proposed_rating, total
from domain.words.values import CRITERION

Points = dict[str, str]


def points_card(form: Form) -> ft.Control:
    """Each criterion with its points, their sum, and the rating."""
    rows = [criterion_row(form, name) for name in criteria_in(form.values)]
    rating = [quiet(words.RATING), forms.chips(form, "rating", labels.RATING, may_clear=True)]
    head = following(form.heard, lambda: sum_line(form))
    proposed = following(form.heard, lambda: proposal(form))
    return card(stack([head, *rows, proposed, *rating], 10))


def sum_line(form: Form) -> ft.Control:
    """The card's title, with the points of all criteria."""
    scores = given(form.values)
    head: list[ft.Control] = [ft.Container(title(words.SCORES), expand=True)]
    return ft.Row([*head, *([quiet(words.score_sum(*total(scores)), 14)] if scores else [])])


def proposal(form: Form) -> ft.Control:
    """What the points suggest, where the inspector has not said so."""
    rating = proposed_rating(given(form.values))
    if rating is None or form.values.get("rating") == rating.value:
        return ft.Container()
    said = ft.Text(words.proposed(labels.RATING[rating]), size=14, expand=True)
    take = ft.TextButton(words.TAKE_PROPOSAL, on_click=form.choosing("rating", rating.value))
    return ft.Row([said, take])


def given(values: Values) -> list[LessonScore]:
    """The points that can be: not more than there are."""
    found = {name: points_in(values, name) for name in criteria_in(values)}
    return [
        LessonScore(criterion=name, points=points, out_of=out_of(values, name))
        for name, points in found.items()
        if points is not None
    ]


def criterion_row(form: Form, name: str) -> ft.Control:
    """One criterion: its points between two buttons."""
    most, label = out_of(form.values, name), CRITERION.get(name, name)
    typed = form.typed_in(
        f"score-{name}",
        "scores",
        text_of(form.values, name),
        lambda text: lambda scores: {**(scores or {}), name: text},
    )

    def step(by: int) -> Any:
        word = step_words.more(1) if by > 0 else step_words.less(1)
        return named(
            ft.IconButton(
                ft.Icons.ADD if by > 0 else ft.Icons.REMOVE,
                tooltip=f"{label} {word}",
                on_click=form.choosing("scores", stepping(form, name, by)),
                width=TAP_DP,
                height=TAP_DP,
            )
        )

    field = text_box(typed, small(f"score-{name}"))
    points_box = field_named(f"{label} {step_words.TYPE_NUMBER}", field)
    row = ft.Row([step(-1), points_box, step(1)], spacing=4, tight=True)
    named_so = ft.Column(
        [ft.Text(label, size=15), quiet(words.full_marks(most))], spacing=0, tight=True, expand=True
    )
    spread = ft.Row([named_so, row], alignment=ft.MainAxisAlignment.SPACE_BETWEEN)
    said = said_below(typed, points_field(form.values, name))
    return ft.Container(stack([spread, said], 2), key=f"criterion-{name}")


def stepping(form: Form, name: str, by: Number) -> Callable[[Points | None], Points]:
    """With the points of one criterion so many further than they stand at the tap."""

    def change(scores: Points | None) -> Points:
        most, points = out_of(form.values, name), points_in(form.values, name)
        if points is None and text_of(form.values, name):
            return scores or {}  # What cannot be read is not written over.
        wanted = most if points is None else min(most, max(0, added(points, by)))
        return {**(scores or {}), name: written(wanted)}

    return change
