"""Notes that were written before: which sections of a visit say mostly what another visit says.

Compared within a district by the prints of sentences. Only what stood earlier in the log counts,
so that the first to write a sentence is never flagged.
"""

from collections.abc import Iterable, Mapping, Sequence

from domain.kinds.visit.record import NoteSection
from domain.visit.content_rules import CopiedNote
from domain.visit.copied_text import copied_share
from sync_server.data import projection
from sync_server.data.engine import Transaction
from sync_server.data.projection import NotePrint

Section = tuple[str, str]
Sentence = tuple[str, str]
"""A district and a print."""


def copied_notes(
    transaction: Transaction, rows: Sequence[NotePrint]
) -> dict[str, tuple[CopiedNote, ...]]:
    """For each visit of these rows, its sections that mostly stand in one earlier visit."""
    if not rows:
        return {}
    others = _by_sentence(_others(transaction, rows))
    found: dict[str, list[CopiedNote]] = {}
    for (visit, section), mine in _by_section(rows).items():
        copied = _most_copied(mine, others)
        if copied is not None:
            other, share = copied
            found.setdefault(visit, []).append(
                CopiedNote(section=NoteSection(section), other_visit=other, share=share)
            )
    return {visit: tuple(each) for visit, each in found.items()}


def visits_with_later_notes(transaction: Transaction, rows: Sequence[NotePrint]) -> set[str]:
    """The visits that write one of these sentences later in the log."""
    if not rows:
        return set()
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.district, row.print)
        first[key] = min(row.position, first.get(key, row.position))
    mine = {row.visit for row in rows}
    return {
        each.visit
        for each in _others(transaction, rows)
        if each.visit not in mine
        and each.position > first.get((each.district, each.print), each.position)
    }


def _others(transaction: Transaction, rows: Sequence[NotePrint]) -> list[NotePrint]:
    districts = {row.district for row in rows}
    prints = {row.print for row in rows}
    return projection.notes_with_prints(transaction.tables, districts, prints)


def _by_sentence(rows: Iterable[NotePrint]) -> dict[Sentence, list[NotePrint]]:
    found: dict[Sentence, list[NotePrint]] = {}
    for row in rows:
        found.setdefault((row.district, row.print), []).append(row)
    return found


def _by_section(rows: Iterable[NotePrint]) -> dict[Section, list[NotePrint]]:
    found: dict[Section, list[NotePrint]] = {}
    for row in rows:
        found.setdefault((row.visit, row.section), []).append(row)
    return found


def _most_copied(
    mine: Sequence[NotePrint], others: Mapping[Sentence, Sequence[NotePrint]]
) -> tuple[str, float] | None:
    """The earlier visit that a section shares most with, and how much; None where too little."""
    here = mine[0]
    sizes = {row.print: row.characters for row in mine}
    earlier = [
        other
        for each in sizes
        for other in others.get((here.district, each), ())
        if other.position < here.position and other.visit != here.visit
    ]
    known: dict[str, set[str]] = {}
    for other in sorted(earlier, key=lambda each: (each.position, each.visit)):
        known.setdefault(other.visit, set()).add(other.print)
    shares = [(copied_share(sizes, prints), visit) for visit, prints in known.items()]
    best = max(shares, key=lambda each: each[0], default=(0.0, ""))
    return (best[1], best[0]) if best[0] else None
