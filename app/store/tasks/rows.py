"""What an account has written here about tasks, and on which visits they may have been done."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import col, select

from app.store.database import Transaction
from app.store.tables import ChainRow, LineRow, VisitRow
from domain import kinds
from domain.kinds.reading import Reading
from domain.kinds.task.answering import TaskReceived, TaskReported
from domain.kinds.visit.builder import ENDED
from domain.trail.line import parse_kept


class Written(NamedTuple):
    """An entry of one's own, and whether the server has it."""

    reading: Reading
    is_sent: bool


class OwnVisit(NamedTuple):
    """A visit that a task may have been done by; ``visit_on`` is a local date."""

    visit_id: str
    school_id: str
    school_name: str
    visit_on: str


TASK_KINDS = (TaskReceived.kind, TaskReported.kind)


def written(
    transaction: Transaction, account: str, of: Sequence[str] = TASK_KINDS
) -> dict[str, list[Written]]:
    """Its entries of these kinds, sent or not, by subject in the order they were written."""
    rows = transaction.exec(
        select(LineRow.raw, LineRow.sent_at)
        .join(ChainRow, col(ChainRow.chain) == LineRow.chain)
        .where(
            ChainRow.account == account,
            col(LineRow.kind).in_(of),
        )
        .order_by(col(LineRow.arrival))
    )
    found: dict[str, list[Written]] = {}
    for raw, sent_at in rows:
        reading = kinds.read(parse_kept(raw))
        subject = reading.line.header.subject or ""
        found.setdefault(subject, []).append(Written(reading, sent_at is not None))
    return found


def visits_since(transaction: Transaction, account: str, day: str) -> list[OwnVisit]:
    """The account's visits of this local day or later that did not end, the newest first."""
    row = VisitRow
    ended = [each.value for each in ENDED]
    query = (
        select(row.visit, row.school_id, row.school_name, row.visit_on)
        .where(row.leader == account, row.visit_on >= day, col(row.state).not_in(ended))
        .order_by(col(row.visit_on).desc(), col(row.visit).desc())
    )
    return [OwnVisit(*each) for each in transaction.exec(query)]
