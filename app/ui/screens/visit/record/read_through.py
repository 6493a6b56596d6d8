"""The whole record, set large, for whoever is about to sign it."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.screens.visit.record.evidence import everything
from app.ui.screens.visit.type_sizes import AT_ARMS_LENGTH
from app.ui.state.ui import use_ui
from app.ui.texts import labels
from app.ui.texts.visit import signing as words
from app.ui.texts.visit import visit as visit_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import main_button
from app.ui.widgets.use_visit import not_there, use_visit
from app.ui.widgets.when import day_text

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def ReadThroughScreen() -> ft.View:
    """What the one the route names is to read before signing."""
    ui = use_ui()
    controller, view = use_visit()
    signer = ft.use_route_params().get("signer", "")
    if view is None:
        return not_there(controller)
    sizes = AT_ARMS_LENGTH
    name = view.school.name if view.school else visit_words.UNKNOWN_SCHOOL
    to_pad = ui.go(f"/visit/{controller.visit_id}/sign/{signer}")
    return screen(
        words.READ_TITLE,
        [
            sizes.quiet(words.READ_HINT),
            sizes.title(name),
            sizes.quiet(about(view)),
            sizes.heading(visit_words.RECORDED),
            *everything(ui, controller, view, sizes),
        ],
        bottom=ft.Row([main_button(words.READ_DONE, to_pad, icon=ft.Icons.DRAW_OUTLINED)]),
    )


def about(view: "VisitView") -> str:
    """When it was and what kind of visit."""
    kind = labels.VISIT_TYPE[view.visit.visit_type]
    return f"{day_text(view.assessment.visit_on)} · {kind}"
