"""The rows of the sentences of a visit's record, by which copies are found."""

from domain.kinds.visit.builder import State
from domain.visit.copied_text import prints
from sync_server.data.projection import NotePrint
from sync_server.projection.folded import FoldedVisit


def print_rows(folded: FoldedVisit) -> list[NotePrint]:
    """The visit's rows of ``note_print``: the sentences of a record that was handed in."""
    visit, positions = folded.visit, folded.positions
    if visit.state is State.IN_PROGRESS or visit.is_practice:
        return []
    return [
        NotePrint(
            visit=visit.visit_id,
            section=section.value,
            print=each,
            district=visit.district,
            characters=characters,
            position=positions[note.stamp.entry],
        )
        for section, note in visit.notes.items()
        for each, characters in prints(note.text).items()
    ]
