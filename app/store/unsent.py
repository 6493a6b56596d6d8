"""What a trail file takes along: an account's lines and photos that the server has not."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import col, select

from app.store import lines
from app.store.database import Transaction
from app.store.lines import StoredLine
from app.store.photos import rows as photo_rows
from app.store.tables import ChainRow, LineRow, PhotoRow

LINES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class UnsentTotals:
    """How much of an account is not on the server; ``size_bytes`` of all of it."""

    entries: int
    photos: int
    size_bytes: int


def unsent(transaction: Transaction, account: str) -> UnsentTotals:
    """How much there is to take along."""
    count, size = lines.unsent_total(transaction, account)
    waiting = photo_rows.waiting(transaction, account)
    return UnsentTotals(count, len(waiting), size + sum(row.size_bytes for row in waiting))


def unsent_lines(transaction: Transaction, account: str) -> Iterator[StoredLine]:
    """The account's unsent lines in chain order, read piece by piece."""
    wanted = (
        select(LineRow)
        .join(ChainRow, col(ChainRow.chain) == LineRow.chain)
        .where(ChainRow.account == account, *lines.UNSENT)
        .order_by(LineRow.chain, col(LineRow.seq))
    )
    after: tuple[str, int] = ("", 0)
    while True:
        chain, seq = after
        is_next = (col(LineRow.chain) > chain) | (
            (col(LineRow.chain) == chain) & (col(LineRow.seq) > seq)
        )
        rows = list(transaction.exec(wanted.where(is_next).limit(LINES_AT_ONCE)))
        for row in rows:
            yield StoredLine(row.id, row.chain, row.seq, row.kind, row.raw, row.signature or "")
            transaction.expunge(row)
        if len(rows) < LINES_AT_ONCE:
            return
        after = (rows[-1].chain, rows[-1].seq)


def unsent_photos(transaction: Transaction, account: str) -> list[PhotoRow]:
    """The account's photos that the server has not whole, a hazard's first."""
    return photo_rows.waiting(transaction, account)
