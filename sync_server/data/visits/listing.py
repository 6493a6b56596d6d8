"""The office's list of visits: any part of it by any filter, and the counts beside the filters.

One filter leads, the one that leaves the fewest visits: its index holds them in the list's
order. The others only look at what it finds. Visits are found by their ids first, because an
index is small and a visit is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, select
from sqlmodel import Session

from sync_server.data.paging import Key, Place, rows_at
from sync_server.data.register import findable
from sync_server.data.tables import VisitRow
from sync_server.data.upsert import table_named
from sync_server.data.visits.rows import visits_of

VISIT = table_named("visit")
FLAG = table_named("visit_flag")
UNIT = table_named("visit_unit")
COUNT = table_named("visit_count")
SCHOOL = table_named("school")
ZONE = table_named("zone")

# Where a search finds more schools than this, their visits are close together in the list.
FEW_SCHOOLS = 20


@dataclass(frozen=True, slots=True)
class VisitFilter:
    """Which visits of a district: every field that is set narrows; ``school`` is a search."""

    district: str
    month: str = ""
    zone: str = ""
    account: str = ""
    school: str = ""
    state: str = ""
    flag: str = ""


class StateCount(NamedTuple):
    """How many visits are in a state, and how many of them are in the counts."""

    state: str
    visits: int
    counted: int


@dataclass(frozen=True, slots=True)
class VisitList:
    """The visits that a filter leaves, the newest visit date first, then the newest in the log.

    ``schools`` are those that the search found, None without one.
    """

    session: Session
    wanted: VisitFilter
    schools: Sequence[str] | None

    @classmethod
    def of(cls, session: Session, wanted: VisitFilter) -> "VisitList":
        """The list, its schools looked for."""
        return cls(
            session, wanted, schools_found(session.connection(), wanted.district, wanted.school)
        )

    def ids(self, place: Place, limit: int) -> list[Row[Any]]:
        """At most so many visits at the place: visit, visit_on and position of each."""
        connection, schools = self.session.connection(), self.schools
        if schools is None or len(schools) > FEW_SCHOOLS:
            return _ids(connection, (self.wanted, schools), place, limit)
        each = [_ids(connection, (self.wanted, [one]), place, limit) for one in schools]
        found = sorted((row for some in each for row in some), key=key_of, reverse=True)
        return found[-limit:] if place.is_backwards else found[:limit]

    def along(self, limit: int) -> list[str]:
        """The newest visits that came to a school of the search as a further unit, if any ever.

        Those that the list itself has, since their first unit is found too, are left out.
        """
        schools, wanted = self.schools, self.wanted
        if schools is None or len(schools) > FEW_SCHOOLS:
            return []
        there = select(UNIT.c.visit).where(
            UNIT.c.school_id.in_(schools), UNIT.c.district == wanted.district
        )
        query = select(VISIT.c.visit).where(
            VISIT.c.visit.in_(there), VISIT.c.school_id.not_in(schools)
        )
        for name in ("month", "zone", "account", "state"):
            if value := getattr(wanted, name):
                query = query.where(VISIT.c[name] == value)
        if wanted.flag:
            is_flagged = exists().where(FLAG.c.visit == VISIT.c.visit, FLAG.c.code == wanted.flag)
            query = query.where(is_flagged)
        newest = (VISIT.c.visit_on.desc(), VISIT.c.position.desc())
        found = self.session.connection().execute(query.order_by(*newest).limit(limit))
        return list(found.scalars())

    def rows(self, ids: Sequence[str]) -> list[VisitRow]:
        """The whole rows of these visits, in the same order."""
        return visits_of(self.session, ids)

    def count_by_state(self) -> list[StateCount]:
        """How many visits there are in each state, the filter's own state left out."""
        sums = (func.sum(COUNT.c.visits), func.sum(COUNT.c.counted))
        wanted = replace(self.wanted, state="")
        query = select(COUNT.c.state, *sums).where(COUNT.c.code == wanted.flag)
        return [StateCount._make(row) for row in self._grouped(query, wanted, COUNT.c.state)]

    def count_by_flag(self) -> dict[str, int]:
        """How many visits there are with each flag, the filter's own flag left out."""
        visits = func.sum(COUNT.c.visits).label("visits")
        query = select(COUNT.c.code, visits).where(COUNT.c.code > "")
        return {row.code: row.visits for row in self._grouped(query, self.wanted, COUNT.c.code)}

    def months(self) -> list[str]:
        """The months in which the district has visits, newest first: one look-up for each."""
        newest = select(func.max(VISIT.c.visit_on)).where(VISIT.c.district == self.wanted.district)
        days = select(newest.scalar_subquery().label("day")).cte("days", recursive=True)
        month = func.substr(days.c.day, 1, 7)
        before = newest.where(VISIT.c.visit_on < month).scalar_subquery()
        days = days.union_all(select(before).where(days.c.day.is_not(None)))
        query = select(func.substr(days.c.day, 1, 7)).where(days.c.day.is_not(None))
        return list(self.session.connection().execute(query).scalars())

    def _grouped(
        self, query: Select[Any], wanted: VisitFilter, by: ColumnElement[Any]
    ) -> list[Row[Any]]:
        query = query.where(COUNT.c.district == wanted.district).group_by(by)
        for name in ("month", "zone", "account", "state"):
            if value := getattr(wanted, name):
                query = query.where(COUNT.c[name] == value)
        if wanted.school and self.schools is not None:
            query = query.where(COUNT.c.school_id.in_(self.schools))
        return list(self.session.connection().execute(query))


