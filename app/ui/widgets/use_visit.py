"""The controller of the visit that the route names, and what stands in while it is not there."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import safe
from app.ui.hooks import use_box
from app.ui.resting import current_drawing
from app.ui.state.ui import use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import shell as shell_words
from app.ui.texts.visit import visit as words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import empty, main_button, waiting

if TYPE_CHECKING:
    from app.visits.records import VisitView


def use_visit() -> "tuple[VisitController, VisitView | None]":
    """The visit's controller and the visit as saved; None until it was read."""
    ui = use_ui()
    controller = ui.controller(ft.use_route_params().get("visit_id", ""))
    state, set_state = ft.use_state(controller.state)
    if state is not controller.state:
        set_state(lambda _old: controller.state)
    is_seen, loaded_for = current_drawing().is_seen, use_box(str)

    async def load() -> None:
        # The page above one that is beneath it reads the visit for both.
        if is_seen and loaded_for.current != controller.visit_id:
            loaded_for.current = controller.visit_id
            await controller.load()

    ft.use_effect(safe(load), dependencies=[is_seen, controller.visit_id])
    ui.remember(ui.page.route or "/")
    return controller, controller.state.view


def not_there(controller: VisitController) -> ft.View:
    """The screen while the visit is being read, or when this phone has no such visit."""
    ui = use_ui()
    if controller.state.is_missing:
        home = ft.Row([main_button(shell_words.TO_MONTH, ui.go("/"))])
        body = empty(ft.Icons.SEARCH_OFF, words.MISSING, words.MISSING_HINT, home)
    else:
        body = waiting(shell_words.LOADING)
    return screen("", [body])
