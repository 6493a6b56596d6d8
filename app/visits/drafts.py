"""Half-typed text: kept in a draft row at once, an entry when the field is left."""

from contextlib import suppress

from app.store import drafts
from app.visits.content import TEXT, Content
from app.visits.draft_keys import method_and_unit
from app.visits.parse_number import count_field, count_of, item_field, number_of
from app.visits.photos.acts import Belonging, PhotoActs
from app.visits.recorder import Recorder
from app.visits.units.acts import Units
from domain.clock import Clock, format_instant
from domain.errors import BadInput, Conflict
from domain.kinds.visit.record import Method, NoteSection
from domain.typed_number import ANY

SECTIONS = frozenset(section.value for section in NoteSection)
METHODS = frozenset(method.value for method in Method)


class Drafts:
    """The drafts of one account's visits."""

    def __init__(self, recorder: Recorder, content: Content, photos: PhotoActs, now: Clock) -> None:
        self._recorder = recorder
        self._units = Units(recorder, now)
        self._content = content
        self._photos = photos
        self._now = now

    def draft_text(self, visit_id: str, key: str) -> str | None:
        """The field's half-typed text; None where there is none."""
        with self._recorder.store.database.read() as transaction:
            return drafts.draft(transaction, visit_id, key)

    def draft_texts(self, visit_id: str) -> dict[str, str]:
        """All half-typed texts of the visit, by field key."""
        with self._recorder.store.database.read() as transaction:
            return drafts.drafts(transaction, visit_id)

    def save_draft_text(self, visit_id: str, key: str, text: str) -> None:
        """Keep the field's text as it stands."""
        at = format_instant(self._now())
        with self._recorder.store.database.write() as transaction:
            drafts.save_draft(transaction, visit_id, key, text, at)

    def drop_draft_text(self, visit_id: str, key: str) -> None:
        """Let the field's half-typed text go."""
        if self.draft_text(visit_id, key) is None:
            return  # Most fields have none, and a write costs a wait for the disk.
        with self._recorder.store.database.write() as transaction:
            drafts.drop_drafts(transaction, visit_id, [key])

    def flush(self, visit_id: str) -> None:
        """Make entries of the visit's half-typed texts and numbers.

        What cannot become an entry now (the visit was submitted meanwhile, its item has no
        answer yet) stays a draft. Form fields stay drafts.
        """
        for key, text in self.draft_texts(visit_id).items():
            kind, _, name = key.partition(".")
            with suppress(Conflict, BadInput):
                self._enter(visit_id, kind, name, text)

    def _enter(self, visit_id: str, kind: str, name: str, text: str) -> None:
        """Write the field's entry, where it is a field that has one."""
        if kind == "note" and name in SECTIONS:
            self._content.record_note(visit_id, NoteSection(name), text)
        elif kind == "count" and name in METHODS:
            method = Method(name)
            self._content.record_count(visit_id, method, count_of(text, count_field(method)))
        elif kind == "unit_count":
            method, school_id = method_and_unit(name)
            number = count_of(text, count_field(method))
            self._units.record_unit_count(visit_id, school_id, method, number)
        elif kind == "caption":
            self._caption(visit_id, name, text)
        elif kind in ("remark", "text", "number"):
            self._answer(visit_id, kind, name, text)

    def _answer(self, visit_id: str, kind: str, item_id: str, text: str) -> None:
        """Write the answer with what was typed; a remark to no answer stays a draft."""
        answer = self._recorder.visit(visit_id).answers.get(item_id)
        remark = answer.remark if answer else ""
        if kind == "text":
            value = TEXT if text.strip() else None
            self._content.record_answer(visit_id, item_id, value, remark, text)
        elif kind == "number":
            item = self._content.item(visit_id, item_id)
            number = number_of(text, item_field(item) if item else ANY)
            self._content.record_answer(visit_id, item_id, number, remark)
        elif answer is not None:
            self._content.record_answer(visit_id, item_id, answer.value, text, answer.text)

    def _caption(self, visit_id: str, photo_id: str, text: str) -> None:
        photo = self._recorder.visit(visit_id).photos.get(photo_id)
        belonging = Belonging(
            text, photo.item_id if photo else None, photo.finding_id if photo else None
        )
        self._photos.caption_photo(visit_id, photo_id, belonging)
