"""What a visit finds: answers, notes, counts, lessons and findings, each as it now stands."""

from collections.abc import Mapping, Sequence

from app.store import Transaction, checklists, note_prints
from app.visits import messages
from app.visits.messages import made
from app.visits.recorder import Recorder
from domain.errors import BadInput, NotFound
from domain.ids import uuid7
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.answer import AnswerPrivate, ItemAnswered
from domain.kinds.visit.finding import Finding, FindingPrivate, FindingRaised
from domain.kinds.visit.lesson import Lesson, LessonObserved, LessonPrivate
from domain.kinds.visit.record import Method, NoteSection, VisitCounted, VisitNoted
from domain.register.checklist import YES, AnswerValue, Checklist, Item, validate_answer
from domain.trail.line import Line
from domain.visit.visit import Visit

TEXT = "text"


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
                raise messages.bad_answer(item, problem)
        body = made(ItemAnswered, item_id=item_id, value=value)
        private = made(AnswerPrivate, remark=remark.strip(), text=text.strip())
        return self._recorder.record(visit_id, body, private)

    def answer_all_yes(self, visit_id: str, item_ids: Sequence[str]) -> tuple[str, ...]:
        """Answer with yes those of the items that ask yes or no and are not answered yet.

        One entry each; what stands is left alone. Answers which they were.
        """
        answers = self._recorder.visit(visit_id).answers
        waiting = [
            item_id
            for item_id in item_ids
            if item_id not in answers and self._is_yes_no(visit_id, item_id)
        ]
        for item_id in waiting:
            self.record_answer(visit_id, item_id, YES)
        return tuple(waiting)

    def take_back_yes(self, visit_id: str, item_ids: Sequence[str]) -> Visit:
        """Take those of the items' answers back that still are a bare yes."""
        visit = self._recorder.visit(visit_id)
        for item_id in item_ids:
            answer = visit.answers.get(item_id)
            if answer is not None and answer.value == YES and not answer.remark:
                visit = self.record_answer(visit_id, item_id, None)
        return visit

    def record_note(self, visit_id: str, section: NoteSection, text: str) -> Visit:
        """Set one free-text section of the record; blank text takes it away."""
        private = made(TextPrivate, text=text.strip())
        body = made(VisitNoted, section=section)
        account = self._recorder.account

        def also(transaction: Transaction, _line: Line) -> None:
            note_prints.keep(transaction, account, visit_id, body.section, private.text)

        return self._recorder.record(visit_id, body, private, also=also)

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
        if any(each.points > each.out_of for each in body.scores):
            raise BadInput(messages.FIELDS["scores"], code="bad_field", field="scores")
        private = made(LessonPrivate, **_split(LessonPrivate, fields))
        self._recorder.record(visit_id, body, private)
        return lesson_id

    def withdraw_lesson(self, visit_id: str, lesson_id: str) -> Visit:
        """Take a lesson out of the visit."""
        lesson = self._recorder.visit(visit_id).lessons.get(lesson_id)
        if lesson is None:
            raise NotFound(messages.NO_LESSON, code="lesson_unknown")
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
            raise BadInput(messages.NO_FINDING_TEXT, code="finding_empty")
        self._recorder.record(visit_id, body, private)
        return finding_id

    def withdraw_finding(self, visit_id: str, finding_id: str) -> Visit:
        """Take a finding out of the visit."""
        finding = self._recorder.visit(visit_id).findings.get(finding_id)
        if finding is None:
            raise NotFound(messages.NO_FINDING, code="finding_unknown")
        return self._recorder.record(visit_id, _again(FindingRaised, finding))

    def checklist(self, visit: Visit) -> Checklist | None:
        """The checklist in the version the visit began with.

        Where this phone was never given that version, the newest of the same checklist: compare
        the versions. None where there is none at all.
        """
        ref = visit.checklist
        if ref is None:
            return None
        workbook = self._recorder.workbook()
        offered = workbook.checklists if workbook else ()
        found = [each for each in offered if each.checklist_id == ref.checklist_id]
        exact = next((each for each in found if each.version == ref.version), None)
        if exact is None:
            with self._recorder.store.database.read() as transaction:
                account = self._recorder.account
                exact = checklists.get(transaction, account, ref.checklist_id, ref.version)
        return exact or max(found, key=lambda each: each.version, default=None)

    def _item(self, visit_id: str, item_id: str) -> Item | None:
        checklist = self.checklist(self._recorder.visit(visit_id))
        items = checklist.all_items if checklist else ()
        return next((each for each in items if each.item_id == item_id), None)

    def _is_yes_no(self, visit_id: str, item_id: str) -> bool:
        item = self._item(visit_id, item_id)
        return item is not None and item.kind == "yes_no"


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
