"""Notes that were written before: which sections of a visit say mostly what another visit says.

Compared within a district by the prints of sentences. Only what stood earlier in the log counts,
so that the first to write a sentence is never flagged.
"""

from collections.abc import Iterable, Mapping, Sequence

from domain.kinds.visit.builder import State
from domain.kinds.visit.record import NoteSection
from domain.visit.content_rules import CopiedNote, copied_flags
from domain.visit.copied_text import copied_share, prints
from domain.visit.flag import Flag
from domain.visit.neighbours import Known, VisitKey, value_of
from domain.visit.visit import Visit

SENTENCE = "sentence"


class SameSentences:
    """One key for each longer sentence of a record, weighed by its characters."""

    spaces = frozenset({SENTENCE})
    is_mutual = False

    def keys(self, visit: Visit, known: Known) -> Iterable[VisitKey]:
        """The keys of a record that was handed in."""
        if visit.state is State.IN_PROGRESS or visit.is_practice:
            return
        for section, note in visit.notes.items():
            for each, characters in prints(note.text).items():
                yield VisitKey(
                    visit.visit_id,
                    visit.district,
                    SENTENCE,
                    value_of(SENTENCE, each),
                    section.value,
                    characters,
                    known.positions[note.stamp.entry],
                )

    def do_meet(self, _one: VisitKey, _other: VisitKey) -> bool:
        """Whether both wrote the sentence, which the value says."""
        return True

    def flags(
        self, _visit: Visit, mine: Sequence[VisitKey], theirs: Sequence[VisitKey]
    ) -> Iterable[Flag]:
        """The sections that mostly stand in one earlier visit, which is named."""
        others: dict[int, list[VisitKey]] = {}
        for other in theirs:
            others.setdefault(other.value, []).append(other)
        sections: dict[str, list[VisitKey]] = {}
        for key in mine:
            sections.setdefault(key.part, []).append(key)
        copied = (_most_copied(keys, others) for keys in sections.values())
        return copied_flags(each for each in copied if each)


def _most_copied(
    mine: Sequence[VisitKey], others: Mapping[int, Sequence[VisitKey]]
) -> CopiedNote | None:
    """The earlier visit that a section shares most with; None where too little."""
    here = mine[0]
    sizes = {key.value: key.measure for key in mine}
    earlier = [
        other
        for value in sizes
        for other in others.get(value, ())
        if other.position < here.position
    ]
    known: dict[str, set[int]] = {}
    for other in sorted(earlier, key=lambda each: (each.position, each.visit)):
        known.setdefault(other.visit, set()).add(other.value)
    shares = [(copied_share(sizes, values), visit) for visit, values in known.items()]
    share, visit = max(shares, key=lambda each: each[0], default=(0.0, ""))
    if not share:
        return None
    return CopiedNote(section=NoteSection(here.part), other_visit=visit, share=share)
