"""The verbs that seal a month and open it again."""

from dataclasses import dataclass

from domain.errors import NotAllowed
from domain.kinds.office.month_lock import LOCKING
from domain.trail.receipt import Leaf
from sync_server.data.engine import Database
from sync_server.data.seats.rows import author_in
from sync_server.ledger.append import Unfolding
from sync_server.ledger.committer import Committer
from sync_server.month.locking import Locking, Unlocking
from sync_server.month.period import read_period


@dataclass(frozen=True, slots=True)
class MonthCommands:
    """The verbs; each answers the leaves of what it wrote, and raises as `Locking` says.

    NotAllowed for a role that does not do this. ``district`` is where they are done; without
    one, in the account's own.
    """

    database: Database
    committer: Committer
    district: str | None = None

    def lock(self, account: str, month: str, seen: str) -> list[Leaf]:
        """Seal the month as the records have it; BadInput for a month that is none."""
        read_period(month)
        return self._write(account, Locking(month, seen, account))

    def unlock(self, account: str, month: str, seen: str, reason: str) -> list[Leaf]:
        """Open the month again, for a stated reason."""
        return self._write(account, Unlocking(month, seen, reason))

    def _write(self, account: str, content: Unfolding) -> list[Leaf]:
        with self.database.reading() as transaction:
            tables, today = transaction.tables, self.committer.today()
            author = author_in(tables, account, self.district, today)
        if author is None or author.role not in LOCKING:
            raise NotAllowed("月份由督导员和统计员锁定、解锁。", code="no_lock")
        return self.committer.write(account, [content], self.district)
