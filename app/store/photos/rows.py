"""Photos on their way to the server."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam
from sqlmodel import col, func, or_, select, update

from app.store.database import Transaction, run
from app.store.tables import LineRow, PhotoRow

_WAITING = (
    select(PhotoRow.visit, func.count())
    .where(col(PhotoRow.complete_at).is_(None))
    .group_by(col(PhotoRow.visit))
)
_WAITING_OF = (
    select(func.count())
    .select_from(PhotoRow)
    .where(PhotoRow.visit == bindparam("of_visit"), col(PhotoRow.complete_at).is_(None))
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """The position of the entry that tells of a photo's arrival, in the log of this epoch."""

    position: int
    epoch: str


def add_photo(transaction: Transaction, row: PhotoRow) -> None:
    """Know a photo whose files are safe on disk."""
    transaction.add(row)
    transaction.flush()


def waiting(transaction: Transaction, account: str) -> list[PhotoRow]:
    """The account's photos that are not complete on the server, in the order they go.

    A hazard's first. Then visit by visit, the oldest first, so that visits get whole; in each
    what was begun, then small before large.
    """
    wanted = select(PhotoRow).where(
        PhotoRow.account == account, col(PhotoRow.complete_at).is_(None)
    )
    rows = list(transaction.exec(wanted.order_by(col(PhotoRow.taken_at))))
    turn: dict[str, int] = {}
    for row in rows:
        turn.setdefault(row.visit, len(turn))
    return sorted(
        rows,
        key=lambda row: (not row.is_hazard, turn[row.visit], not row.sent_bytes, row.size_bytes),
    )


def ready(transaction: Transaction, account: str) -> list[PhotoRow]:
    """Those of the waiting photos whose entry the server has."""
    rows = waiting(transaction, account)
    sent = sent_entries(transaction, rows)
    return [row for row in rows if row.entry in sent]


def sent_entries(transaction: Transaction, rows: Iterable[PhotoRow]) -> set[str]:
    """The entries of these photos that the server has."""
    ids = [row.entry for row in rows]
    wanted = select(LineRow.id).where(col(LineRow.id).in_(ids), col(LineRow.sent_at).is_not(None))
    return set(transaction.exec(wanted))


def waiting_counts(transaction: Transaction) -> dict[str, int]:
    """How many photos of each visit are not complete on the server; visits without are left out."""
    return dict(run(transaction, _WAITING).all())


def waiting_count(transaction: Transaction, visit_id: str) -> int:
    """How many photos of the visit are not complete on the server."""
    return int(run(transaction, _WAITING_OF, {"of_visit": visit_id}).scalar_one())


def mark_offset(transaction: Transaction, photo_id: str, sent_bytes: int) -> None:
    """The server has this many bytes safe."""
    _set(transaction, photo_id, sent_bytes=sent_bytes, problem=None)


def mark_complete(transaction: Transaction, photo_id: str, at: str, arrival: Arrival) -> None:
    """The server has the whole photo, and its log tells so there."""
    row = transaction.get(PhotoRow, photo_id)
    size = row.size_bytes if row else 0
    _set(transaction, photo_id, sent_bytes=size, complete_at=at, problem=None)
    mark_arrival(transaction, photo_id, arrival)


def mark_arrival(transaction: Transaction, photo_id: str, arrival: Arrival) -> None:
    """Where the server's log tells that it has the whole photo."""
    _set(transaction, photo_id, arrival=arrival.position, arrival_epoch=arrival.epoch)


def mark_problem(transaction: Transaction, photo_id: str, words: str) -> None:
    """Why the photo did not get through."""
    _set(transaction, photo_id, problem=words)


def of_visit(transaction: Transaction, visit_id: str) -> list[PhotoRow]:
    """The photos of a visit that were taken on this phone, oldest first."""
    wanted = select(PhotoRow).where(PhotoRow.visit == visit_id)
    return list(transaction.exec(wanted.order_by(col(PhotoRow.taken_at))))


def complete_count(transaction: Transaction, account: str) -> int:
    """How many of the account's photos the server has whole."""
    wanted = (
        select(func.count())
        .select_from(PhotoRow)
        .where(PhotoRow.account == account, col(PhotoRow.complete_at).is_not(None))
    )
    return transaction.exec(wanted).one()


def complete_of(
    transaction: Transaction, account: str, visits: Iterable[str], limit: int
) -> list[PhotoRow]:
    """The account's photos of these visits that count as complete on the server, newest first."""
    wanted = select(PhotoRow).where(
        PhotoRow.account == account,
        col(PhotoRow.visit).in_(list(visits)),
        col(PhotoRow.complete_at).is_not(None),
    )
    return list(transaction.exec(wanted.order_by(col(PhotoRow.complete_at).desc()).limit(limit)))


def of_other_epochs(
    transaction: Transaction, account: str, epoch: str, limit: int
) -> list[PhotoRow]:
    """The account's complete photos with a file here whose arrival this epoch's log has not told.

    What another epoch's log told may have been lost; until it is asked anew they have to stay.
    """
    wanted = select(PhotoRow).where(
        PhotoRow.account == account,
        col(PhotoRow.complete_at).is_not(None),
        or_(col(PhotoRow.freed_at).is_(None), col(PhotoRow.original_freed_at).is_(None)),
        or_(col(PhotoRow.arrival_epoch).is_(None), col(PhotoRow.arrival_epoch) != epoch),
    )
    return list(transaction.exec(wanted.order_by(col(PhotoRow.complete_at).desc()).limit(limit)))


def unsaved_count(transaction: Transaction, account: str) -> int:
    """How many of the account's photos are neither on the server nor in a trail file."""
    wanted = (
        select(func.count())
        .select_from(PhotoRow)
        .where(
            PhotoRow.account == account,
            col(PhotoRow.complete_at).is_(None),
            col(PhotoRow.exported_at).is_(None),
        )
    )
    return transaction.exec(wanted).one()


def mark_exported(transaction: Transaction, photo_ids: Iterable[str], at: str) -> None:
    """These photos are in a trail file."""
    for photo_id in photo_ids:
        _set(transaction, photo_id, exported_at=at)


def forget_complete(transaction: Transaction, photo_id: str, sent_bytes: int) -> None:
    """The server has only this much of the photo after all."""
    gone = {"complete_at": None, "arrival": None, "arrival_epoch": None}
    _set(transaction, photo_id, sent_bytes=sent_bytes, **gone)


def _set(transaction: Transaction, photo_id: str, **values: object) -> None:
    transaction.exec(update(PhotoRow).where(col(PhotoRow.photo_id) == photo_id).values(**values))
