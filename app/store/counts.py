"""How much of what the phone holds, in numbers that name nobody."""

from dataclasses import dataclass

from sqlmodel import col, func, select

from app.store import lines
from app.store.database import Transaction
from app.store.photos import rows as photo_rows
from app.store.tables import (
    ChainRow,
    DraftRow,
    LineRow,
    PhotoRow,
    PinRow,
    VisitRow,
    WorkbookPartRow,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """One account in numbers: its chains and what they hold."""

    account: str
    role: str
    is_practice: bool
    is_signed_out: bool
    trouble: str | None
    has_pin: bool
    chains: int
    entries: int
    entries_unsent: int
    entries_refused: int
    visits: int
    photos: int
    photos_unsent: int
    photos_failing: int
    workbook_bytes: int


def accounts(transaction: Transaction) -> list[Counts]:
    """Every account that ever was on this phone."""
    wanted = select(ChainRow).where(ChainRow.is_current).order_by(ChainRow.account)
    return [_counts(transaction, row) for row in transaction.exec(wanted).all()]


def drafts(transaction: Transaction) -> int:
    """How many half-typed texts there are."""
    return transaction.exec(select(func.count()).select_from(DraftRow)).one()


def lines_held(transaction: Transaction) -> int:
    """How many entries there are, of whichever chain."""
    return transaction.exec(select(func.count(col(LineRow.id)))).one()


def _counts(transaction: Transaction, row: ChainRow) -> Counts:
    account = row.account
    chains = select(func.count(), func.sum(ChainRow.head_seq)).where(ChainRow.account == account)
    number, entries = transaction.exec(chains).one()
    visits = select(func.count()).select_from(VisitRow).where(VisitRow.account == account)
    photos = select(func.count()).select_from(PhotoRow).where(PhotoRow.account == account)
    size = select(func.sum(func.length(WorkbookPartRow.document))).where(
        WorkbookPartRow.account == account
    )
    waiting = photo_rows.waiting(transaction, account)
    return Counts(
        account=account,
        role=row.role,
        is_practice=row.is_practice,
        is_signed_out=row.is_signed_out,
        trouble=row.trouble,
        has_pin=transaction.get(PinRow, account) is not None,
        chains=number,
        entries=entries or 0,
        entries_unsent=lines.unsent_count(transaction, account),
        entries_refused=len(lines.refused(transaction, account)),
        visits=transaction.exec(visits).one(),
        photos=transaction.exec(photos).one(),
        photos_unsent=len(waiting),
        photos_failing=sum(photo.problem is not None for photo in waiting),
        workbook_bytes=transaction.exec(size).first() or 0,
    )
