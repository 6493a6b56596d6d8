"""Before the first workbook: that it is being fetched, or why it did not come and another try."""

import flet as ft

from app.ui.guard import part, safe
from app.ui.screens.sync.problems import problem
from app.ui.state.ui import use_ui
from app.ui.texts import first_fetch as words
from app.ui.widgets.pieces import card, main_button, quiet, stack, title, waiting


@part
def FirstFetch() -> ft.Control:
    """Never an empty list, which would look as if nothing was assigned."""
    ui = use_ui()
    auto = ui.auto_sync
    if auto is None:
        return fetching()
    board, _ = ft.use_state(auto.board)
    if board.is_running or auto.is_about_to_run:
        return fetching()
    said = problem(ui, board.state, is_running=False) if board.state else []
    again = main_button(words.AGAIN, safe(auto.run), icon=ft.Icons.REFRESH)
    lines = [title(words.FAILED_TITLE), *said, quiet(words.FAILED_HINT, 14), ft.Row([again])]
    return card(stack(lines, 12), key="first-fetch")


def fetching() -> ft.Control:
    """That it is on its way, and what an empty screen does not mean."""
    return card(stack([waiting(words.FETCHING), quiet(words.FETCHING_HINT, 14)], 0), key="fetching")
