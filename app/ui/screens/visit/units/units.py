"""The further units of a visit: where one arrives at each, and the way to one more."""

from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.screens.visit.place.place import (
    TIME_ALONE,
    TONE,
    added_later,
    is_placed,
    place_words,
    under_way,
)
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import units as words
from app.ui.theme import TAP_DP
from app.ui.widgets.confirm import confirm
from app.ui.widgets.pieces import card, heading, named, quiet, stack, title
from domain.kinds.visit.place import PlaceMark

if TYPE_CHECKING:
    from app.visits.records import VisitView


def unit_cards(ui: Ui, controller: VisitController, view: "VisitView") -> list[ft.Control]:
    """Each further unit with its arrival; under them the way to one more."""
    shown: list[ft.Control] = []
    for school_id in view.visit.units:
        shown += [
            unit_heading(ui, controller, view, school_id),
            UnitPlace(controller, view, school_id, key=f"arrive-{school_id}"),
        ]
    return [*shown, add_button(ui, controller)]


def first_heading(view: "VisitView") -> list[ft.Control]:
    """The name of the first unit over its arrival, where there are further ones."""
    return [heading(view.unit_name(view.visit.school_id))] if view.visit.units else []


def add_button(ui: Ui, controller: VisitController) -> ft.Control:
    """The way to a further unit."""
    add = ft.TextButton(
        words.ADD,
        icon=ft.Icons.ADD_HOME_WORK_OUTLINED,
        on_click=ui.go(f"/visit/{controller.visit_id}/units"),
        key="add-unit",
    )
    return ft.Row([add])


def unit_heading(
    ui: Ui, controller: VisitController, view: "VisitView", school_id: str
) -> ft.Control:
    """The unit's name, and the way to take it out."""
    there = view.visit.at(school_id)
    counts = (len(there.lessons), len(there.findings), len(there.shown_photos))
    hint = words.remove_hint(*counts, view.unit_name(view.visit.school_id))

    async def remove() -> None:
        change = controller.visits.remove_unit
        await controller.save(lambda: change(controller.visit_id, school_id))

    ask: Any = confirm(ui.page, words.REMOVE, hint, remove)
    name = f"{words.REMOVE}：{view.unit_name(school_id)}"
    button = ft.IconButton(
        ft.Icons.CLOSE, tooltip=name, on_click=safe(ask), width=TAP_DP, height=TAP_DP
    )
    over = ft.Container(heading(view.unit_name(school_id)), expand=True)
    return ft.Row([over, named(button)], key=f"unit-{school_id}")


@part
def UnitPlace(controller: VisitController, view: "VisitView", school_id: str) -> ft.Control:
    """The arrival at a further unit: recorded, or still to come."""
    ui = use_ui()
    flow = ui.check_in_flow(controller, is_leaving=False, unit=school_id)
    state, set_state = ft.use_state(flow.state)
    if state is not flow.state:
        set_state(lambda _old: flow.state)
    mark = view.visit.arrival_at(school_id)
    if mark is not None:
        later = added_later(flow, view, school_id)
        return card(stack([arrival_row(view, school_id, mark), *later], 12))
    return stack([under_way(ui, controller, view, flow), quiet(words.ARRIVAL_NEEDED)], 6)


def arrival_row(view: "VisitView", school_id: str, mark: PlaceMark) -> ft.Control:
    """When one arrived, and what the position says."""
    icon, colour = TONE[mark.claimed] if is_placed(view, mark) else TIME_ALONE
    head, line = place_words(view, mark, is_leaving=False, unit=school_id)
    said = ft.Column([title(head), quiet(line, 14)], spacing=3, expand=True)
    return ft.Row([ft.Icon(icon, color=colour, size=28), said], spacing=10)
