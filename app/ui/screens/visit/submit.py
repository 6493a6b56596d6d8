"""Before handing in: what was recorded, what is thin and where to mend it, and the conclusion."""

import flet as ft

from app.ui.guard import page, safe, say
from app.ui.screens.visit.completeness import said_thin
from app.ui.screens.visit.entry_rows import summary
from app.ui.state.ui import use_ui
from app.ui.texts.visit import visit as words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, heading, main_button, quiet, stack
from app.ui.widgets.use_visit import not_there, use_visit


@page
def SubmitScreen() -> ft.View:
    """The last look."""
    ui = use_ui()
    controller, view = use_visit()
    is_clean, set_clean = ft.use_state(False)
    is_busy, set_busy = ft.use_state(False)
    if view is None:
        return not_there(controller)
    has_findings = bool(view.visit.findings)

    async def submit() -> None:
        set_busy(True)
        try:
            await controller.settle_all()
            no_problem = is_clean and not has_findings
            await controller.save(lambda: controller.visits.submit(controller.visit_id, no_problem))
        finally:
            set_busy(False)
        say(words.PRACTISED if view.visit.is_practice else words.SUBMITTED)
        await ui.page.push_route(f"/visit/{controller.visit_id}")

    ready = has_findings or is_clean
    name = words.SUBMIT_AGAIN if view.visit.is_amending else words.SUBMIT
    conclusion = ft.Checkbox(
        label=words.SUBMIT_NO_PROBLEM,
        value=is_clean,
        on_change=safe(lambda e: set_clean(bool(e.control.value))),
    )
    asked = [card(stack([conclusion, quiet(words.SUBMIT_NO_PROBLEM_HINT)], 4))]
    hand_it_in = ui.acts.tap(f"submit {controller.visit_id}", submit)
    hand_in = main_button(name, hand_it_in, icon=ft.Icons.SEND, disabled=is_busy or not ready)
    return screen(
        words.SUBMIT_TITLE,
        [
            *said_thin(ui, view, controller.state.drafts),
            heading(words.SUBMIT_SUMMARY),
            summary(ui, view),
            *([] if has_findings else asked),
        ],
        bottom=stack([*([] if ready else [quiet(words.NEEDS_RESULT)]), ft.Row([hand_in])]),
    )
