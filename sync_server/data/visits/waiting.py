"""The queue of visits that wait for a verdict: flagged ones first, then by who waits longest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select, tuple_

from sync_server.data.upsert import table_named
from sync_server.data.visits.listing import schools_found

WAITING = table_named("visit_waiting")
_KEY = (WAITING.c.rank, WAITING.c.position)


class QueueKey(NamedTuple):
    """Where a visit stands in the queue: ``rank`` is 0 where it is flagged."""

    rank: int
    position: int


class Waiting(NamedTuple):
    """A visit of the queue, and where it stands."""

    visit: str
    key: QueueKey


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which waiting visits of a district: every field that is set narrows.

    ``judge`` is who gives the verdicts: visits they had a part in are left out. ``school`` is a
    search. ``is_flagged`` None takes both sorts.
    """

    district: str
    judge: str
    zone: str = ""
    account: str = ""
    school: str = ""
    is_flagged: bool | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """The part of the queue that a filter leaves; ``schools`` are those that its search found."""

    connection: Connection
    wanted: QueueFilter
    schools: Sequence[str] | None

    @classmethod
    def of(cls, connection: Connection, wanted: QueueFilter) -> "Queue":
        """The queue, its schools looked for."""
        return cls(connection, wanted, schools_found(connection, wanted.district, wanted.school))

    def count(self) -> tuple[int, int]:
        """How many visits wait, and how many of them are flagged."""
        query = select(func.count(), func.coalesce(func.sum(1 - WAITING.c.rank), 0))
        total, flagged = self.connection.execute(self._narrowed(query)).one()
        return int(total), int(flagged)

    def number_of(self, key: QueueKey) -> int:
        """How many stand before this place, itself included."""
        query = self._narrowed(select(func.count())).where(tuple_(*_KEY) <= _at(key))
        return int(self.connection.execute(query).scalar_one())

    def holds(self, visit: str) -> QueueKey | None:
        """Where the visit stands in this part of the queue; None where it is not in it."""
        query = self._narrowed(select(*_KEY)).where(WAITING.c.visit == visit)
        row = self.connection.execute(query).one_or_none()
        return QueueKey._make(row) if row else None

    def first(self, besides: str = "") -> Waiting | None:
        """The first visit that is not ``besides``."""
        return self._next(self._narrowed(_ALL).where(WAITING.c.visit != besides))

    def after(self, key: QueueKey, besides: str = "") -> Waiting | None:
        """The first visit behind this place that is not ``besides``."""
        query = self._narrowed(_ALL).where(WAITING.c.visit != besides, tuple_(*_KEY) > _at(key))
        return self._next(query)

    def before(self, key: QueueKey, besides: str = "") -> Waiting | None:
        """The last visit before this place that is not ``besides``."""
        query = self._narrowed(_ALL).where(WAITING.c.visit != besides, tuple_(*_KEY) < _at(key))
        return self._next(query, *(each.desc() for each in _KEY))

    def some(self, limit: int, behind: QueueKey | None = None) -> list[Waiting]:
        """At most so many visits in their order, from the first or from behind a place."""
        query = self._narrowed(_ALL).order_by(*_KEY).limit(limit)
        if behind is not None:
            query = query.where(tuple_(*_KEY) > _at(behind))
        return [_waiting(row) for row in self.connection.execute(query)]

    def _next(self, query: Select[Any], *order: ColumnElement[Any]) -> Waiting | None:
        row = self.connection.execute(query.order_by(*(order or _KEY)).limit(1)).one_or_none()
        return _waiting(row) if row else None

    def _narrowed(self, query: Select[Any]) -> Select[Any]:
        wanted = self.wanted
        had_part = WAITING.c.people.contains(f",{wanted.judge},", autoescape=True)
        query = query.where(WAITING.c.district == wanted.district, ~had_part)
        for name in ("zone", "account"):
            if value := getattr(wanted, name):
                query = query.where(WAITING.c[name] == value)
        if wanted.is_flagged is not None:
            query = query.where(WAITING.c.rank == (0 if wanted.is_flagged else 1))
        if self.schools is not None:
            query = query.where(WAITING.c.school_id.in_(self.schools))
        return query


_ALL = select(WAITING.c.visit, *_KEY)


def key_of_visit(connection: Connection, visit: str) -> QueueKey | None:
    """Where a visit stands in the whole queue; None where it waits for no verdict."""
    row = connection.execute(select(*_KEY).where(WAITING.c.visit == visit)).one_or_none()
    return QueueKey._make(row) if row else None


def _waiting(row: Any) -> Waiting:
    return Waiting(row.visit, QueueKey(row.rank, row.position))


def _at(key: QueueKey) -> ColumnElement[Any]:
    return tuple_(*key)
