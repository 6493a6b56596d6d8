"""The counted lessons of a period, added up and one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from sync_server.data.months import MonthSpan
from sync_server.data.paging import Key, Place, rows_at
from sync_server.data.upsert import table_named

_LESSON = table_named("visit_lesson")
_ORDER = (_LESSON.c.visit_on, _LESSON.c.position, _LESSON.c.lesson_id)


def lesson_sums(connection: Connection, span: MonthSpan) -> list[Row[Any]]:
    """How many there are by subject, year, school and rating, with how many heard them."""
    by = [_LESSON.c[name] for name in ("subject", "class_year", "school_id", "rating")]
    sums = (func.count().label("lessons"), func.sum(_LESSON.c.attendances).label("attendances"))
    query = select(*by, *sums).where(*span.where(_LESSON)).group_by(*by)
    return list(connection.execute(query))


UNRATED = "none"
"""What a filter calls a lesson without a rating."""


@dataclass(frozen=True, slots=True)
class LessonFilter:
    """Which lessons of a district: what is set narrows. ``subject`` None is any, ``""`` none."""

    district: str
    first: str = ""
    last: str = ""
    subject: str | None = None
    class_year: str = ""
    rating: str = ""
    zone: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class LessonList:
    """The lessons that a filter leaves, the newest day first."""

    connection: Connection
    wanted: LessonFilter

    def count(self) -> int:
        """How many there are."""
        query = self._narrowed(select(func.count()).select_from(_LESSON))
        return int(self.connection.execute(query).scalar_one())

    def read(self, place: Place, limit: int) -> Sequence[Row[Any]]:
        """At most so many of their rows at the place."""
        return rows_at(self.connection, self._narrowed(select(_LESSON)), _ORDER, place, limit)

    def subjects(self) -> list[str]:
        """Every subject of the district that any lesson has."""
        query = select(_LESSON.c.subject).where(_LESSON.c.district == self.wanted.district)
        return [row[0] for row in self.connection.execute(query.distinct())]

    def _narrowed(self, query: Select[Any]) -> Select[Any]:
        wanted = self.wanted
        query = query.where(_LESSON.c.district == wanted.district)
        if wanted.first:
            query = query.where(_LESSON.c.month.between(wanted.first, wanted.last))
        if wanted.subject is not None:
            query = query.where(_LESSON.c.subject == wanted.subject)
        if wanted.rating == UNRATED:
            query = query.where(_LESSON.c.rating.is_(None))
        elif wanted.rating:
            query = query.where(_LESSON.c.rating == wanted.rating)
        for name in ("class_year", "zone", "account"):
            if value := getattr(wanted, name):
                query = query.where(_LESSON.c[name] == value)
        return query


def key_of(row: Any) -> Key:
    """Where a lesson stands in the list."""
    return row.visit_on, row.position, row.lesson_id
