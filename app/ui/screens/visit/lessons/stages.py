"""The stages of a lesson: what they were, how long they took, what teacher and pupils did."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app.ui.guard import safe
from app.ui.screens.visit.lessons.form import rows_in
from app.ui.screens.visit.offers import offer, offers
from app.ui.texts.visit import lesson as words
from app.ui.theme import TAP_DP
from app.ui.widgets import form as forms
from app.ui.widgets.form import Form
from app.ui.widgets.pieces import card, named, quiet, stack, title
from domain.ids import uuid7

Rows = list[dict[str, Any]]


def stages_card(form: Form) -> ft.Control:
    """The stages there are, and one more at a tap."""
    rows = rows_in(form.values)
    minutes = sum(forms.whole(each.get("minutes")) or 0 for each in rows)
    head: list[ft.Control] = [ft.Container(title(words.STAGES), expand=True)]
    head += [quiet(words.stage_sum(minutes), 14)] if minutes else []
    lines: list[ft.Control] = [ft.Row(head)]
    lines += [stage_row(form, each, number) for number, each in enumerate(rows, start=1)]
    return card(stack([*lines, quiet(words.STAGES_HINT), more_stages(form, rows)], 10))


def more_stages(form: Form, rows: Rows) -> ft.Control:
    """The usual stages that are not there yet, and one to name oneself."""
    there = {each.get("title") for each in rows}
    usual = [
        offer(name, form.choosing("stages", adding(name)), key=f"stage-{name}", icon=ft.Icons.ADD)
        for name in words.USUAL_STAGES
        if name not in there
    ]
    return offers(
        [*usual, offer(words.ADD_STAGE, form.choosing("stages", adding("")), key="stage-")]
    )


def stage_row(form: Form, stage: dict[str, Any], number: int) -> ft.Control:
    """One stage."""
    key = str(stage.get("id"))
    name = str(stage.get("title") or "") or words.stage_number(number)

    def typing(field: str) -> Any:
        return safe(lambda e: form.change("stages", setting(key, field, e.control.value)))

    first = ft.Row(
        [
            stage_field(stage, "title", words.STAGE_NAME, typing("title"), expand=True),
            stage_field(stage, "minutes", words.STAGE_MINUTES, typing("minutes"), width=104),
            named(
                ft.IconButton(
                    ft.Icons.DELETE_OUTLINE,
                    tooltip=words.remove_stage(name),
                    on_click=form.choosing("stages", removing(key)),
                    width=TAP_DP,
                    height=TAP_DP,
                )
            ),
        ],
        spacing=6,
    )
    activity = ft.TextField(
        label=words.STAGE_ACTIVITY,
        value=str(stage.get("activity") or ""),
        on_change=typing("activity"),
        multiline=True,
        min_lines=1,
        max_lines=6,
        key=f"{key}-activity",
    )
    return ft.Container(stack([first, activity], 8), key=f"stage-row-{key}")


def stage_field(
    stage: dict[str, Any], name: str, label: str, on_change: Any, **size: Any
) -> ft.Control:
    """A stage's name, or how long it took."""
    is_number = name == "minutes"
    value = stage.get(name)
    return ft.TextField(
        label=label,
        value="" if value is None else str(value),
        on_change=on_change,
        suffix=words.MINUTES if is_number else None,
        keyboard_type=ft.KeyboardType.NUMBER if is_number else ft.KeyboardType.TEXT,
        input_filter=ft.InputFilter(regex_string=r"^[0-9]*$") if is_number else None,
        max_length=None if is_number else 200,
        counter="" if not is_number else None,
        key=f"{stage.get('id')}-{name}",
        **size,
    )


def adding(name: str) -> Callable[[Rows | None], Rows]:
    """One more stage at the end."""
    fresh = {"id": uuid7(), "title": name, "minutes": "", "activity": ""}
    return lambda rows: [*(rows or []), fresh]


def removing(key: str) -> Callable[[Rows | None], Rows]:
    """Without the stage."""
    return lambda rows: [each for each in rows or [] if str(each.get("id")) != key]


def setting(key: str, field: str, value: str) -> Callable[[Rows | None], Rows]:
    """With one field of one stage changed."""
    return lambda rows: [
        {**each, field: value} if str(each.get("id")) == key else each for each in rows or []
    ]
