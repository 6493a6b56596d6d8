"""The record in free text: what was seen, what was good, what was said, what comes next."""

import flet as ft

from app.ui.desk import Commit, Desk
from app.ui.guard import page
from app.ui.parts.desk_hook import not_there, use_desk
from app.ui.parts.draft_field import DraftField, Field
from app.ui.parts.frame import screen
from app.ui.parts.pieces import card, quiet, stack
from app.ui.texts import content as words
from app.ui.texts import labels
from app.ui.texts import visit as visit_words
from domain.kinds.visit.record import NoteSection


@page
def NotesScreen() -> ft.View:
    """Four fields that save themselves."""
    desk, view = use_desk()
    if view is None:
        return not_there(desk)
    fields: list[ft.Control] = []
    for section, (name, hint) in labels.NOTE.items():
        note = view.visit.notes.get(section)
        lines = 6 if section is NoteSection.RECORD else 3
        field = Field(f"note.{section.value}", name, hint, lines=lines)
        saved = note.text if note else ""
        fields.append(DraftField(desk, field, saved, enter_note(desk, section), key=field.key))
    return screen(visit_words.NOTES, [quiet(words.NOTES_HINT), card(stack(fields, 16))])


def enter_note(desk: Desk, section: NoteSection) -> Commit:
    """What makes an entry of a section's text."""
    return lambda text: desk.visits.record_note(desk.visit_id, section, text)
