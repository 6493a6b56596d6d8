"""Notes that were written before: which sections of a visit say mostly what another visit says.

Compared within a district by the prints of sentences. Only what stood earlier in the log counts,
so that the first to write a sentence is never flagged.
"""

from collections.abc import Iterable, Sequence

from domain.kinds.visit.record import NoteSection
from domain.visit.content_rules import CopiedNote
from domain.visit.copied_text import copied_share
from sync_server.data import projection
from sync_server.data.engine import Transaction
from sync_server.data.tables import NotePrintRow

Section = tuple[str, str]


def copied_notes(
    transaction: Transaction, rows: Sequence[NotePrintRow]
) -> dict[str, tuple[CopiedNote, ...]]:
    """For each visit of these rows, its sections that mostly stand in one earlier visit."""
    if not rows:
        return {}
    others = _others(transaction, rows)
    found: dict[str, list[CopiedNote]] = {}
    for (visit, section), mine in _by_section(rows).items():
        copied = _most_copied(mine, others)
        if copied is not None:
            other, share = copied
            found.setdefault(visit, []).append(
                CopiedNote(section=NoteSection(section), other_visit=other, share=share)
            )
    return {visit: tuple(each) for visit, each in found.items()}


def visits_with_later_notes(transaction: Transaction, rows: Sequence[NotePrintRow]) -> set[str]:
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


def _others(transaction: Transaction, rows: Sequence[NotePrintRow]) -> list[NotePrintRow]:
    districts = {row.district for row in rows}
    prints = {row.print for row in rows}
    found = projection.notes_with_prints(transaction.tables, districts, prints)
    return sorted(found, key=lambda each: (each.position, each.visit, each.section))


def _by_section(rows: Iterable[NotePrintRow]) -> dict[Section, list[NotePrintRow]]:
    found: dict[Section, list[NotePrintRow]] = {}
    for row in rows:
        found.setdefault((row.visit, row.section), []).append(row)
    return found


def _most_copied(
    mine: Sequence[NotePrintRow], others: Iterable[NotePrintRow]
) -> tuple[str, float] | None:
    """The earlier visit that a section shares most with, and how much; None where too little."""
    here = mine[0]
    sizes = {row.print: row.characters for row in mine}
    known: dict[str, set[str]] = {}
    for other in others:
        is_earlier = other.position < here.position
        is_elsewhere = other.visit != here.visit and other.district == here.district
        if is_earlier and is_elsewhere and other.print in sizes:
            known.setdefault(other.visit, set()).add(other.print)
    shares = [(copied_share(sizes, prints), visit) for visit, prints in known.items()]
    best = max(shares, key=lambda each: each[0], default=(0.0, ""))
    return (best[1], best[0]) if best[0] else None
