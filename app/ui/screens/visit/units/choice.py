"""To which unit of a visit to several something belongs; nothing is asked of a visit to one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import flet as ft

from app.ui.texts.visit import units as words
from app.ui.widgets.form import Form, Values
from app.ui.widgets.pieces import mark, quiet

if TYPE_CHECKING:
    from app.visits.records import VisitView

UNIT = "unit"


def unit_choice(form: Form, view: "VisitView") -> list[ft.Control]:
    """One chip for each unit; what names none of them is the first one's."""
    names = {each: view.unit_name(each) for each in view.unit_schools}
    return [quiet(words.WHICH), chips(form, names)] if names else []


def chips(form: Form, names: Mapping[str, str]) -> ft.Control:
    """The units to choose one of."""
    now = form.values.get(UNIT)
    chosen = now if now in names else next(iter(names))
    return ft.Row(
        [
            ft.Chip(
                label=ft.Text(name, size=15, max_lines=3, no_wrap=False),
                padding=10,
                selected=school_id == chosen,
                show_checkmark=school_id == chosen,
                on_select=form.choosing(UNIT, school_id),
                key=f"unit-{school_id}",
            )
            for school_id, name in names.items()
        ],
        wrap=True,
        spacing=8,
        run_spacing=4,
    )


def begun_at(view: "VisitView") -> Values:
    """The unit at which something new is begun: where one arrived last."""
    from app.visits.units.acts import unit_now

    return {UNIT: unit_now(view.visit)}


def unit_mark(view: "VisitView", school_id: str) -> list[ft.Control]:
    """The unit's name on a card; nothing on a visit to one."""
    name = view.unit_name(school_id)
    return [mark(name)] if name else []
