"""The record in free text: what was seen, what was good, what was said, what comes next."""

import flet as ft

from app.ui.guard import page
from app.ui.state.visit_controller import Commit, VisitController
from app.ui.texts import labels
from app.ui.texts.visit import content as words
from app.ui.texts.visit import visit as visit_words
from app.ui.widgets.draft_field import DraftField, Field
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, quiet, stack
from app.ui.widgets.use_visit import not_there, use_visit
from domain.kinds.visit.record import NoteSection


@page
def NotesScreen() -> ft.View:
    """Four fields that save themselves."""
    controller, view = use_visit()
    if view is None:
        return not_there(controller)
    fields: list[ft.Control] = []
    for section, (name, hint) in labels.NOTE.items():
        note = view.visit.notes.get(section)
        lines = 6 if section is NoteSection.RECORD else 3
        field = Field(f"note.{section.value}", name, hint, lines=lines)
        saved = note.text if note else ""
        fields.append(
            DraftField(controller, field, saved, enter_note(controller, section), key=field.key)
        )
    return screen(visit_words.NOTES, [quiet(words.NOTES_HINT), card(stack(fields, 16))])


def enter_note(controller: VisitController, section: NoteSection) -> Commit:
    """What makes an entry of a section's text."""
    return lambda text: controller.visits.record_note(controller.visit_id, section, text)
