"""The stages of a lesson: what they were, how long they took, what teacher and pupils did."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app.ui.screens.visit.lessons.form import STAGE_MINUTES, rows_in
from app.ui.screens.visit.offers import offer, offers
from app.ui.texts.visit import lesson as words
from app.ui.theme import TAP_DP
from app.ui.widgets.form import Form
from app.ui.widgets.number_box import said_below
from app.ui.widgets.pieces import card, named, quiet, stack, title
from app.ui.widgets.text_box import Look, Typed, following, text_box
from domain.ids import uuid7
from domain.typed_number import read_number

Rows = list[dict[str, Any]]
Stage = dict[str, Any]


def stages_card(form: Form) -> ft.Control:
    """The stages there are, and one more at a tap."""
    lines = [following(form.heard, lambda: sum_line(form))]
    lines += [stage_row(form, each, n) for n, each in enumerate(rows_in(form.values), start=1)]
    more = following(form.heard, lambda: more_stages(form))
    return card(stack([*lines, quiet(words.STAGES_HINT), more], 10))


def sum_line(form: Form) -> ft.Control:
    """The card's title, with how long all stages took."""
    found = [read_number(said(each, "minutes"), STAGE_MINUTES) for each in rows_in(form.values)]
    minutes = sum(int(read.value or 0) for read in found)
    head: list[ft.Control] = [ft.Container(title(words.STAGES), expand=True)]
    return ft.Row([*head, *([quiet(words.stage_sum(minutes), 14)] if minutes else [])])


def more_stages(form: Form) -> ft.Control:
    """The usual stages that are not there yet, and one to name oneself."""
    there = {each.get("title") for each in rows_in(form.values)}
    usual = [
        offer(name, form.choosing("stages", adding(name)), key=f"stage-{name}", icon=ft.Icons.ADD)
        for name in words.USUAL_STAGES
        if name not in there
    ]
    return offers(
        [*usual, offer(words.ADD_STAGE, form.choosing("stages", adding("")), key="stage-")]
    )


def stage_row(form: Form, stage: Stage, number: int) -> ft.Control:
    """One stage."""
    key = str(stage.get("id"))

    def typed(name: str) -> Typed:
        return form.typed_in(
            f"{key}-{name}",
            "stages",
            said(stage, name),
            lambda text: setting(key, name, text),
        )

    title_look = Look(words.STAGE_NAME, is_wide=True, key=f"{key}-title")
    minutes_look = Look(
        words.STAGE_MINUTES,
        keyboard=ft.KeyboardType.NUMBER,
        suffix=words.MINUTES,
        width=104,
        key=f"{key}-minutes",
    )
    first = ft.Row(
        [
            text_box(typed("title"), title_look),
            text_box(typed("minutes"), minutes_look),
            following(form.heard, lambda: removal(form, key, number)),
        ],
        spacing=6,
    )
    activity = text_box(
        typed("activity"),
        Look(words.STAGE_ACTIVITY, is_growing=True, most_lines=6, key=f"{key}-activity"),
    )
    below = said_below(typed("minutes"), STAGE_MINUTES)
    return ft.Container(stack([first, below, activity], 8), key=f"stage-row-{key}")


def removal(form: Form, key: str, number: int) -> ft.Control:
    """Taking the stage out, which is called what it is called now."""
    named_so = {str(each.get("id")): said(each, "title") for each in rows_in(form.values)}
    name = named_so.get(key) or words.stage_number(number)
    return named(
        ft.IconButton(
            ft.Icons.DELETE_OUTLINE,
            tooltip=words.remove_stage(name),
            on_click=form.choosing("stages", removing(key)),
            width=TAP_DP,
            height=TAP_DP,
        )
    )


def said(stage: Stage, name: str) -> str:
    """A field of the stage as text."""
    value = stage.get(name)
    return "" if value is None else str(value)


def adding(name: str) -> Callable[[Rows | None], Rows]:
    """One more stage at the end."""
    fresh = {"id": uuid7(), "title": name, "minutes": "", "activity": ""}

    def add(rows: Rows | None) -> Rows:
        # Tapped twice as it was drawn, it is one stage all the same.
        others = [each for each in rows or [] if each["id"] != fresh["id"]]
        return [*others, fresh] if len(others) == len(rows or []) else list(rows or [])

    return add


def removing(key: str) -> Callable[[Rows | None], Rows]:
    """Without the stage."""
    return lambda rows: [each for each in rows or [] if str(each.get("id")) != key]


def setting(key: str, field: str, value: str) -> Callable[[Rows | None], Rows]:
    """With one field of one stage changed."""
    return lambda rows: [
        {**each, field: value} if str(each.get("id")) == key else each for each in rows or []
    ]
