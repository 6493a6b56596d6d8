"""A visit's entries, read once and kept in memory while the visit is worked on."""

from collections import OrderedDict
from threading import Lock

from sqlmodel import col, select

from app.store import chains
from app.store.database import Transaction
from app.store.tables import LineRow
from domain import kinds
from domain.kinds.reading import Reading
from domain.trail.line import parse_kept
from domain.visit.fold import fold
from domain.visit.visit import Visit

VISITS_IN_MEMORY = 16


class Trails:
    """Readings of visits. Memory only saves the parsing; the database is always asked what is new.

    Ask before writing in a transaction. After it, do not let it ``remember``: what is undone
    must not stay in memory.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[int, tuple[Reading, ...]]] = OrderedDict()
        self._lock = Lock()

    def readings(
        self, transaction: Transaction, visit_id: str, *, remember: bool = True
    ) -> tuple[Reading, ...]:
        """The visit's entries held here, in the order of storing; empty for an unknown visit."""
        with self._lock:
            last, known = self._kept.get(visit_id, (0, ()))
        wanted = select(LineRow.arrival, LineRow.raw).where(LineRow.visit == visit_id)
        rows = transaction.exec(
            wanted.where(col(LineRow.arrival) > last).order_by(col(LineRow.arrival))
        ).all()
        if rows:
            fresh = (kinds.read(parse_kept(raw)) for _, raw in rows)
            known = (*known, *fresh)
            if remember:
                self._keep(visit_id, rows[-1][0] or 0, known)
        return known

    def fold(
        self, transaction: Transaction, visit_id: str, *, remember: bool = True
    ) -> Visit | None:
        """The visit as its entries here make it; None while its opening is missing."""
        known = self.readings(transaction, visit_id, remember=remember)
        return fold(visit_id, known, chains.authors(transaction))

    def _keep(self, visit_id: str, last: int, readings: tuple[Reading, ...]) -> None:
        with self._lock:
            self._kept[visit_id] = (last, readings)
            self._kept.move_to_end(visit_id)
            while len(self._kept) > VISITS_IN_MEMORY:
                self._kept.popitem(last=False)
