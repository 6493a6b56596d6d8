"""A visit's entries, read once and kept in memory while the visit is worked on."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import bindparam
from sqlmodel import col, select

from app.store import chains
from app.store.database import Transaction, run
from app.store.tables import LineRow
from domain import kinds
from domain.kinds.author import Author
from domain.kinds.reading import Reading
from domain.trail.line import parse_kept
from domain.visit.fold import FoldSoFar, fold, fold_to_go_on
from domain.visit.visit import Visit

VISITS_IN_MEMORY = 16

_FRESH = (
    select(LineRow.arrival, LineRow.raw)
    .where(LineRow.visit == bindparam("visit"), col(LineRow.arrival) > bindparam("last"))
    .order_by(col(LineRow.arrival))
)


@dataclass(frozen=True, slots=True)
class HeldTrail:
    """A visit's entries in the order of storing, and the visit they make.

    ``authors`` are who writes the chains. ``visit`` is None while the opening is missing.
    """

    visit_id: str
    authors: Mapping[str, Author]
    readings: tuple[Reading, ...] = ()
    visit: Visit | None = None
    _so_far: FoldSoFar | None = None

    def after(self, *fresh: Reading) -> "HeldTrail":
        """The trail with these entries as well."""
        so_far = self._so_far
        for each in fresh:
            so_far = so_far.after(each, self.authors) if so_far else None
        readings = (*self.readings, *fresh)
        if so_far is not None:
            return HeldTrail(self.visit_id, self.authors, readings, so_far.visit, so_far)
        return folded_trail(self.visit_id, self.authors, readings)


def folded_trail(
    visit_id: str, authors: Mapping[str, Author], readings: tuple[Reading, ...]
) -> HeldTrail:
    """The trail of these entries, all of them folded."""
    so_far = fold_to_go_on(visit_id, readings, authors)
    visit = so_far.visit if so_far else fold(visit_id, readings, authors)
    return HeldTrail(visit_id, authors, readings, visit, so_far)


class Trails:
    """Trails of visits. Memory only saves the reading; the database is always asked what is new.

    Ask before writing in a transaction. After it, do not let it ``remember``: what is undone
    must not stay in memory.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[int, HeldTrail]] = OrderedDict()
        self._lock = Lock()

    def held(self, transaction: Transaction, visit_id: str, *, remember: bool = True) -> HeldTrail:
        """The visit's entries held here; none for an unknown visit."""
        authors = chains.authors(transaction)
        with self._lock:
            last, known = self._kept.get(visit_id, (0, HeldTrail(visit_id, authors)))
        rows = run(transaction, _FRESH, {"visit": visit_id, "last": last}).all()
        fresh = [kinds.read(parse_kept(raw)) for _, raw in rows]
        if authors != known.authors:
            known = folded_trail(visit_id, authors, (*known.readings, *fresh))
        elif fresh:
            known = known.after(*fresh)
        if remember and known.readings:
            self._keep(rows[-1][0] if rows else last, known)
        return known

    def fold(
        self, transaction: Transaction, visit_id: str, *, remember: bool = True
    ) -> Visit | None:
        """The visit as its entries here make it; None while its opening is missing."""
        return self.held(transaction, visit_id, remember=remember).visit

    def _keep(self, last: int, known: HeldTrail) -> None:
        with self._lock:
            self._kept[known.visit_id] = (last, known)
            self._kept.move_to_end(known.visit_id)
            while len(self._kept) > VISITS_IN_MEMORY:
                self._kept.popitem(last=False)
