"""The parts of a finished record as text: answers, notes, lessons."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.parts.pieces import card, heading, mark, quiet, stack, title
from app.ui.texts import content as content_words
from app.ui.texts import labels
from app.ui.texts import visit as words
from domain.checklist import NOT_APPLICABLE, Item, is_negative
from domain.visit import Answer, Lesson, Visit

if TYPE_CHECKING:
    from app.visits.records import VisitView


def answer_words(item: Item, answer: Answer) -> str:
    """The answer as it was chosen or typed."""
    if answer.value == NOT_APPLICABLE or item.kind == "yes_no":
        return labels.ANSWER.get(str(answer.value), str(answer.value))
    if item.kind == "text":
        return answer.text
    for option in item.options:
        if option.key == answer.value:
            return option.label
    return f"{answer.value} {item.unit}".strip()


def answer_lines(view: "VisitView") -> list[ft.Control]:
    """The checklist's answers."""
    if view.checklist is None or not view.visit.answers:
        return []
    lines: list[ft.Control] = []
    for item in view.checklist.all_items:
        answer = view.visit.answers.get(item.item_id)
        if answer is None:
            continue
        tone = "bad" if is_negative(item, answer.value) else "plain"
        row = ft.Row(
            [ft.Text(item.text, expand=True), mark(answer_words(item, answer), tone)],
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
        lines.append(row)
        if answer.remark:
            lines.append(quiet(f"{content_words.REMARK}：{answer.remark}"))
    return [heading(words.CHECKLIST), card(stack(lines, 10))]


def note_lines(visit: Visit) -> list[ft.Control]:
    """The free text."""
    lines: list[ft.Control] = []
    for section, (name, _) in labels.NOTE.items():
        note = visit.notes.get(section)
        if note is not None and note.text:
            lines += [quiet(name), ft.Text(note.text, selectable=True)]
    return [heading(words.NOTES), card(stack(lines, 6))] if lines else []


def lesson_lines(visit: Visit) -> list[ft.Control]:
    """The lessons heard."""
    lessons = list(visit.lessons.values())
    if not lessons:
        return []
    return [heading(words.LESSONS), *(lesson_record(each) for each in lessons)]


def lesson_record(lesson: Lesson) -> ft.Control:
    """One lesson, whole."""
    line = content_words.lesson_line(lesson.period, lesson.class_name, lesson.subject)
    facts = [
        labels.LESSON_TYPE[lesson.lesson_type],
        lesson.topic,
        lesson.teacher,
        content_words.attendance(lesson.enrolled, lesson.present),
    ]
    marks = [mark(labels.RATING[lesson.rating], "good")] if lesson.rating else []
    parts = [
        (content_words.PROCESS, lesson.process),
        (content_words.STRENGTHS, lesson.strengths),
        (content_words.ADVICE, lesson.advice),
    ]
    return card(
        stack(
            [
                ft.Row([ft.Container(title(line), expand=True), *marks]),
                quiet(" · ".join(fact for fact in facts if fact)),
                *(ft.Text(f"{name}：{text}") for name, text in parts if text),
            ],
            6,
        )
    )
