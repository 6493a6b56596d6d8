"""The photo files that could make room, with what the server has said of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, or_, select, update

from app.store.database import Transaction
from app.store.tables import LineRow, PhotoRow
from domain.clock import parse_instant
from domain.phone.freeing import Confirmed


@dataclass(frozen=True, slots=True)
class PhotoOnPhone:
    """A photo of which a file may still be here: its names, and what the server confirmed."""

    photo_id: str
    account: str
    sha256: str
    original_sha256: str
    is_freed: bool
    is_original_freed: bool
    confirmed: Confirmed


def photos(transaction: Transaction) -> list[PhotoOnPhone]:
    """Every photo of this phone of which a file was not let go yet."""
    wanted = (
        select(PhotoRow, LineRow.position, LineRow.accepted_at)
        .join(LineRow, col(LineRow.id) == PhotoRow.entry)
        .where(or_(col(PhotoRow.freed_at).is_(None), col(PhotoRow.original_freed_at).is_(None)))
        .order_by(col(PhotoRow.taken_at))
    )
    return [_photo(*row) for row in transaction.exec(wanted)]


def freed(transaction: Transaction) -> list[tuple[str, str, str | None, str | None]]:
    """The hashes of stamped file and original, and when each was let go."""
    wanted = select(
        PhotoRow.sha256, PhotoRow.original_sha256, PhotoRow.freed_at, PhotoRow.original_freed_at
    ).where(or_(col(PhotoRow.freed_at).is_not(None), col(PhotoRow.original_freed_at).is_not(None)))
    return list(transaction.exec(wanted).all())


def mark_freed(transaction: Transaction, photo_ids: Iterable[str], at: str) -> None:
    """The stamped files of these photos are let go."""
    for photo_id in photo_ids:
        _set(transaction, photo_id, freed_at=at)


def mark_original_freed(transaction: Transaction, photo_ids: Iterable[str], at: str) -> None:
    """The originals of these photos are let go."""
    for photo_id in photo_ids:
        _set(transaction, photo_id, original_freed_at=at)


def _photo(row: PhotoRow, position: int | None, accepted_at: str | None) -> PhotoOnPhone:
    confirmed = Confirmed()
    if accepted_at is not None:
        confirmed = Confirmed(
            position=position,
            accepted_at=parse_instant(accepted_at),
            arrival=row.arrival,
            arrival_epoch=row.arrival_epoch,
        )
    return PhotoOnPhone(
        photo_id=row.photo_id,
        account=row.account,
        sha256=row.sha256,
        original_sha256=row.original_sha256,
        is_freed=row.freed_at is not None,
        is_original_freed=row.original_freed_at is not None,
        confirmed=confirmed,
    )


def _set(transaction: Transaction, photo_id: str, **values: object) -> None:
    transaction.exec(update(PhotoRow).where(col(PhotoRow.photo_id) == photo_id).values(**values))
