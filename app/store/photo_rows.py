"""Photos on their way to the server."""

from collections.abc import Iterable

from sqlmodel import col, func, select, update

from app.store.database import Transaction
from app.store.tables import LineRow, PhotoRow


def add_photo(transaction: Transaction, row: PhotoRow) -> None:
    """Know a photo whose files are safe on disk."""
    transaction.add(row)
    transaction.flush()


def waiting(transaction: Transaction, account: str) -> list[PhotoRow]:
    """The account's photos that are not complete on the server, a hazard's first."""
    wanted = select(PhotoRow).where(
        PhotoRow.account == account, col(PhotoRow.complete_at).is_(None)
    )
    hazards_first = (col(PhotoRow.is_hazard).desc(), col(PhotoRow.taken_at))
    return list(transaction.exec(wanted.order_by(*hazards_first)))


def ready(transaction: Transaction, account: str) -> list[PhotoRow]:
    """Those of the waiting photos whose entry the server has."""
    wanted = select(LineRow.id).where(col(LineRow.sent_at).is_not(None))
    rows = waiting(transaction, account)
    ids = [row.entry for row in rows]
    sent = set(transaction.exec(wanted.where(col(LineRow.id).in_(ids))))
    return [row for row in rows if row.entry in sent]


def waiting_counts(transaction: Transaction, visits: Iterable[str]) -> dict[str, int]:
    """How many photos of each visit are not complete on the server; visits without are left out."""
    wanted = (
        select(PhotoRow.visit, func.count())
        .where(col(PhotoRow.visit).in_(list(visits)), col(PhotoRow.complete_at).is_(None))
        .group_by(col(PhotoRow.visit))
    )
    return dict(transaction.exec(wanted).all())


def mark_offset(transaction: Transaction, photo_id: str, sent_bytes: int) -> None:
    """The server has this many bytes safe."""
    _set(transaction, photo_id, sent_bytes=sent_bytes, problem=None)


def mark_complete(transaction: Transaction, photo_id: str, at: str) -> None:
    """The server has the whole photo."""
    row = transaction.get(PhotoRow, photo_id)
    size = row.size_bytes if row else 0
    _set(transaction, photo_id, sent_bytes=size, complete_at=at, problem=None)


def mark_problem(transaction: Transaction, photo_id: str, words: str) -> None:
    """Why the photo did not get through."""
    _set(transaction, photo_id, problem=words)


def forget_complete(transaction: Transaction, account: str) -> None:
    """The server lost photos: ask for each again how far it is."""
    transaction.exec(
        update(PhotoRow)
        .where(col(PhotoRow.account) == account)
        .values(complete_at=None, sent_bytes=0)
    )


def _set(transaction: Transaction, photo_id: str, **values: object) -> None:
    transaction.exec(update(PhotoRow).where(col(PhotoRow.photo_id) == photo_id).values(**values))
