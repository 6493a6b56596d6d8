"""The runs that this process packed last, for whoever reads their rows right behind the commit."""

import threading
from typing import Any

from sync_server.data.runs import Run

# Of some 3 KB each; who follows takes them within a second or two, as long as it keeps up.
MOST_ENTRIES = 4_000

Row = tuple[Any, ...]


class RecentRuns:
    """Runs with the rows they were packed into.

    Whether a commit came to pass says the row alone: a run is known again by all its bytes.
    """

    def __init__(self, most_entries: int = MOST_ENTRIES) -> None:
        self._most = most_entries
        self._entries = 0
        self._runs: dict[int, tuple[Row, Run]] = {}
        self._lock = threading.Lock()

    def keep(self, row: Row, run: Run) -> None:
        """Remember a run that was just packed; the oldest are forgotten where there are many."""
        with self._lock:
            self._forget(run.first)
            self._runs[run.first] = (row, run)
            self._entries += len(run.lines)
            while self._entries > self._most:
                self._forget(next(iter(self._runs)))

    def take(self, row: Row) -> Run | None:
        """The run that was packed into exactly this row; forgotten then, with all before it."""
        first = row[0]
        with self._lock:
            known = self._runs.get(first)
            while self._runs and (oldest := next(iter(self._runs))) <= first:
                self._forget(oldest)
        return known[1] if known is not None and known[0] == row else None

    def _forget(self, first: int) -> None:
        if known := self._runs.pop(first, None):
            self._entries -= len(known[1].lines)
