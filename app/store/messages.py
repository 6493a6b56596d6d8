"""What an account has written here about messages from public cards."""

from sqlmodel import col, select

from app.store.database import Transaction
from app.store.tables import ChainRow, LineRow
from domain import kinds
from domain.kinds.office.message import MessageRead, MessageReported
from domain.kinds.reading import Reading
from domain.trail.line import parse_kept


def written(transaction: Transaction, account: str) -> dict[str, list[Reading]]:
    """Its entries about messages, sent or not, by message in the order they were written."""
    raws = transaction.exec(
        select(LineRow.raw)
        .join(ChainRow, col(ChainRow.chain) == LineRow.chain)
        .where(
            ChainRow.account == account,
            col(LineRow.kind).in_((MessageRead.kind, MessageReported.kind)),
        )
        .order_by(col(LineRow.arrival))
    )
    found: dict[str, list[Reading]] = {}
    for raw in raws:
        reading = kinds.read(parse_kept(raw))
        found.setdefault(reading.line.header.subject or "", []).append(reading)
    return found
