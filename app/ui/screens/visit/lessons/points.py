"""The points of a lesson by criterion, and the rating they suggest."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app.ui.guard import safe
from app.ui.screens.visit.lessons.form import criteria_in, out_of
from app.ui.screens.visit.offers import field_named
from app.ui.texts import labels
from app.ui.texts.visit import checklist as step_words
from app.ui.texts.visit import lesson as words
from app.ui.theme import TAP_DP
from app.ui.widgets import form as forms
from app.ui.widgets.form import Form
from app.ui.widgets.pieces import card, named, quiet, stack, title
from domain.errors import BadInput
from domain.kinds.visit.lesson import LessonScore
from domain.visit.lesson_scores import proposed_rating, total
from domain.words.values import CRITERION

Points = dict[str, str]
FIELD_DP = 76


def points_card(form: Form) -> ft.Control:
    """Each criterion with its points, their sum, and the rating."""
    scores = given(form)
    head: list[ft.Control] = [ft.Container(title(words.SCORES), expand=True)]
    head += [quiet(words.score_sum(*total(scores)), 14)] if scores else []
    rows = [criterion_row(form, name) for name in criteria_in(form.values)]
    rating = [quiet(words.RATING), forms.chips(form, "rating", labels.RATING, may_clear=True)]
    return card(stack([ft.Row(head), *rows, *proposal(form, scores), *rating], 10))


def proposal(form: Form, scores: list[LessonScore]) -> list[ft.Control]:
    """What the points suggest, where the inspector has not said so."""
    rating = proposed_rating(scores)
    if rating is None or form.values.get("rating") == rating.value:
        return []
    said = ft.Text(words.proposed(labels.RATING[rating]), size=14, expand=True)
    take = ft.TextButton(words.TAKE_PROPOSAL, on_click=form.choosing("rating", rating.value))
    return [ft.Row([said, take])]


def given(form: Form) -> list[LessonScore]:
    """The points that can be: not more than there are."""
    found = []
    for name in criteria_in(form.values):
        points, most = points_of(form, name), out_of(form.values, name)
        if points is not None and 0 <= points <= most:
            found.append(LessonScore(criterion=name, points=points, out_of=most))
    return found


def points_of(form: Form, name: str) -> float | None:
    """The points as a number; None for none or for what is no number."""
    from app.visits.parse_number import number_of

    try:
        return number_of(text_of(form, name))
    except BadInput:
        return None


def text_of(form: Form, name: str) -> str:
    """The points as typed."""
    return str((form.values.get("scores") or {}).get(name) or "")


def criterion_row(form: Form, name: str) -> ft.Control:
    """One criterion: its points between two buttons."""
    most, points, text = out_of(form.values, name), points_of(form, name), text_of(form, name)
    label = CRITERION.get(name, name)
    is_wrong = bool(text) and (points is None or not 0 <= points <= most)
    field = ft.TextField(
        value=text,
        text_align=ft.TextAlign.CENTER,
        keyboard_type=ft.KeyboardType.NUMBER,
        dense=True,
        width=FIELD_DP,
        error=words.too_many(most) if is_wrong else None,
        on_change=safe(lambda e: form.change("scores", setting(name, e.control.value))),
        key=f"score-{name}",
    )

    def step(by: int) -> Any:
        start = most if points is None else points + by
        wanted = min(most, max(0.0, start))
        word = step_words.more(1) if by > 0 else step_words.less(1)
        return named(
            ft.IconButton(
                ft.Icons.ADD if by > 0 else ft.Icons.REMOVE,
                tooltip=f"{label} {word}",
                on_click=form.choosing("scores", setting(name, f"{wanted:g}")),
                width=TAP_DP,
                height=TAP_DP,
            )
        )

    spread = ft.MainAxisAlignment.SPACE_BETWEEN
    points_field = field_named(f"{label} {step_words.TYPE_NUMBER}", field)
    row = ft.Row([step(-1), points_field, step(1)], spacing=4, tight=True)
    named_so = ft.Column(
        [ft.Text(label, size=15), quiet(words.full_marks(most))], spacing=0, tight=True, expand=True
    )
    return ft.Row([named_so, row], alignment=spread, key=f"criterion-{name}")


def setting(name: str, text: str) -> Callable[[Points | None], Points]:
    """With the points of one criterion changed."""
    return lambda scores: {**(scores or {}), name: text}
