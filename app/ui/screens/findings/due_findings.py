"""All findings to look at again, over all my schools, the most urgent first (2-02)."""

import flet as ft

from app.ui.guard import page
from app.ui.screens.findings.open_finding import open_finding_card
from app.ui.state.ui import use_loaded, use_ui
from app.ui.texts import due_findings as words
from app.ui.texts import shell as shell_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import empty, quiet, waiting
from domain.clock import local_date


@page
def FollowUpsScreen() -> ft.View:
    """What waits for a second look; a tap opens the school."""
    ui = use_ui()
    session, today = ui.session, local_date(ui.device.clock.now())
    loaded = use_loaded(lambda: (session.month(today), session.workbook()), session, today)
    if loaded is None:
        return screen(words.TITLE, [waiting(shell_words.LOADING)])
    month, workbook = loaded
    schools = {each.school_id: each for each in workbook.schools} if workbook else {}
    later = len(month.findings) - len(month.follow_ups)
    rest = [quiet(words.later(later))] if later else []
    if not month.follow_ups:
        nothing = empty(ft.Icons.FACT_CHECK_OUTLINED, words.EMPTY, words.EMPTY_HINT)
        return screen(words.TITLE, [nothing, *rest])
    cards = [
        open_finding_card(
            each,
            today,
            schools.get(each.finding.school_id),
            name=each.school_name,
            on_click=ui.go(f"/school/{each.finding.school_id}"),
        )
        for each in month.follow_ups
    ]
    return screen(words.TITLE, [quiet(words.HINT), *cards, *rest])
