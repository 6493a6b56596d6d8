"""What a visit finds: answers, notes, counts, lessons and findings, each as it now stands."""

from collections.abc import Mapping, Sequence

from app.store import Transaction, drafts, note_prints
from app.visits import messages
from app.visits.draft_keys import answer_keys, count_key, field_key, note_key
from app.visits.messages import made
from app.visits.recorder import Recorder
from app.visits.recording import Recording, standing
from app.visits.visit_checklist import items_held
from domain.errors import BadInput, NotFound
from domain.ids import uuid7
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.answer import AnswerPrivate, ItemAnswered
from domain.kinds.visit.finding import Finding, FindingPrivate, FindingRaised
from domain.kinds.visit.lesson import Lesson, LessonObserved, LessonPrivate
from domain.kinds.visit.record import Method, NoteSection, VisitCounted, VisitNoted
from domain.register.checklist import YES, AnswerValue, Item, validate_answer
from domain.trail.line import Line
from domain.visit.visit import Visit

TEXT = "text"


class Content:
    """The acts that fill a visit. Handing in what already stands writes nothing."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def record_answer(
        self,
        visit_id: str,
        item_id: str,
        value: AnswerValue | None,
        remark: str = "",
        text: str = "",
    ) -> Visit:
        """Answer a checklist item; no value takes the answer back, its drafts have become an entry.

        A free text item has the value ``text`` and the words in ``text``. BadInput when the
        value does not answer the item.
        """
        body = made(ItemAnswered, item_id=item_id, value=value)
        private = made(AnswerPrivate, remark=remark.strip(), text=text.strip())
        with self._recorder.on(visit_id) as recording:
            item = self._items(recording).get(item_id)
            if item is not None and value is not None:
                problem = validate_answer(item, text if value == TEXT == item.kind else value)
                if problem is not None:
                    raise messages.bad_answer(item, problem)
            recording.record(body, private)
            recording.drop_drafts(answer_keys(item_id))
        return recording.visit

    def answer_all_yes(self, visit_id: str, item_ids: Sequence[str]) -> tuple[str, ...]:
        """Answer with yes those of the items that ask yes or no and are not answered yet.

        One entry each, which says that it was one act; what stands is left alone, and an item on
        which a remark was begun. Answers which they were.
        """
        with self._recorder.on(visit_id) as recording:
            items, answers = self._items(recording), recording.visit.answers
            begun = drafts.drafts(recording.transaction, visit_id)
            waiting = [
                each
                for each in item_ids
                if each not in answers
                and field_key("remark", each) not in begun
                and each in items
                and items[each].kind == "yes_no"
            ]
            for each in waiting:
                body = made(ItemAnswered, item_id=each, value=YES, is_with_section=True)
                recording.record(body, AnswerPrivate())
                recording.drop_drafts(answer_keys(each))
        return tuple(waiting)

    def take_back_yes(self, visit_id: str, item_ids: Sequence[str]) -> Visit:
        """Take those of the items' answers back that still are a bare yes."""
        with self._recorder.on(visit_id) as recording:
            for item_id in item_ids:
                answer = recording.visit.answers.get(item_id)
                if answer is not None and answer.value == YES and not answer.remark:
                    body = made(ItemAnswered, item_id=item_id, value=None)
                    recording.record(body, AnswerPrivate())
                    recording.drop_drafts(answer_keys(item_id))
        return recording.visit

    def record_note(self, visit_id: str, section: NoteSection, text: str) -> Visit:
        """Set one free-text section of the record; blank text takes it away."""
        private = made(TextPrivate, text=text.strip())
        body = made(VisitNoted, section=section)
        account = self._recorder.account

        def also(transaction: Transaction, _line: Line) -> None:
            note_prints.keep(transaction, account, visit_id, body.section, private.text)

        keys = [note_key(body.section)]
        return self._recorder.record(visit_id, body, private, also=also, drafts=keys)

    def record_count(self, visit_id: str, method: Method, quantity: int) -> Visit:
        """Set how often a method was used (0-14, 2-20)."""
        body = made(VisitCounted, method=method, quantity=quantity)
        return self._recorder.record(visit_id, body, drafts=[count_key(body.method)])

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
        with self._recorder.on(visit_id) as recording:
            lesson = recording.visit.lessons.get(lesson_id)
            if lesson is None:
                raise NotFound(messages.NO_LESSON, code="lesson_unknown")
            recording.record(_again(LessonObserved, lesson))
        return recording.visit

    def raise_finding(
        self, visit_id: str, finding_id: str | None, fields: Mapping[str, object]
    ) -> str:
        """Set a problem found, whole, and answer its id; None begins a new one."""
        finding_id = finding_id or uuid7()
        private = made(FindingPrivate, **_split(FindingPrivate, fields))
        if not private.text.strip():
            raise BadInput(messages.NO_FINDING_TEXT, code="finding_empty")
        body = made(FindingRaised, **_split(FindingRaised, fields), finding_id=finding_id)
        self._recorder.record(visit_id, body, private)
        return finding_id

    def withdraw_finding(self, visit_id: str, finding_id: str) -> Visit:
        """Take a finding out of the visit."""
        with self._recorder.on(visit_id) as recording:
            finding = recording.visit.findings.get(finding_id)
            if finding is None:
                raise NotFound(messages.NO_FINDING, code="finding_unknown")
            recording.record(_again(FindingRaised, finding))
        return recording.visit

    def item(self, visit_id: str, item_id: str) -> Item | None:
        """The item of the visit's checklist; None where it has none such."""
        with self._recorder.store.database.read() as transaction:
            visit = standing(transaction, visit_id, self._recorder.account)
            return items_held(transaction, self._recorder, visit).get(item_id)

    def _items(self, recording: Recording) -> dict[str, Item]:
        """The items of the visit's checklist, by id."""
        return items_held(recording.transaction, self._recorder, recording.visit)


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
