"""The next stop of the day, offered where one stop ends."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import part
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import day as words
from app.ui.texts import labels
from app.ui.widgets.pieces import card, quiet, stack, title
from domain.clock import local_date

if TYPE_CHECKING:
    from app.visits.records import VisitView


def after_visit(ui: Ui, view: "VisitView") -> list[ft.Control]:
    """The next stop, under a visit of today that was handed in."""
    is_today = view.assessment.visit_on == local_date(ui.device.clock.now())
    return [NextStop(key="next")] if is_today else []


@part
def NextStop(gap: float = 0) -> ft.Control:
    """Where to go now, so far below what is above; nothing when nothing more is planned."""
    ui = use_ui()
    session, today = ui.session, local_date(ui.device.clock.now())
    day = use_loaded(lambda: session.visits.day(today), session, today)
    stop = day.next if day is not None else None
    if stop is None:
        return ft.Container()
    kind = labels.SCHOOL_KIND[stop.school.school_kind] if stop.school else words.LOST
    offered = card(
        ft.Row(
            [
                ft.Icon(ft.Icons.NEAR_ME_OUTLINED, color=ft.Colors.PRIMARY),
                ft.Container(
                    stack([title(words.next_stop(stop.name)), quiet(kind)], 2), expand=True
                ),
                ft.Icon(ft.Icons.CHEVRON_RIGHT, color=ft.Colors.PRIMARY),
            ],
            spacing=14,
        ),
        on_click=ui.go(f"/school/{stop.school_id}"),
        key="next-stop",
    )
    return ft.Container(offered, padding=ft.Padding(top=gap))
