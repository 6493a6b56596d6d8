"""From the entries that seal a month to its tables.

They are taken before any visit that comes with them, and in a step of their own (`projector.py`):
so what ``visit_measures`` has then is what the log made of it up to the seal.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.kinds.author import Author
from domain.kinds.office.month_lock import (
    LockedPrivate,
    MonthLocked,
    MonthSheet,
    MonthUnlocked,
    UnlockedPrivate,
)
from domain.kinds.reading import Reading
from sync_server.data.engine import Transaction
from sync_server.data.locks.sealing import keep_unlocking, keep_version
from sync_server.data.tables import MonthLockRow, MonthSheetRow
from sync_server.data.upsert import upsert
from sync_server.projection.folded import LoggedEntry


class Sealing(NamedTuple):
    """An entry that counts, its place in the log, and who wrote it."""

    position: int
    reading: Reading
    author: Author


def write_sealing(transaction: Transaction, sealing: Sealing) -> None:
    """Write what the entry says of a sealed month; of any other entry nothing."""
    body, district = sealing.reading.body, sealing.author.district
    private = sealing.reading.private
    at = sealing.reading.line.header.at
    tables = transaction.tables
    if isinstance(body, MonthLocked):
        keep_version(tables, _version(body, sealing))
    elif isinstance(body, MonthSheet):
        row = MonthSheetRow(
            district=district,
            month=body.month,
            version=body.version,
            grouping=body.grouping,
            part=body.part,
            facts=body.model_dump_json(),
            names=(private or body.private()).model_dump_json(),
        )
        upsert(tables, [row])
    elif isinstance(body, MonthUnlocked):
        reason = private.reason if isinstance(private, UnlockedPrivate) else ""
        by = (at, sealing.author.account, reason)
        keep_unlocking(tables, (district, body.month, body.version), by)


def parted(placed: Sequence[LoggedEntry]) -> Iterator[Sequence[LoggedEntry]]:
    """The entries in parts, each of which but the first begins with one that seals a month."""
    first = 0
    for at, each in enumerate(placed):
        if at > first and each.reading.line.header.kind == MonthLocked.kind:
            yield placed[first:at]
            first = at
    yield placed[first:]


def _version(body: MonthLocked, sealing: Sealing) -> MonthLockRow:
    private = sealing.reading.private
    return MonthLockRow(
        district=sealing.author.district,
        month=body.month,
        version=body.version,
        position=sealing.position,
        tree_size=body.tree_size,
        at=sealing.reading.line.header.at,
        account=sealing.author.account,
        by_name=private.by_name if isinstance(private, LockedPrivate) else "",
        facts=body.model_dump_json(),
    )
