"""The photo files that could make room, with what the server has said of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, or_, select, update

from app.store.database import Transaction
from app.store.tables import ChainRow, LineRow, PhotoRow
from domain.clock import parse_instant
from domain.phone.freeing import Confirmed
from domain.trail.receipt import Receipt

RECEIPTS_AT_ONCE = 100


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
        select(PhotoRow, LineRow.receipt)
        .join(LineRow, col(LineRow.id) == PhotoRow.entry)
        .where(or_(col(PhotoRow.freed_at).is_(None), col(PhotoRow.original_freed_at).is_(None)))
        .order_by(col(PhotoRow.taken_at))
    )
    return [_photo(row, receipt) for row, receipt in transaction.exec(wanted)]


def freed(transaction: Transaction) -> list[tuple[str, str, str | None, str | None]]:
    """The hashes of stamped file and original, and when each was let go."""
    wanted = select(
        PhotoRow.sha256, PhotoRow.original_sha256, PhotoRow.freed_at, PhotoRow.original_freed_at
    ).where(or_(col(PhotoRow.freed_at).is_not(None), col(PhotoRow.original_freed_at).is_not(None)))
    return list(transaction.exec(wanted).all())


def covered_at(transaction: Transaction, account: str, backed_up_to: int | None) -> datetime | None:
    """When the newest of the account's own entries was accepted that the backup holds."""
    if backed_up_to is None:
        return None
    chains = select(ChainRow.chain).where(ChainRow.account == account)
    found = [
        at
        for chain in transaction.exec(chains).all()
        if (at := _covered_on(transaction, chain, backed_up_to)) is not None
    ]
    return max(found, default=None)


def mark_freed(transaction: Transaction, photo_ids: Iterable[str], at: str) -> None:
    """The stamped files of these photos are let go."""
    for photo_id in photo_ids:
        _set(transaction, photo_id, freed_at=at)


def mark_original_freed(transaction: Transaction, photo_ids: Iterable[str], at: str) -> None:
    """The originals of these photos are let go."""
    for photo_id in photo_ids:
        _set(transaction, photo_id, original_freed_at=at)


def _covered_on(transaction: Transaction, chain: str, backed_up_to: int) -> datetime | None:
    """Positions grow along a chain, so the newest lines are looked at first."""
    before: int | None = None
    while True:
        wanted = select(LineRow.seq, LineRow.receipt).where(
            LineRow.chain == chain, LineRow.is_mine, col(LineRow.receipt).is_not(None)
        )
        if before is not None:
            wanted = wanted.where(col(LineRow.seq) < before)
        rows = transaction.exec(
            wanted.order_by(col(LineRow.seq).desc()).limit(RECEIPTS_AT_ONCE)
        ).all()
        for _, text in rows:
            receipt = Receipt.model_validate_json(text or "")
            if receipt.position <= backed_up_to:
                return parse_instant(receipt.accepted_at)
        if len(rows) < RECEIPTS_AT_ONCE:
            return None
        before = rows[-1][0]


def _photo(row: PhotoRow, receipt_text: str | None) -> PhotoOnPhone:
    confirmed = Confirmed()
    if receipt_text:
        receipt = Receipt.model_validate_json(receipt_text)
        confirmed = Confirmed(
            position=receipt.position,
            accepted_at=parse_instant(receipt.accepted_at),
            completed_at=parse_instant(row.complete_at) if row.complete_at else None,
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
