"""Runs remembered from their commit, so that whoever follows need not read them again."""

import threading
from collections.abc import Iterable

from sync_server.data.driver.statements import Row
from sync_server.data.packing.usual_rows import UsualLines
from sync_server.data.runs import Run

# As many as the tables may lag behind while they give way to pushes; of some 2 KB each.
MOST_REMEMBERED = 10_000


class RecentRuns:
    """Runs by the rows they were packed into.

    Whether a commit came to pass says the row alone: a run is known again by all its bytes.
    """

    def __init__(self, most_entries: int = MOST_REMEMBERED) -> None:
        self._most = most_entries
        self._entries = 0
        self._runs: dict[int, tuple[Row, Run | UsualLines]] = {}
        self._lock = threading.Lock()

    def keep(self, packed: Iterable[tuple[Row, Run | UsualLines]]) -> None:
        """Remember what was just packed into rows, as long as there are not many.

        Who follows asks for the oldest first. Usual lines are read when they are asked for.
        """
        with self._lock:
            for row, run in packed:
                first, entries, *_ = row
                self._forget(first)
                if self._entries + entries <= self._most:
                    self._runs[first] = (row, run)
                    self._entries += entries

    def take(self, row: Row) -> Run | None:
        """The run that was packed into exactly this row; forgotten then, with all before it."""
        first = row[0]
        with self._lock:
            known = self._runs.get(first)
            while self._runs and (oldest := next(iter(self._runs))) <= first:
                self._forget(oldest)
        if known is None or known[0] != row:
            return None
        run = known[1]
        return run.read() if isinstance(run, UsualLines) else run

    def _forget(self, first: int) -> None:
        if known := self._runs.pop(first, None):
            self._entries -= known[0][1]
