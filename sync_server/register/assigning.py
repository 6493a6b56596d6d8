"""Whether a school may be given to an inspector, asked while nobody else can give it."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.clock import local_date
from domain.errors import BadInput
from domain.month.duty import Assignment
from domain.register.assigning import Refusal, refusal_of
from sync_server.data import register_snapshot
from sync_server.ledger.append import UnderLock
from sync_server.register.duty_rows import assignment_of


@dataclass(frozen=True, slots=True)
class MayStand:
    """That an assignment may stand beside the others, as they are under the log's lock.

    ``is_new`` says that it was not there before; whoever has to stay away from a school may
    always be taken off it. ``said`` words a refusal.
    """

    wanted: Assignment
    is_new: bool
    said: Callable[[Refusal], BadInput]

    def __call__(self, lock: UnderLock) -> None:
        """BadInput as ``said`` words it, where it may not stand."""
        wanted, tables = self.wanted, lock.transaction.tables
        rows = register_snapshot.assigned(tables, lock.district, wanted.school_id)
        found = [assignment_of(row) for row in rows]
        own = None if self.is_new else (wanted.account, wanted.from_on)
        others = [each for each in found if (each.account, each.from_on) != own]
        is_avoided = not self._ends(lock) and register_snapshot.is_avoided(
            tables, lock.district, wanted.account, wanted.school_id
        )
        if refusal := refusal_of(wanted, others, is_avoided):
            raise self.said(refusal)

    def _ends(self, lock: UnderLock) -> bool:
        """Whether it takes somebody off, today at the latest."""
        to_on = self.wanted.to_on
        return not self.is_new and to_on is not None and to_on <= local_date(lock.now)
