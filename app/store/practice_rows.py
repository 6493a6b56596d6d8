"""Clearing what was only practised: the one case in which entries leave this phone unsent."""

from sqlmodel import col, delete, select

from app.store import chains
from app.store.database import Transaction
from app.store.tables import (
    AuthorRow,
    ChainRow,
    ChecklistRow,
    DraftRow,
    FoldedVisitRow,
    LineRow,
    NotePrintRow,
    PhotoRow,
    PolicyRow,
    VisitRow,
    WorkbookPartRow,
)


def clear_practice(transaction: Transaction, account: str) -> list[PhotoRow]:
    """Forget all that the practice account recorded; the photos whose files nobody needs now.

    An account with a chain that is not for practice is left alone, whatever its name.
    """
    owned = chains.chains_of(transaction, account)
    if not all(row.is_practice for row in owned):
        return []
    visits = list(transaction.exec(select(VisitRow.visit).where(VisitRow.account == account)))
    photos = list(transaction.exec(select(PhotoRow).where(PhotoRow.account == account)))
    written = [row.chain for row in owned]
    transaction.exec(delete(PhotoRow).where(col(PhotoRow.account) == account))
    for of_visit in (DraftRow, FoldedVisitRow):
        transaction.exec(delete(of_visit).where(col(of_visit.visit).in_(visits)))
    for table in (NotePrintRow, VisitRow, ChecklistRow, PolicyRow, WorkbookPartRow):
        transaction.exec(delete(table).where(col(table.account) == account))
    transaction.exec(delete(LineRow).where(col(LineRow.chain).in_(written)))
    for owner in (AuthorRow, ChainRow):
        transaction.exec(delete(owner).where(col(owner.chain).in_(written)))
    kept = set(transaction.exec(select(PhotoRow.sha256)))
    kept |= set(transaction.exec(select(PhotoRow.original_sha256)))
    return [row for row in photos if not {row.sha256, row.original_sha256} & kept]
