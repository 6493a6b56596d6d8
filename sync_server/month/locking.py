"""A month sealed and opened again: what is written, and what forbids it, under the log's lock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.clock import local_date, month_of
from domain.errors import BadInput, Conflict
from domain.kinds.office.month_lock import (
    LONGEST_NAME,
    NOUN,
    LockedColumn,
    LockedNames,
    LockedPrivate,
    LockedRow,
    MonthLocked,
    MonthSheet,
    MonthUnlocked,
    Sentence,
    UnlockedPrivate,
)
from domain.month.month import Grouping
from domain.month.sheet import Sheet, SheetColumn, SheetRow, Value
from domain.month.topic import ALL
from domain.trail.checkpoint import Checkpoint
from sync_server.data.locks import rows
from sync_server.data.subjects import subject_called
from sync_server.ledger.append import CHANGED, NEW, OfficeEntry, UnderLock
from sync_server.ledger.log import newest_checkpoint
from sync_server.month.making import Asked
from sync_server.month.period import read_period
from sync_server.month.rules import month_words
from sync_server.month.topics.making import tables
from sync_server.projection.versions import FOLD_VERSION

MOST_BYTES = 24_000
"""How much of a table's rows stands in one entry: well below a line's 64 KB, which says them
as JSON, its bytes hashed and nothing escaped."""


@dataclass(frozen=True, slots=True)
class Locking:
    """Seals a month as the tables have it under the lock; ``seen`` is the version of its lock.

    Raises BadInput for a month that is not over or is sealed already, Conflict
    (``changed_meanwhile``) where its lock is not as it was seen.
    """

    month: str
    seen: str
    account: str

    def __call__(self, lock: UnderLock) -> Sequence[OfficeEntry]:
        """The entries: the seal, then its tables part by part."""
        today = local_date(lock.now)
        _require_seen(lock, self.month, self.seen)
        if self.month >= month_of(today):
            raise BadInput(
                f"{month_words(self.month)}还没有结束，月末以后再锁定。", code="not_over"
            )
        before = rows.versions_of(lock.transaction.tables, lock.district, self.month)
        if before and before[0].unlocked_at is None:
            number = before[0].version
            raise BadInput(
                f"{month_words(self.month)}已经锁定（第 {number} 版），要重新锁定请先解锁。",
                code="already_locked",
            )
        version = before[0].version + 1 if before else 1
        asked = Asked(read_period(self.month), lock.district, today)
        made = tables(lock.transaction, asked, ALL)
        sheets = made.sheets
        checkpoint = newest_checkpoint(lock.transaction, lock.log_key)
        by_name = made.names.person(self.account)[:LONGEST_NAME]
        body = _sealed(self.month, version, checkpoint, sheets[0])
        seal = OfficeEntry(body, LockedPrivate(by_name=by_name), expects=self.seen)
        parts = (part for each in sheets for part in _parts(body, each))
        return [seal, *(OfficeEntry(*part, expects=self.seen) for part in parts)]


@dataclass(frozen=True, slots=True)
class Unlocking:
    """Opens the newest version of a sealed month, so that it can be sealed anew.

    Raises BadInput without a reason and for a month that is not sealed, Conflict as `Locking`.
    """

    month: str
    seen: str
    reason: str

    def __call__(self, lock: UnderLock) -> Sequence[OfficeEntry]:
        """The entry."""
        if not self.reason.strip():
            raise BadInput("请写明解锁的原因。", code="reason")
        _require_seen(lock, self.month, self.seen)
        before = rows.versions_of(lock.transaction.tables, lock.district, self.month)
        if not before or before[0].unlocked_at is not None:
            raise BadInput(f"{month_words(self.month)}没有锁定，不用解锁。", code="not_locked")
        body = MonthUnlocked(month=self.month, version=before[0].version)
        return [OfficeEntry(body, UnlockedPrivate(reason=self.reason), expects=self.seen)]


def _require_seen(lock: UnderLock, month: str, seen: str) -> None:
    row = subject_called(lock.transaction.tables, lock.district, NOUN, month)
    if (row.version if row else NEW) != seen:
        raise Conflict("The month's lock has changed since it was read.", code=CHANGED)


def _sealed(month: str, version: int, checkpoint: Checkpoint, sheet: Sheet) -> MonthLocked:
    return MonthLocked(
        month=month,
        version=version,
        tree_size=checkpoint.tree_size,
        checkpoint=checkpoint.write(),
        fold=FOLD_VERSION,
        title=sheet.title,
        rules=sheet.rules,
        definitions=_sentences(sheet),
        totals=whole(sheet.totals),
    )


def _sentences(sheet: Sheet) -> tuple[Sentence, ...]:
    return tuple(Sentence(name=name, text=text) for name, text in sheet.definitions)


def whole(totals: Mapping[str, Value]) -> dict[str, int]:
    """The figures without shares, which are made of them."""
    return {name: value for name, value in totals.items() if isinstance(value, int)}


def _parts(body: MonthLocked, sheet: Sheet) -> Iterator[tuple[MonthSheet, LockedNames]]:
    """The table in parts that each fit an entry; one without rows has one part."""
    columns = tuple(_column(each) for each in sheet.columns)
    for number, some in enumerate(_in_parts(sheet), start=1):
        yield (
            MonthSheet(
                month=body.month,
                version=body.version,
                grouping=sheet.grouping.value,
                part=number,
                note_titles=sheet.note_titles,
                columns=columns,
                rows=tuple(_row(sheet, each) for each in some),
                **_own_words(sheet),
            ),
            LockedNames(names=tuple(_named(each) for each in some)),
        )


def _own_words(sheet: Sheet) -> dict[str, Any]:
    """What a further table says of itself; of the others the seal says it."""
    if isinstance(sheet.grouping, Grouping):
        return {}
    return {
        "title": sheet.title[:LONGEST_NAME],
        "totals": whole(sheet.totals),
        "definitions": _sentences(sheet),
    }


def _in_parts(sheet: Sheet) -> Iterator[list[SheetRow]]:
    some: list[SheetRow] = []
    size = 0
    for row in sheet.rows:
        own = len(_row(sheet, row).model_dump_json()) + sum(
            len(text.encode()) for text in _named(row)
        )
        if some and size + own > MOST_BYTES:
            yield some
            some, size = [], 0
        some.append(row)
        size += own
    yield some


def _named(row: SheetRow) -> tuple[str, ...]:
    return tuple(text[:LONGEST_NAME] for text in (row.name, *row.notes))


def _row(sheet: Sheet, row: SheetRow) -> LockedRow:
    pairs = zip(sheet.columns, row.values, strict=True)
    figures = tuple(
        value if isinstance(value, int) and not column.is_share else None for column, value in pairs
    )
    return LockedRow(key=row.key, is_known=row.thing is not None, figures=figures)


def _column(column: SheetColumn) -> LockedColumn:
    return LockedColumn(
        name=column.name,
        title=column.title,
        group=column.group,
        is_summed=column.is_summed,
        is_share=column.is_share,
        is_stock=column.is_stock,
        of=column.of,
    )
