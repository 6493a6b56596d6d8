"""Reporting units, the office's list of news, and how many each unit sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from domain.kinds.office.news import NewsRecorded, ReportingUnitSet
from sync_server.data.paging import Key, Place, rows_at
from sync_server.data.upsert import table_named

_UNIT = table_named("reporting_unit")
_NEWS = table_named("news")
_ORDER = (_NEWS.c.sent_on, _NEWS.c.news_id)
ADOPTED, NOT_ADOPTED = "adopted", "not_adopted"


@dataclass(frozen=True, slots=True)
class NewsFilter:
    """Which news of a district: every field that is set narrows.

    ``first`` and ``last`` are months `YYYY-MM`; ``level`` is one that took it on, or ``ADOPTED``
    or ``NOT_ADOPTED`` for any and none.
    """

    district: str
    unit_id: str = ""
    first: str = ""
    last: str = ""
    level: str = ""
    title: str = ""


class NewsSums(NamedTuple):
    """How many there are, and how many of them somebody took on."""

    news: int
    adopted: int


class UnitCount(NamedTuple):
    """How many a unit sent, and how many of them somebody took on."""

    sent: int
    adopted: int


@dataclass(frozen=True, slots=True)
class NewsList:
    """The news that a filter leaves."""

    connection: Connection
    wanted: NewsFilter

    def sums(self) -> NewsSums:
        """How many they are."""
        adopted = func.count().filter(_NEWS.c.levels != "")
        query: Any = select(func.count(), adopted).select_from(_NEWS)
        query = self._narrowed(query)
        return NewsSums(*self.connection.execute(query).one())

    def read(self, place: Place, limit: int) -> list[Row[Any]]:
        """At most so many at the place, the latest day first."""
        return rows_at(self.connection, self._narrowed(select(_NEWS)), _ORDER, place, limit)

    def _narrowed(self, query: Select[Any]) -> Select[Any]:
        wanted = self.wanted
        conditions: list[ColumnElement[bool]] = [_NEWS.c.district == wanted.district]
        if wanted.unit_id:
            conditions.append(_NEWS.c.unit_id == wanted.unit_id)
        if wanted.first:
            conditions.append(_NEWS.c.month.between(wanted.first, wanted.last))
        if wanted.level in (ADOPTED, NOT_ADOPTED):
            conditions.append((_NEWS.c.levels != "") == (wanted.level == ADOPTED))
        elif wanted.level:
            conditions.append(_NEWS.c.levels.contains(f",{wanted.level},", autoescape=True))
        if wanted.title:
            conditions.append(_NEWS.c.title.contains(wanted.title, autoescape=True))
        return query.where(*conditions)


def key_of(news: NewsRecorded) -> Key:
    """Where a piece of news stands in the list."""
    return news.sent_on, news.news_id


def units(connection: Connection, district: str) -> list[ReportingUnitSet]:
    """The district's reporting units by their names."""
    query = select(_UNIT.c.facts).where(_UNIT.c.district == district).order_by(_UNIT.c.name)
    found = connection.execute(query).scalars()
    return [ReportingUnitSet.model_validate_json(each) for each in found]


def unit_names(connection: Connection, district: str) -> dict[str, str]:
    """What the district's reporting units are called."""
    query = select(_UNIT.c.unit_id, _UNIT.c.name).where(_UNIT.c.district == district)
    return {row.unit_id: row.name for row in connection.execute(query.order_by(_UNIT.c.name))}


def counts(connection: Connection, district: str, first: str, last: str) -> dict[str, UnitCount]:
    """How many each unit sent in these months; those that sent none are left out."""
    query = (
        select(_NEWS.c.unit_id, func.count(), func.count().filter(_NEWS.c.levels != ""))
        .where(_NEWS.c.district == district, _NEWS.c.month.between(first, last))
        .group_by(_NEWS.c.unit_id)
    )
    return {unit: UnitCount(sent, adopted) for unit, sent, adopted in connection.execute(query)}


def years(connection: Connection, district: str) -> Sequence[str]:
    """The years in which the district has news, the latest first."""
    query = select(func.min(_NEWS.c.month), func.max(_NEWS.c.month))
    first, last = connection.execute(query.where(_NEWS.c.district == district)).one()
    if not first:
        return ()
    return [str(each) for each in range(int(last[:4]), int(first[:4]) - 1, -1)]


def sent(connection: Connection, district: str) -> list[NewsRecorded]:
    """All news of the district, in no order."""
    found = connection.execute(select(_NEWS.c.facts).where(_NEWS.c.district == district))
    return [NewsRecorded.model_validate_json(each) for each in found.scalars()]
