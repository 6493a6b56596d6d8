"""What a visit finds: answers, notes, counts, lessons and findings, each as it now stands."""

from collections.abc import Mapping

from app.visits.recorder import Recorder
from app.visits.refusals import made
from domain.checklist import AnswerProblem, AnswerValue, Checklist, Item, validate_answer
from domain.entries.content import (
    AnswerPrivate,
    FindingPrivate,
    FindingRaised,
    ItemAnswered,
    LessonObserved,
    LessonPrivate,
)
from domain.entries.visit import Method, NoteSection, TextPrivate, VisitCounted, VisitNoted
from domain.errors import BadInput, NotFound
from domain.ids import uuid7
from domain.visit import Finding, Lesson, Visit

TEXT = "text"
PROBLEMS = {
    AnswerProblem.UNKNOWN_OPTION: "没有这个选项，请重新选择。",
    AnswerProblem.NOT_A_NUMBER: "请填写数字。",
    AnswerProblem.TOO_SMALL: "数字太小，请核对。",
    AnswerProblem.TOO_LARGE: "数字太大，请核对。",
    AnswerProblem.NOT_TEXT: "请填写文字。",
    AnswerProblem.EMPTY: "请填写内容。",
    AnswerProblem.TOO_LONG: "文字太长，请删减到 4000 字以内。",
}


class Content:
    """The acts that fill a visit. Handing in what already stands writes nothing."""

    _recorder: Recorder

    def record_answer(
        self,
        visit_id: str,
        item_id: str,
        value: AnswerValue | None,
        remark: str = "",
        text: str = "",
    ) -> Visit:
        """Answer a checklist item; no value takes the answer back.

        A free text item has the value ``text`` and the words in ``text``. BadInput when the
        value does not answer the item.
        """
        item = self._item(visit_id, item_id)
        if item is not None and value is not None:
            problem = validate_answer(item, text if value == TEXT == item.kind else value)
            if problem is not None:
                raise BadInput(PROBLEMS[problem], code=problem.value, item=item_id)
        body = made(ItemAnswered, item_id=item_id, value=value)
        private = made(AnswerPrivate, remark=remark.strip(), text=text.strip())
        return self._recorder.record(visit_id, body, private)

    def record_note(self, visit_id: str, section: NoteSection, text: str) -> Visit:
        """Set one free-text section of the record; blank text takes it away."""
        private = made(TextPrivate, text=text.strip())
        body = made(VisitNoted, section=section)
        return self._recorder.record(visit_id, body, private)

    def record_count(self, visit_id: str, method: Method, quantity: int) -> Visit:
        """Set how often a method was used (0-14, 2-20)."""
        body = made(VisitCounted, method=method, quantity=quantity)
        return self._recorder.record(visit_id, body)

    def record_lesson(
        self, visit_id: str, lesson_id: str | None, fields: Mapping[str, object]
    ) -> str:
        """Set a lesson heard, whole, and answer its id; None begins a new one.

        ``fields`` are those of the lesson's body and private piece by name.
        """
        lesson_id = lesson_id or uuid7()
        body = made(LessonObserved, **_split(LessonObserved, fields), lesson_id=lesson_id)
        private = made(LessonPrivate, **_split(LessonPrivate, fields))
        self._recorder.record(visit_id, body, private)
        return lesson_id

    def withdraw_lesson(self, visit_id: str, lesson_id: str) -> Visit:
        """Take a lesson out of the visit."""
        lesson = self._recorder.visit(visit_id).lessons.get(lesson_id)
        if lesson is None:
            raise NotFound("没有这节听课记录。", code="lesson_unknown")
        body = _again(LessonObserved, lesson)
        return self._recorder.record(visit_id, body)

    def raise_finding(
        self, visit_id: str, finding_id: str | None, fields: Mapping[str, object]
    ) -> str:
        """Set a problem found, whole, and answer its id; None begins a new one."""
        finding_id = finding_id or uuid7()
        body = made(FindingRaised, **_split(FindingRaised, fields), finding_id=finding_id)
        private = made(FindingPrivate, **_split(FindingPrivate, fields))
        if not private.text.strip():
            raise BadInput("请写明是什么问题。", code="finding_empty")
        self._recorder.record(visit_id, body, private)
        return finding_id

    def withdraw_finding(self, visit_id: str, finding_id: str) -> Visit:
        """Take a finding out of the visit."""
        finding = self._recorder.visit(visit_id).findings.get(finding_id)
        if finding is None:
            raise NotFound("没有这条问题。", code="finding_unknown")
        return self._recorder.record(visit_id, _again(FindingRaised, finding))

    def checklist(self, visit: Visit) -> Checklist | None:
        """The checklist the visit began with, if the workbook still has that version."""
        workbook = self._recorder.workbook()
        if workbook is None or visit.checklist is None:
            return None
        wanted = (visit.checklist.checklist_id, visit.checklist.version)
        found = [each for each in workbook.checklists if each.checklist_id == wanted[0]]
        exact = [each for each in found if each.version == wanted[1]]
        return next(iter(exact or found), None)

    def _item(self, visit_id: str, item_id: str) -> Item | None:
        checklist = self.checklist(self._recorder.visit(visit_id))
        items = checklist.all_items if checklist else ()
        return next((each for each in items if each.item_id == item_id), None)


def _split(
    model: type[LessonObserved | FindingRaised | LessonPrivate | FindingPrivate],
    fields: Mapping[str, object],
) -> dict[str, object]:
    """Those of the fields that belong to this piece."""
    return {name: value for name, value in fields.items() if name in model.model_fields}


def _again(
    model: type[LessonObserved | FindingRaised], part: Lesson | Finding
) -> LessonObserved | FindingRaised:
    """The body that takes the part away."""
    facts = part.model_dump(include=set(model.model_fields))
    return made(model, **facts, is_withdrawn=True)
