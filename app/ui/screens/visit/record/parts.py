"""The parts of a record as text: answers, notes, lessons, follow-ups."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.screens.visit.type_sizes import TypeSizes
from app.ui.texts import labels
from app.ui.texts.visit import checklist as checklist_words
from app.ui.texts.visit import follow_up as follow_words
from app.ui.texts.visit import lesson as lesson_words
from app.ui.texts.visit import visit as words
from app.ui.widgets.pieces import card, stack
from domain.kinds.visit.answer import Answer
from domain.kinds.visit.follow_up import Conclusion, FollowUp
from domain.kinds.visit.lesson import Lesson
from domain.register.checklist import NOT_APPLICABLE, YES, Item, is_negative
from domain.typed_number import written
from domain.visit.lesson_scores import total
from domain.visit.visit import Visit
from domain.words.values import CRITERION

if TYPE_CHECKING:
    from app.visits.records import VisitView

CONCLUSION_TONE = {
    Conclusion.RECTIFIED: "good",
    Conclusion.PARTLY: "look",
    Conclusion.NOT_RECTIFIED: "bad",
}


def answer_words(item: Item, answer: Answer) -> str:
    """The answer as it was chosen or typed."""
    if answer.is_with_section:
        return checklist_words.fine(labels.ANSWER[YES])
    if answer.value == NOT_APPLICABLE or item.kind == "yes_no":
        return labels.ANSWER.get(str(answer.value), str(answer.value))
    if item.kind == "text":
        return answer.text
    for option in item.options:
        if option.key == answer.value:
            return option.label
    if isinstance(answer.value, str):
        return answer.value
    return f"{written(answer.value)} {item.unit}".strip()


def answer_lines(view: "VisitView", sizes: TypeSizes) -> list[ft.Control]:
    """The checklist's answers."""
    if view.checklist is None or not view.visit.answers:
        return []
    lines: list[ft.Control] = []
    for item in view.checklist.all_items:
        answer = view.visit.answers.get(item.item_id)
        if answer is not None:
            lines += answer_line(item, answer, sizes)
    return [sizes.heading(words.CHECKLIST), card(stack(lines, 10))] if lines else []


def answer_line(item: Item, answer: Answer, sizes: TypeSizes) -> list[ft.Control]:
    """One answer; words of one's own stand under the question, others beside it."""
    said = answer_words(item, answer)
    question = sizes.text(item.text)
    if item.kind == "text" and answer.value != NOT_APPLICABLE:
        lines: list[ft.Control] = [question, sizes.quiet(said)]
    else:
        question.expand = True
        tone = "bad" if is_negative(item, answer.value) else "plain"
        start = ft.CrossAxisAlignment.START
        lines = [ft.Row([question, sizes.mark(said, tone)], vertical_alignment=start)]
    if answer.remark:
        lines.append(sizes.quiet(f"{checklist_words.REMARK}：{answer.remark}"))
    return lines


def note_lines(visit: Visit, sizes: TypeSizes) -> list[ft.Control]:
    """The free text."""
    lines: list[ft.Control] = []
    for section, (name, _) in labels.NOTE.items():
        note = visit.notes.get(section)
        if note is not None and note.text:
            lines += [sizes.quiet(name), sizes.text(note.text)]
    return [sizes.heading(words.NOTES), card(stack(lines, 6))] if lines else []


def lesson_lines(view: "VisitView", sizes: TypeSizes) -> list[ft.Control]:
    """The lessons heard."""
    lessons = list(view.visit.lessons.values())
    if not lessons:
        return []
    records = (lesson_record(view, each, sizes) for each in lessons)
    return [sizes.heading(words.LESSONS), *records]


def lesson_record(view: "VisitView", lesson: Lesson, sizes: TypeSizes) -> ft.Control:
    """One lesson, whole."""
    line = lesson_words.lesson_line(lesson.period, lesson.class_name, lesson.subject)
    facts = [
        view.unit_name(view.visit.unit_of(lesson)),
        labels.LESSON_TYPE[lesson.lesson_type],
        lesson.topic,
        lesson.teacher,
        lesson_words.attendance(lesson.enrolled, lesson.present),
        lesson_words.talked(lesson.talked_min) if lesson.talked_min is not None else "",
    ]
    marks = [sizes.mark(labels.RATING[lesson.rating], "good")] if lesson.rating else []
    parts = [
        (lesson_words.PROCESS, lesson.process),
        (lesson_words.STRENGTHS, lesson.strengths),
        (lesson_words.ADVICE, lesson.advice),
    ]
    return card(
        stack(
            [
                ft.Row([ft.Container(sizes.title(line), expand=True), *marks]),
                sizes.quiet(" · ".join(fact for fact in facts if fact)),
                *stage_lines(lesson, sizes),
                *(sizes.text(f"{name}：{text}") for name, text in parts if text),
                *score_lines(lesson, sizes),
            ],
            6,
        )
    )


def stage_lines(lesson: Lesson, sizes: TypeSizes) -> list[ft.Control]:
    """What happened in which stage."""
    lines: list[ft.Control] = []
    for stage in lesson.stages:
        said = lesson_words.stage_line(stage.title, stage.minutes)
        lines.append(sizes.text(f"{said}：{stage.activity}" if stage.activity else said))
    return lines


def score_lines(lesson: Lesson, sizes: TypeSizes) -> list[ft.Control]:
    """The points by criterion, and their sum."""
    if not lesson.scores:
        return []
    each_one = "，".join(
        lesson_words.score_line(
            CRITERION.get(each.criterion, each.criterion), each.points, each.out_of
        )
        for each in lesson.scores
    )
    return [sizes.text(f"{each_one}；{lesson_words.score_sum(*total(lesson.scores))}")]


def follow_up_lines(view: "VisitView", sizes: TypeSizes) -> list[ft.Control]:
    """What was found of earlier problems."""
    found = list(view.visit.follow_ups.values())
    if not found:
        return []
    texts = {each.finding_id: each.text for each in view.earlier}
    return [
        sizes.heading(follow_words.TITLE),
        *(follow_up_record(each, texts.get(each.finding_id, ""), sizes) for each in found),
    ]


def follow_up_record(seen: FollowUp, text: str, sizes: TypeSizes) -> ft.Control:
    """One earlier problem, and how it is now."""
    parts = [(follow_words.SEEN, seen.text), (follow_words.ADVICE, seen.advice)]
    conclusion = sizes.mark(labels.CONCLUSION[seen.conclusion], CONCLUSION_TONE[seen.conclusion])
    return card(
        stack(
            [
                ft.Row([conclusion]),
                *([sizes.title(text)] if text else []),
                *(sizes.text(f"{name}：{said}") for name, said in parts if said),
                *([sizes.text(follow_words.new_due(seen.due_on))] if seen.due_on else []),
            ],
            6,
        )
    )
