"""Half-typed text: kept in a draft row at once, an entry when the field is left."""

from typing import Protocol

from app.store import drafts
from app.visits.content import TEXT
from app.visits.parse_number import count_of, number_of
from app.visits.photos.acts import Belonging
from app.visits.recorder import Recorder
from domain.clock import Clock, format_instant
from domain.errors import BadInput, Conflict
from domain.kinds.visit.record import Method, NoteSection
from domain.register.checklist import AnswerValue

SECTIONS = frozenset(section.value for section in NoteSection)
METHODS = frozenset(method.value for method in Method)


def field_key(kind: str, name: str) -> str:
    """The draft key of a field: ``note.record``, ``remark.ITEM``, ``text.ITEM``, ``number.ITEM``,
    ``count.METHOD`` or ``caption.PHOTO``.

    Any other key may be used for a form's fields; those stay drafts until they are dropped.
    """
    return f"{kind}.{name}"


class Acts(Protocol):
    """What a half-typed text becomes: the acts that write it as an entry."""

    def record_note(self, visit_id: str, section: NoteSection, text: str) -> object:
        """Set one free-text section of the record."""

    def record_count(self, visit_id: str, method: Method, quantity: int) -> object:
        """Set how often a method was used."""

    def record_answer(
        self,
        visit_id: str,
        item_id: str,
        value: AnswerValue | None,
        remark: str = "",
        text: str = "",
    ) -> object:
        """Answer a checklist item."""

    def caption_photo(self, visit_id: str, photo_id: str, belonging: Belonging) -> object:
        """Set a photo's caption."""


class Drafts:
    """The drafts of one account's visits."""

    def __init__(self, recorder: Recorder, acts: Acts, now: Clock) -> None:
        self._recorder = recorder
        self._acts = acts
        self._now = now

    def text(self, visit_id: str, key: str) -> str | None:
        """The field's half-typed text; None where there is none."""
        with self._recorder.store.database.read() as transaction:
            return drafts.draft(transaction, visit_id, key)

    def all(self, visit_id: str) -> dict[str, str]:
        """All half-typed texts of the visit, by field key."""
        with self._recorder.store.database.read() as transaction:
            return drafts.drafts(transaction, visit_id)

    def save(self, visit_id: str, key: str, text: str) -> None:
        """Keep the field's text as it stands."""
        at = format_instant(self._now())
        with self._recorder.store.database.write() as transaction:
            drafts.save_draft(transaction, visit_id, key, text, at)

    def drop(self, visit_id: str, key: str) -> None:
        """Let the field's half-typed text go."""
        if self.text(visit_id, key) is None:
            return  # Most fields have none, and a write costs a wait for the disk.
        with self._recorder.store.database.write() as transaction:
            drafts.drop_draft(transaction, visit_id, key)

    def flush(self, visit_id: str) -> int:
        """Make entries of the visit's half-typed texts and numbers; how many fields.

        What cannot become an entry now (the visit was submitted meanwhile, its item has no
        answer yet) stays a draft. Form fields stay drafts.
        """
        flushed = 0
        for key, text in self.all(visit_id).items():
            kind, _, name = key.partition(".")
            try:
                is_done = self._enter(visit_id, kind, name, text)
            except (Conflict, BadInput):
                is_done = False
            if is_done:
                self.drop(visit_id, key)
                flushed += 1
        return flushed

    def _enter(self, visit_id: str, kind: str, name: str, text: str) -> bool:
        """Write the field's entry; whether there is one for it."""
        acts = self._acts
        if kind == "note" and name in SECTIONS:
            acts.record_note(visit_id, NoteSection(name), text)
        elif kind == "count" and name in METHODS:
            acts.record_count(visit_id, Method(name), count_of(text))
        elif kind == "caption":
            self._caption(visit_id, name, text)
        elif kind in ("remark", "text", "number"):
            return self._answer(visit_id, kind, name, text)
        else:
            return False
        return True

    def _answer(self, visit_id: str, kind: str, item_id: str, text: str) -> bool:
        """Write the answer with what was typed; False for a remark to no answer."""
        answer = self._recorder.visit(visit_id).answers.get(item_id)
        remark = answer.remark if answer else ""
        if kind == "text":
            value = TEXT if text.strip() else None
            self._acts.record_answer(visit_id, item_id, value, remark, text)
        elif kind == "number":
            self._acts.record_answer(visit_id, item_id, number_of(text), remark)
        elif answer is None:
            return False
        else:
            self._acts.record_answer(visit_id, item_id, answer.value, text, answer.text)
        return True

    def _caption(self, visit_id: str, photo_id: str, text: str) -> None:
        photo = self._recorder.visit(visit_id).photos.get(photo_id)
        belonging = Belonging(
            text, photo.item_id if photo else None, photo.finding_id if photo else None
        )
        self._acts.caption_photo(visit_id, photo_id, belonging)
