"""One lesson heard: the 听课记录表."""

from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import page, part, safe
from app.ui.screens.visit.lessons.form import NUMBERS, form_at
from app.ui.screens.visit.lessons.points import points_card
from app.ui.screens.visit.lessons.stages import stages_card
from app.ui.screens.visit.units.choice import unit_choice
from app.ui.state.ui import use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts import shell as shell_words
from app.ui.texts.visit import finding as finding_words
from app.ui.texts.visit import lesson as words
from app.ui.widgets import form as forms
from app.ui.widgets.confirm import confirm
from app.ui.widgets.form import Form
from app.ui.widgets.frame import screen
from app.ui.widgets.model_form import use_model_form
from app.ui.widgets.pieces import card, quiet, stack
from app.ui.widgets.use_visit import not_there, use_visit
from domain.kinds.visit.lesson import Lesson

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def LessonScreen() -> ft.View:
    """The lesson that the route names, new or known."""
    controller, view = use_visit()
    lesson_id = ft.use_route_params().get("lesson_id", "")
    if view is None:
        return not_there(controller)
    return screen(
        words.LESSON_TITLE,
        [LessonForm(controller, view, lesson_id, key=lesson_id)],
        subtitle=finding_words.FORM_SAVED,
    )


@part
def LessonForm(controller: VisitController, view: "VisitView", lesson_id: str) -> ft.Control:
    """All fields of the lesson."""
    lesson = view.visit.lessons.get(lesson_id)

    def record(said: dict[str, object]) -> object:
        return controller.visits.record_lesson(controller.visit_id, lesson_id, said)

    form = use_model_form(controller, f"lesson.{lesson_id}", form_at(view), lesson, record)
    return stack([*fields(form, view), *removal(controller, lesson)], 12)


def fields(form: Form, view: "VisitView") -> list[ft.Control]:
    """The fields in cards: what lesson, who was there, what was seen, how good it was."""
    text, talked = forms.text_field, f"{words.TALKED}（{words.TALKED_UNIT}）"
    seen = [
        text(form, "process", words.PROCESS, lines=3),
        text(form, "strengths", words.STRENGTHS, lines=2),
        text(form, "advice", words.ADVICE, lines=2),
        ft.Row([number(form, "talked_min", talked)]),
    ]
    return [
        card(stack([*unit_choice(form, view), *which_lesson(form)], 12)),
        card(stack(attendance(form), 12)),
        stages_card(form),
        card(stack(seen, 14)),
        points_card(form),
        Observers(form, key="observers"),
    ]


def which_lesson(form: Form) -> list[ft.Control]:
    """The period, class, subject, teacher, topic and type."""
    text = forms.text_field
    class_name = text(form, "class_name", words.CLASS_NAME, hint=words.CLASS_HINT)
    return [
        ft.Row([number(form, "period", words.PERIOD), class_name], vertical_alignment=TOP),
        ft.Row([text(form, "subject", words.SUBJECT), text(form, "teacher", words.TEACHER)]),
        ft.Row([text(form, "topic", words.TOPIC)]),
        quiet(words.LESSON_TYPE),
        forms.chips(form, "lesson_type", labels.LESSON_TYPE, may_clear=False),
    ]


def attendance(form: Form) -> list[ft.Control]:
    """How many should have been there, and were."""
    both = [number(form, "enrolled", words.ENROLLED), number(form, "present", words.PRESENT)]
    return [ft.Row(both, vertical_alignment=TOP)]


def number(form: Form, name: str, label: str) -> ft.Control:
    """A field for one of the lesson's numbers."""
    return forms.number_field(form, name, label, NUMBERS[name])


TOP = ft.CrossAxisAlignment.START


@part
def Observers(form: Form) -> ft.Control:
    """Colleagues who heard the same lesson: one 节, more 人节."""
    ui = use_ui()
    mine = ui.session.facts.account
    chosen = list(form.values.get("observers") or ())

    def toggled(account: str) -> Any:
        kept = [each for each in chosen if each != account]
        return form.choosing("observers", kept if account in chosen else [*kept, account])

    known = [each for each in ui.people() if each.account != mine]
    if not known:
        return ft.Container()
    return card(
        stack(
            [
                quiet(words.OBSERVERS),
                ft.Row(
                    [
                        ft.Chip(
                            label=ft.Text(each.name),
                            selected=each.account in chosen,
                            on_select=toggled(each.account),
                            key=f"observer-{each.account}",
                        )
                        for each in known
                    ],
                    wrap=True,
                    spacing=8,
                    run_spacing=4,
                ),
            ]
        )
    )


def removal(controller: VisitController, lesson: Lesson | None) -> list[ft.Control]:
    """Taking the lesson out, where it was recorded."""
    if lesson is None:
        return []
    ui = use_ui()

    async def remove() -> None:
        await controller.save_for(
            [f"lesson.{lesson.lesson_id}"],
            lambda: controller.visits.withdraw_lesson(controller.visit_id, lesson.lesson_id),
        )
        await ui.page.push_route(f"/visit/{controller.visit_id}/lessons")

    ask = confirm(ui.page, words.DELETE_LESSON, words.DELETE_LESSON_HINT, remove)
    return [
        ft.TextButton(
            words.DELETE_LESSON,
            icon=ft.Icons.DELETE_OUTLINE,
            on_click=safe(ask),
            style=ft.ButtonStyle(color=ft.Colors.ERROR),
            tooltip=shell_words.DELETE,
        )
    ]