def key_of(row: Any) -> Key:
    """Where a visit stands in the list."""
    return row.visit_on, row.position


Narrowed = tuple[VisitFilter, Sequence[str] | None]


def _ids(connection: Connection, narrowed: Narrowed, place: Place, limit: int) -> list[Row[Any]]:
    """The part of the list, read along the index of the filter that leads."""
    wanted, schools = narrowed
    one = schools[0] if schools is not None and len(schools) == 1 else ""
    narrow = (
        (VISIT.c.school_id, one),
        (VISIT.c.account, wanted.account),
        (FLAG.c.code, wanted.flag),
        (VISIT.c.zone, wanted.zone),
        (VISIT.c.state, wanted.state),
    )
    asked = [(column, value) for column, value in narrow if value]
    table = asked[0][0].table if asked else VISIT
    query = select(*(table.c[name] for name in ("visit", "visit_on", "position")))
    query = query.where(table.c.district == wanted.district)
    if wanted.month:
        query = query.where(table.c.visit_on.between(f"{wanted.month}-01", f"{wanted.month}-31"))
    looks = []
    for number, (column, value) in enumerate(asked):
        if number == 0:
            query = query.where(column == value)
        elif column.table is FLAG:
            query = query.where(exists().where(FLAG.c.visit == VISIT.c.visit, column == value))
        else:
            looks.append(_only_looked_at(connection, column) == value)
    if schools is not None and not one:
        looks.append(_only_looked_at(connection, VISIT.c.school_id).in_(schools))
    if looks and table is FLAG:
        query = query.join(VISIT, VISIT.c.visit == FLAG.c.visit)
    order = (table.c.visit_on, table.c.position)
    return rows_at(connection, query.where(*looks), order, place, limit)


def _only_looked_at(connection: Connection, column: ColumnElement[str]) -> ColumnElement[str]:
    """The column so that no index of it is taken: SQLite does not know which one is better."""
    return column.concat("") if connection.dialect.name == "sqlite" else column


_FOUND_BY = (SCHOOL.c.school_id, SCHOOL.c.initials, SCHOOL.c.pinyin, SCHOOL.c.zone, SCHOOL.c.facts)


def schools_found(connection: Connection, district: str, words: str) -> list[str] | None:
    """The schools that are found by what was typed, and the one whose code it is.

    None where nothing was typed.
    """
    if not words:
        return None
    here = select(ZONE.c.zone, ZONE.c.name).where(ZONE.c.district == district)
    zones = {row.zone: row.name for row in connection.execute(here)}
    rows = connection.execute(select(*_FOUND_BY).where(SCHOOL.c.district == district))
    found = (row.school_id for row in rows if findable(row, zones.get(row.zone, "")).matches(words))
    return sorted({words, *found})
