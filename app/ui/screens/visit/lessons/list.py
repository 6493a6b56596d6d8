"""The lessons heard."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.screens.visit.units.choice import unit_mark
from app.ui.state.ui import Ui, use_ui
from app.ui.texts import labels
from app.ui.texts.visit import lesson as words
from app.ui.texts.visit import visit as visit_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, empty, main_button, mark, quiet, stack, title
from app.ui.widgets.use_visit import not_there, use_visit
from domain.ids import uuid7
from domain.kinds.visit.lesson import Lesson
from domain.visit.lesson_scores import total

if TYPE_CHECKING:
    from app.ui.state.visit_controller import VisitController
    from app.visits.records import VisitView


@page
def LessonsScreen() -> ft.View:
    """The list, and one more."""
    ui = use_ui()
    controller, view = use_visit()
    if view is None:
        return not_there(controller)
    lessons = list(view.visit.lessons.values())
    shown = [lesson_card(ui, view, each) for each in lessons]
    shown += unfinished(ui, controller, {each.lesson_id for each in lessons})
    if not shown:
        shown = [empty(ft.Icons.CO_PRESENT_OUTLINED, words.LESSONS_EMPTY, words.LESSONS_EMPTY_HINT)]

    # Its id is made as the button is drawn: tapped twice, it is one lesson.
    add = ui.go(f"/visit/{controller.visit_id}/lesson/{uuid7()}")
    button = ft.Row([main_button(words.ADD_LESSON, add, icon=ft.Icons.ADD)])
    return screen(visit_words.LESSONS, shown, bottom=button)


def lesson_card(ui: Ui, view: "VisitView", lesson: Lesson) -> ft.Control:
    """One lesson on the list."""
    line = words.lesson_line(lesson.period, lesson.class_name, lesson.subject)
    marks = [mark(labels.RATING[lesson.rating], "good")] if lesson.rating else []
    unit = unit_mark(view, view.visit.unit_of(lesson))
    facts = [
        lesson.topic,
        lesson.teacher,
        words.attendance(lesson.enrolled, lesson.present),
        words.score_sum(*total(lesson.scores)) if lesson.scores else "",
    ]
    said = " · ".join(fact for fact in facts if fact)
    return card(
        stack(
            [
                ft.Row([ft.Container(title(line), expand=True), *marks]),
                *([ft.Row(unit)] if unit else []),
                *([quiet(said)] if said else []),
            ],
            4,
        ),
        on_click=ui.go(f"/visit/{view.visit.visit_id}/lesson/{lesson.lesson_id}"),
        key=f"lesson-{lesson.lesson_id}",
    )


def unfinished(ui: Ui, controller: "VisitController", known: set[str]) -> list[ft.Control]:
    """Lessons that were begun and never left, as after a kill."""
    ids = [
        key.removeprefix("lesson.") for key in controller.state.drafts if key.startswith("lesson.")
    ]
    return [
        card(
            ft.Row([ft.Container(title(words.LESSON_TITLE), expand=True), mark(words.UNFINISHED)]),
            on_click=ui.go(f"/visit/{controller.visit_id}/lesson/{each}"),
            key=f"lesson-{each}",
        )
        for each in sorted(ids)
        if each not in known
    ]
