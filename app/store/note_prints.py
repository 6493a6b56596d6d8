"""The prints of what was written on visits, to find what was copied from one to the next."""

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam
from sqlmodel import col, delete, insert, select

from app.store.database import Transaction, run
from app.store.tables import NotePrintRow, VisitRow
from domain.kinds.visit.record import NoteSection
from domain.visit.copied_text import prints
from domain.visit.visit import Visit

_TAKEN_BACK = ("cancelled", "merged")
_KEEP = insert(NotePrintRow)
_DROP = delete(NotePrintRow).where(
    col(NotePrintRow.visit) == bindparam("of_visit"),
    col(NotePrintRow.section) == bindparam("of_section"),
)


def keep(
    transaction: Transaction, account: str, visit: str, section: NoteSection, text: str
) -> None:
    """Keep the prints of a section as it now reads, in place of those before."""
    run(transaction, _DROP, {"of_visit": visit, "of_section": section.value})
    same = {"visit": visit, "section": section.value, "account": account}
    rows = [{**same, "print": each, "characters": size} for each, size in prints(text).items()]
    if rows:
        run(transaction, _KEEP, rows)


def keep_all(transaction: Transaction, account: str, visit: Visit) -> None:
    """Keep the prints of all sections of a visit that was recorded elsewhere or before."""
    for section in NoteSection:
        note = visit.notes.get(section)
        keep(transaction, account, visit.visit_id, section, note.text if note else "")


def elsewhere(
    transaction: Transaction, account: str, visit: str, wanted: Iterable[str]
) -> Mapping[str, frozenset[str]]:
    """Which of the prints stand on the account's other visits, by visit.

    What was cancelled or merged away is no other visit: its text may well be used again.
    """
    found = (
        select(NotePrintRow.visit, NotePrintRow.print)
        .join(VisitRow, col(VisitRow.visit) == NotePrintRow.visit)
        .where(
            NotePrintRow.account == account,
            NotePrintRow.visit != visit,
            col(NotePrintRow.print).in_(list(wanted)),
            col(VisitRow.state).not_in(_TAKEN_BACK),
        )
    )
    by_visit: dict[str, set[str]] = {}
    for other, each in transaction.exec(found).all():
        by_visit.setdefault(other, set()).add(each)
    return {other: frozenset(each) for other, each in by_visit.items()}
