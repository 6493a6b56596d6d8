"""The office's trainings and counted activities: any part of them, and what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, case, func, select

from sync_server.data.paging import Key, Place, rows_at
from sync_server.data.tables import ActivityRow
from sync_server.data.upsert import table_named

TRAINING = "training"
_ACTIVITY = table_named("activity")
_PERSON = table_named("activity_person")
_UNIT = table_named("activity_unit")
_ORDER = (_ACTIVITY.c.held_on, _ACTIVITY.c.activity_id)


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """Which trainings of a district, or which of its activities: every field that is set narrows.

    ``sort`` is how a training was held or of what type an activity is, ``month`` `YYYY-MM`,
    ``year`` `YYYY`. ``zone`` is a zone's code, with ``is_whole_district`` they are those of no
    zone. ``account`` took part, at ``school_id`` it was held. Those that were withdrawn are
    asked for by themselves.
    """

    district: str
    is_training: bool = False
    sort: str = ""
    year: str = ""
    month: str = ""
    zone: str = ""
    is_whole_district: bool = False
    account: str = ""
    school_id: str = ""
    is_withdrawn: bool = False


class ActivitySums(NamedTuple):
    """How many activities there are, and what they add up to."""

    activities: int
    sessions: int
    attendances: int


class MonthSums(NamedTuple):
    """What the activities of a month add up to."""

    month: str
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
        query = self._narrowed(select(*[*_SUMS]).select_from(_ACTIVITY))
        return ActivitySums(*(int(each or 0) for each in self.connection.execute(query).one()))

    def by_month(self) -> list[MonthSums]:
        """What those of each month add up to, the first month first."""
        month = _ACTIVITY.c.month
        query = self._narrowed(select(*[month, *_SUMS])).group_by(month).order_by(month)
        return [MonthSums(row[0], *map(int, row[1:])) for row in self.connection.execute(query)]

    def read(self, place: Place, limit: int) -> list[Row[Any]]:
        """At most so many at the place, the latest day first."""
        return rows_at(self.connection, self._narrowed(select(_ACTIVITY)), _ORDER, place, limit)

    def _narrowed(self, query: Select[Any]) -> Select[Any]:
        wanted, of = self.wanted, _ACTIVITY.c
        is_training = of.kind == TRAINING if wanted.is_training else of.kind != TRAINING
        query = query.where(
            of.district == wanted.district,
            is_training,
            of.is_standing.is_(not wanted.is_withdrawn),
        )
        if wanted.sort:
            query = query.where(of.sort == wanted.sort)
        if wanted.year:
            query = query.where(of.month.between(f"{wanted.year}-01", f"{wanted.year}-12"))
        if wanted.month:
            query = query.where(of.month == wanted.month)
        if wanted.is_whole_district:
            query = query.where(of.zone.is_(None))
        elif wanted.zone:
            query = query.where(of.zone == wanted.zone)
        if wanted.account:
            query = query.where(of.activity_id.in_(_those(_PERSON, "account", wanted)))
        if wanted.school_id:
            query = query.where(of.activity_id.in_(_those(_UNIT, "school_id", wanted)))
        return query


_SUMS = (func.count(), func.sum(_ACTIVITY.c.sessions), func.sum(_ACTIVITY.c.attendances))


def _those(table: Any, name: str, wanted: ActivityFilter) -> Select[Any]:
    """The activities that have what is wanted among their parts."""
    return select(table.c.activity_id).where(
        table.c.district == wanted.district, table.c[name] == getattr(wanted, name)
    )


def months(connection: Connection, district: str, *, is_training: bool) -> Sequence[str]:
    """The months in which the district has any, the latest first."""
    of = _ACTIVITY.c
    kind = of.kind == TRAINING if is_training else of.kind != TRAINING
    query = select(of.month).where(of.district == district, kind).distinct()
    return sorted(connection.execute(query).scalars(), reverse=True)


def activity(connection: Connection, district: str, activity_id: str) -> ActivityRow | None:
    """A training or activity of the district by its code; None where there is none."""
    of = _ACTIVITY.c
    query = select(_ACTIVITY).where(of.district == district, of.activity_id == activity_id)
    row = connection.execute(query).one_or_none()
    return ActivityRow(**row._mapping) if row else None


def facts_of_activities(connection: Connection, district: str) -> list[str]:
    """JSON of the body of each activity that stands, the first day first."""
    of = _ACTIVITY.c
    query = select(of.facts).where(
        of.district == district, of.kind != TRAINING, of.is_standing.is_(True)
    )
    return list(connection.execute(query.order_by(*_ORDER)).scalars())


class PersonHours(NamedTuple):
    """What an inspector's trainings of a year add up to."""

    account: str
    trainings: int
    hours: float
    central: float


def hours_of(connection: Connection, district: str, year: int, central: str) -> list[PersonHours]:
    """By inspector, the trainings of the year, all hours, and those of the mode ``central``."""
    of = _PERSON.c
    held_centrally = case((of.mode == central, of.hours), else_=0.0)
    query = (
        select(of.account, func.count(), func.sum(of.hours), func.sum(held_centrally))
        .where(of.district == district, of.held_on.between(f"{year}-01-01", f"{year}-12-31"))
        .group_by(of.account)
    )
    rows = connection.execute(query)
    return [PersonHours(row[0], int(row[1]), float(row[2]), float(row[3])) for row in rows]


def training_years(connection: Connection, district: str) -> list[int]:
    """The years in which the district had trainings, the latest first."""
    found = {int(month[:4]) for month in months(connection, district, is_training=True)}
    return sorted(found, reverse=True)


def key_of(held_on: str, activity_id: str) -> Key:
    """Where an activity stands in the list."""
    return held_on, activity_id
