"""The office's list of trainings and counted activities: any part of it, and what it adds up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, select

from sync_server.data.paging import Key, Place, rows_at
from sync_server.data.upsert import table_named

_ACTIVITY = table_named("activity")
_ORDER = (_ACTIVITY.c.held_on, _ACTIVITY.c.activity_id)


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """Which activities of a district: every field that is set narrows.

    ``sort`` is a training or what kind of activity, ``month`` `YYYY-MM`, ``year`` `YYYY`. ``zone``
    is a zone's code, with ``is_whole_district`` they are those of no zone.
    """

    district: str
    sort: str = ""
    year: str = ""
    month: str = ""
    zone: str = ""
    is_whole_district: bool = False


class ActivitySums(NamedTuple):
    """How many activities there are, and what they add up to."""

    activities: int
    sessions: int
    attendances: int


@dataclass(frozen=True, slots=True)
class ActivityList:
    """The activities that a filter leaves."""

    connection: Connection
    wanted: ActivityFilter

    def sums(self) -> ActivitySums:
        """What they add up to."""
        added = [func.sum(_ACTIVITY.c.sessions), func.sum(_ACTIVITY.c.attendances)]
        query = self._narrowed(select(*[func.count(), *added]).select_from(_ACTIVITY))
        return ActivitySums(*(int(each or 0) for each in self.connection.execute(query).one()))

    def read(self, place: Place, limit: int) -> list[Row[Any]]:
        """At most so many at the place, the latest day first."""
        return rows_at(self.connection, self._narrowed(select(_ACTIVITY)), _ORDER, place, limit)

    def _narrowed(self, query: Select[Any]) -> Select[Any]:
        wanted = self.wanted
        query = query.where(_ACTIVITY.c.district == wanted.district)
        if wanted.sort:
            query = query.where(_ACTIVITY.c.kind == wanted.sort)
        if wanted.year:
            within = (f"{wanted.year}-01", f"{wanted.year}-12")
            query = query.where(_ACTIVITY.c.month.between(*within))
        if wanted.month:
            query = query.where(_ACTIVITY.c.month == wanted.month)
        if wanted.is_whole_district:
            query = query.where(_ACTIVITY.c.zone.is_(None))
        elif wanted.zone:
            query = query.where(_ACTIVITY.c.zone == wanted.zone)
        return query


def months(connection: Connection, district: str) -> Sequence[str]:
    """The months in which the district has activities, the latest first."""
    query = select(_ACTIVITY.c.month).where(_ACTIVITY.c.district == district).distinct()
    return sorted(connection.execute(query).scalars(), reverse=True)


def key_of(held_on: str, activity_id: str) -> Key:
    """Where an activity stands in the list."""
    return held_on, activity_id
