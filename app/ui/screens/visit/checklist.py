"""The checklist, section by section."""

import flet as ft

from app.ui.guard import page
from app.ui.parts.desk_hook import not_there, use_desk
from app.ui.parts.frame import screen
from app.ui.parts.pieces import empty, heading, main_button, mark
from app.ui.screens.visit.answer import AnswerCard
from app.ui.state import use_ui
from app.ui.texts import content as words
from app.ui.texts import visit as visit_words


@page
def ChecklistScreen() -> ft.View:
    """All items of the visit's checklist."""
    ui = use_ui()
    desk, view = use_desk()
    if view is None:
        return not_there(desk)
    checklist = view.checklist
    if checklist is None:
        to_plan = ui.go(f"/visit/{desk.visit_id}/plan")
        button = ft.Row([main_button(visit_words.PLAN, to_plan)])
        nothing = empty(ft.Icons.CHECKLIST, words.NO_CHECKLIST, words.NO_CHECKLIST_HINT, button)
        return screen(visit_words.CHECKLIST, [nothing])
    answers = view.visit.answers
    shown: list[ft.Control] = []
    for section in checklist.sections:
        done = sum(item.item_id in answers for item in section.items)
        count = mark(
            f"{done}/{len(section.items)}", "good" if done == len(section.items) else "plain"
        )
        shown.append(heading(section.title, count))
        shown += [
            AnswerCard(desk, item, answers.get(item.item_id), key=item.item_id)
            for item in section.items
        ]
    return screen(visit_words.CHECKLIST, shown, subtitle=checklist.title)
