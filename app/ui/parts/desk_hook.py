"""The desk of the visit that the route names, and what stands in while it is not there."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.desk import Desk
from app.ui.guard import safe
from app.ui.parts.frame import screen
from app.ui.parts.pieces import empty, main_button, waiting
from app.ui.state import use_ui
from app.ui.texts import shell as shell_words
from app.ui.texts import visit as words

if TYPE_CHECKING:
    from app.visits.records import VisitView


def use_desk() -> "tuple[Desk, VisitView | None]":
    """The visit's desk and the visit as saved; None until it was read."""
    ui = use_ui()
    desk = ui.desk(ft.use_route_params().get("visit_id", ""))
    board, set_board = ft.use_state(desk.board)
    if board is not desk.board:
        set_board(lambda _old: desk.board)
    ft.use_effect(safe(desk.load), dependencies=[desk.visit_id])
    ui.remember(ui.page.route or "/")
    return desk, desk.board.view


def not_there(desk: Desk) -> ft.View:
    """The screen while the visit is being read, or when this phone has no such visit."""
    ui = use_ui()
    if desk.board.is_missing:
        home = ft.Row([main_button(shell_words.TO_MONTH, ui.go("/"))])
        body = empty(ft.Icons.SEARCH_OFF, words.MISSING, words.MISSING_HINT, home)
    else:
        body = waiting(shell_words.LOADING)
    return screen("", [body])
