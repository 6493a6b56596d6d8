"""The table ``entry``: an index over the runs, which tells nothing that they do not."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from sync_server.data.driver.statements import AT_ONCE, executed, insertion
from sync_server.data.following.aside import Raw, RowDifference, raw_rows
from sync_server.data.ledger import ENTRY, run_of
from sync_server.data.runs import Run
from sync_server.data.tables.followed import FOUND_BY_KIND
from sync_server.data.tables.run_table import RUN
from sync_server.data.upsert import delete_rows

ENTRY_COLUMNS = tuple(column.name for column in ENTRY.columns)
_INSERT = insertion(ENTRY.name, ENTRY_COLUMNS)

Row = tuple[Any, ...]
"""A row of the table, in the order of ``ENTRY_COLUMNS``."""


def index_runs(connection: Connection, runs: Iterable[Run]) -> None:
    """Insert what the index has of these runs, which it does not know yet."""
    executed(connection, _INSERT, [row for run in runs for row in rows_of(run)])


def rows_of(run: Run) -> Iterator[Row]:
    """The run's rows in the index."""
    first = run.first
    for position, line in enumerate(run.lines, first):
        yield position, bytes.fromhex(line.id), first, _found(line.header.kind)


def _found(kind: str) -> str | None:
    return kind if kind in FOUND_BY_KIND else None


def put_right(connection: Connection, before: int) -> int:
    """Make the index what the runs before this position make it; how many rows were not."""
    check = IndexCheck(connection)
    query = select(RUN).where(RUN.c.first < before).order_by(RUN.c.first)
    runs = connection.execute(query.execution_options(yield_per=100))
    wrong = [each for row in runs for each in check.differences(rows_of(run_of(row)))]
    wrong += check.rest()
    delete_rows(connection, ENTRY, [each.key for each in wrong if each.found])
    missing = [tuple(each.expected.values()) for each in wrong if each.expected]
    executed(connection, _INSERT, missing)
    return len(wrong)


class IndexCheck:
    """Goes through the index beside the log, and tells where it is not what the runs make."""

    def __init__(self, connection: Connection) -> None:
        query = raw_rows(ENTRY).order_by(ENTRY.c.position)
        self._found = connection.execute(query.execution_options(yield_per=AT_ONCE))
        self._rows = iter(self._found)
        self._next: Row | None = None
        self._step()

    def differences(self, expected: Iterable[Row]) -> Iterator[RowDifference]:
        """What differs up to the last of these rows, which the log has next."""
        for row in expected:
            if self._next == row:
                self._step()
                continue
            yield from self._too_many(row[0])
            if self._next is None or self._next[0] != row[0]:
                yield _difference(row[0], None, row)
                continue
            yield _difference(row[0], self._next, row)
            self._step()

    def pass_over(self, end: int) -> None:
        """Leave out the rows up to this position."""
        while self._next is not None and self._next[0] < end:
            self._step()

    def close(self) -> None:
        """Read no further."""
        self._found.close()

    def rest(self) -> Iterator[RowDifference]:
        """The rows behind the end of the log."""
        yield from self._too_many(None)

    def _too_many(self, before: int | None) -> Iterator[RowDifference]:
        while self._next is not None and (before is None or self._next[0] < before):
            yield _difference(self._next[0], self._next, None)
            self._step()

    def _step(self) -> None:
        found: Sequence[Any] | None = next(self._rows, None)
        self._next = None if found is None else tuple(found)


def _difference(position: int, found: Row | None, expected: Row | None) -> RowDifference:
    return RowDifference(ENTRY.name, {"position": position}, _named(found), _named(expected))


def _named(row: Row | None) -> Raw | None:
    return None if row is None else dict(zip(ENTRY_COLUMNS, row, strict=True))
