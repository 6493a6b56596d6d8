"""What accounts looked at and how they signed in: noted at once, kept in batches."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta

from domain.audit.use import Use, UseKind
from domain.clock import Clock, format_instant
from domain.errors import Unavailable
from sync_server.data.audit.uses import MOST_AT_ONCE, drop_uses, keep_uses
from sync_server.data.engine import CommitFailed, Database
from sync_server.data.tables import UseRow

_LOG = logging.getLogger("duji.server")

# A page is answered first; what it notes is durable this much later at the latest.
_EVERY_S = 2.0
_AFTER_TROUBLE_S = 15.0
# Where nothing can be written for long, memory has an end; how many were lost is kept.
MOST_WAITING = 50_000
# Who opens a thing again right away looks at it once.
SAME_LOOK = timedelta(minutes=10)
_MOST_LOOKS = 5_000
_DROP_EVERY = timedelta(hours=6)


class Usage:
    """Keeps uses of the system for ``keep_days``.

    `note` only remembers; a thread writes what is waiting every other second once it is started,
    and whoever reads or closes writes it before. A process that is killed loses what it
    noted in the last two seconds.
    """

    def __init__(self, database: Database, clock: Clock, keep_days: int) -> None:
        self._database = database
        self._clock = clock
        self._keep = timedelta(days=keep_days)
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._waiting: list[UseRow] = []
        self._lost = 0
        self._looks: OrderedDict[tuple[str, str, str], str] = OrderedDict()
        self._dropped_at = ""
        self._noted = threading.Event()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def note(self, use: Use) -> None:
        """Remember the use; a look at what the account saw a moment ago is no new one."""
        now = self._clock()
        at = format_instant(now)
        with self._lock:
            if use.kind is UseKind.SAW and self._saw_before(use, format_instant(now - SAME_LOOK)):
                return
            if len(self._waiting) >= MOST_WAITING:
                self._lost += 1
                return
            if use.kind is UseKind.SAW:
                self._remember(use, at)
            self._waiting.append(_row(use, at))
        self._noted.set()

    def flush(self) -> None:
        """Write what waits, here and now. Unavailable where that cannot be; then it still waits."""
        with self._writing:
            with self._lock:
                some, lost = list(self._waiting), self._lost
            if not some:
                return
            rows = [*some, *([self._gap(lost)] if lost else [])]
            self._database.write(lambda transaction: keep_uses(transaction.ledger, rows))
            with self._lock:
                del self._waiting[: len(some)]
                self._lost -= lost

    def drop_old(self) -> int:
        """Let go of what was kept long enough; how many uses those were."""
        before, dropped = format_instant(self._clock() - self._keep), 0
        while True:
            some = self._database.write(lambda transaction: drop_uses(transaction.ledger, before))
            dropped += some
            if some < MOST_AT_ONCE or self._closed.is_set():
                return dropped

    def start(self) -> None:
        """Write from now on what is noted."""
        self._thread = threading.Thread(target=self._run, name="usage", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Write what waits, and stop."""
        self._closed.set()
        self._noted.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._try(self.flush)
        if self._waiting:
            _LOG.error("%d uses of the system could not be kept", len(self._waiting))

    def _saw_before(self, use: Use, since: str) -> bool:
        return self._looks.get((use.account, use.noun, use.code), "") > since

    def _remember(self, use: Use, at: str) -> None:
        look = (use.account, use.noun, use.code)
        self._looks[look] = at
        self._looks.move_to_end(look)
        if len(self._looks) > _MOST_LOOKS:
            self._looks.popitem(last=False)

    def _gap(self, lost: int) -> UseRow:
        newest = self._waiting[-1]
        use = Use(newest.district, newest.account, UseKind.LOST, note=f"{lost} 条")
        return _row(use, format_instant(self._clock()))

    def _run(self) -> None:
        while not self._closed.is_set():
            self._drop_if_due()
            self._noted.wait(_DROP_EVERY.total_seconds())
            self._closed.wait(_EVERY_S)
            self._noted.clear()
            if not self._try(self.flush):
                self._closed.wait(_AFTER_TROUBLE_S)
                self._noted.set()

    def _drop_if_due(self) -> None:
        now = self._clock()
        if self._dropped_at > format_instant(now - _DROP_EVERY):
            return
        self._dropped_at = format_instant(now)
        self._try(self.drop_old)

    def _try(self, work: Callable[[], object]) -> bool:
        """Whether the work could be done; what keeps it from that is for the log."""
        try:
            work()
        except (Unavailable, CommitFailed) as error:
            reason = error.reason if isinstance(error, CommitFailed) else error
            _LOG.warning("uses of the system cannot be kept just now: %s", reason.message)
            return False
        except Exception:  # the outermost edge of this thread: it must go on
            _LOG.exception("uses of the system cannot be kept")
            return False
        return True


def _row(use: Use, at: str) -> UseRow:
    return UseRow(
        district=use.district,
        at=at,
        account=use.account,
        act=use.kind.value,
        sort=use.sort.value,
        noun=use.noun,
        code=use.code,
        note=use.note,
    )
