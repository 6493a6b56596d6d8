"""Half-typed text: kept in a draft row at once, an entry when the field is left."""

from app.store import drafts
from app.visits.content import TEXT, Content
from app.visits.recorder import Recorder
from domain.clock import Clock, format_instant
from domain.entries.visit import NoteSection
from domain.errors import BadInput, Conflict

NOTE, REMARK, ANSWER_TEXT = "note", "remark", "text"
SECTIONS = frozenset(section.value for section in NoteSection)


def field_key(kind: str, name: str) -> str:
    """The draft key of a field: ``note.record``, ``remark.ITEM`` or ``text.ITEM``.

    Any other key may be used for a form's fields; those stay drafts until they are dropped.
    """
    return f"{kind}.{name}"


class Drafting:
    """The drafts of one account's visits."""

    def __init__(self, recorder: Recorder, content: Content, now: Clock) -> None:
        self._recorder = recorder
        self._content = content
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
        """Make entries of the visit's notes, remarks and answers in words; how many fields.

        A text that cannot become an entry now (the visit was submitted meanwhile, its item has
        no answer yet) stays a draft. Form fields stay drafts.
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
        if kind == NOTE and name in SECTIONS:
            self._content.record_note(visit_id, NoteSection(name), text)
            return True
        if kind not in (REMARK, ANSWER_TEXT):
            return False
        answer = self._recorder.visit(visit_id).answers.get(name)
        if kind == ANSWER_TEXT:
            value = TEXT if text.strip() else None
            remark = answer.remark if answer else ""
            self._content.record_answer(visit_id, name, value, remark, text)
            return True
        if answer is None:
            return False
        self._content.record_answer(visit_id, name, answer.value, text, answer.text)
        return True
