"""The whole record, set large, for whoever is about to sign it."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.parts.desk_hook import not_there, use_desk
from app.ui.parts.frame import screen
from app.ui.parts.pieces import main_button
from app.ui.parts.when import day_text
from app.ui.screens.visit.reading import AT_ARMS_LENGTH
from app.ui.screens.visit.record_evidence import everything
from app.ui.state import use_ui
from app.ui.texts import labels
from app.ui.texts import signing as words
from app.ui.texts import visit as visit_words

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def ReadThroughScreen() -> ft.View:
    """What the one the route names is to read before signing."""
    ui = use_ui()
    desk, view = use_desk()
    signer = ft.use_route_params().get("signer", "")
    if view is None:
        return not_there(desk)
    look = AT_ARMS_LENGTH
    name = view.school.name if view.school else visit_words.UNKNOWN_SCHOOL
    to_pad = ui.go(f"/visit/{desk.visit_id}/sign/{signer}")
    return screen(
        words.READ_TITLE,
        [
            look.quiet(words.READ_HINT),
            look.title(name),
            look.quiet(about(view)),
            look.heading(visit_words.RECORDED),
            *everything(ui, desk, view, look),
        ],
        bottom=ft.Row([main_button(words.READ_DONE, to_pad, icon=ft.Icons.DRAW_OUTLINED)]),
    )


def about(view: "VisitView") -> str:
    """When it was and what kind of visit."""
    kind = labels.VISIT_TYPE[view.visit.visit_type]
    return f"{day_text(view.assessment.visit_on)} · {kind}"
