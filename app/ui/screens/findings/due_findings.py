"""All findings to look at again, over all my schools, the most urgent first (2-02)."""

import flet as ft

from app.ui.guard import page
from app.ui.screens.findings.open_finding import look_button, open_finding_card
from app.ui.screens.sync.first_fetch import FirstFetch
from app.ui.state.ui import use_loaded, use_ui
from app.ui.texts import due_findings as words
from app.ui.texts import shell as shell_words
from app.ui.texts.visit import follow_up_alone as alone_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import empty, quiet, waiting
from domain.clock import local_date


@page
def FollowUpsScreen() -> ft.View:
    """What waits for a second look, each with the short way to it."""
    ui = use_ui()
    session, today = ui.session, local_date(ui.device.clock.now())
    loaded = use_loaded(lambda: (session.month(today), session.workbook()), session, today)
    if loaded is None:
        return screen(words.TITLE, [waiting(shell_words.LOADING)])
    month, workbook = loaded
    if workbook is None:
        return screen(words.TITLE, [FirstFetch(key="first")])
    schools = {each.school_id: each for each in workbook.schools}
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
            acts=(
                look_button(ui, each, today),
                ft.TextButton(
                    alone_words.SEE_SCHOOL,
                    on_click=ui.go(f"/school/{each.finding.school_id}"),
                    key=f"see-{each.finding.finding_id}",
                ),
            ),
        )
        for each in month.follow_ups
    ]
    return screen(words.TITLE, [quiet(words.HINT), *cards, *rest])
