"""What of an account's records is where: only on this phone, or confirmed by the server."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import case, col, func, select

from app.store import lines
from app.store.database import Transaction
from app.store.photos import rows as photo_rows
from app.store.tables import ChainRow, LineRow, PhotoRow, VisitRow


@dataclass(frozen=True, slots=True)
class Totals:
    """Entries and photos of one account that the server has confirmed."""

    entries: int
    photos: int


@dataclass(frozen=True, slots=True)
class VisitStanding:
    """One visit: its entries and photos of this phone, and how many of them still have to go."""

    visit_id: str
    school_name: str
    visit_on: str
    entries: int
    entries_unsent: int
    photos: int
    photos_unsent: int


def confirmed(transaction: Transaction, account: str) -> Totals:
    """What the server holds for sure: entries with a checked receipt, photos that are whole."""
    written = select(func.coalesce(func.sum(ChainRow.head_seq), 0)).where(
        ChainRow.account == account
    )
    unsent = lines.unsent_count(transaction, account)
    photos = photo_rows.complete_count(transaction, account)
    return Totals(transaction.exec(written).one() - unsent, photos)


def visits(transaction: Transaction, account: str, most_done: int) -> list[VisitStanding]:
    """The visits with something on its way, newest first; then the newest of the others."""
    open_ones = _unsent(transaction, account)
    mine = select(VisitRow.visit, VisitRow.school_name, VisitRow.visit_on).where(
        VisitRow.account == account
    )
    newest = (col(VisitRow.visit_on).desc(), col(VisitRow.visit).desc())
    waiting = mine.where(col(VisitRow.visit).in_(open_ones)).order_by(*newest)
    done = mine.where(col(VisitRow.visit).not_in(open_ones)).order_by(*newest).limit(most_done)
    rows = [*transaction.exec(waiting), *transaction.exec(done)]
    return _counted(transaction, rows)


def visit(transaction: Transaction, account: str, visit_id: str) -> VisitStanding | None:
    """One visit of the account; None where it has none such."""
    wanted = select(VisitRow.visit, VisitRow.school_name, VisitRow.visit_on).where(
        VisitRow.account == account, VisitRow.visit == visit_id
    )
    return next(iter(_counted(transaction, list(transaction.exec(wanted)))), None)


def _unsent(transaction: Transaction, account: str) -> list[str]:
    """The visits of which something still has to go."""
    entries = (
        select(LineRow.visit)
        .join(ChainRow, col(ChainRow.chain) == LineRow.chain)
        .where(ChainRow.account == account, *lines.UNSENT)
    )
    photos = select(PhotoRow.visit).where(
        PhotoRow.account == account, col(PhotoRow.complete_at).is_(None)
    )
    found = {*transaction.exec(entries.distinct()), *transaction.exec(photos.distinct())}
    return sorted(visit_id for visit_id in found if visit_id)


def _counted(transaction: Transaction, rows: Sequence[tuple[str, str, str]]) -> list[VisitStanding]:
    ids = [visit_id for visit_id, _, _ in rows]
    entries = (
        select(
            LineRow.visit,
            func.count(),
            func.sum(case((col(LineRow.sent_at).is_(None), 1), else_=0)),
        )
        .where(col(LineRow.visit).in_(ids), LineRow.is_mine)
        .group_by(col(LineRow.visit))
    )
    photos = (
        select(
            PhotoRow.visit,
            func.count(),
            func.sum(case((col(PhotoRow.complete_at).is_(None), 1), else_=0)),
        )
        .where(col(PhotoRow.visit).in_(ids))
        .group_by(col(PhotoRow.visit))
    )
    of_lines = {key: (total, open_) for key, total, open_ in transaction.exec(entries)}
    of_photos = {key: (total, open_) for key, total, open_ in transaction.exec(photos)}
    return [
        VisitStanding(
            visit_id, school, day, *of_lines.get(visit_id, (0, 0)), *of_photos.get(visit_id, (0, 0))
        )
        for visit_id, school, day in rows
    ]
