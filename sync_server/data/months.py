"""Reading what the month's table is made of: sums of visits, activities, assignments."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select, tuple_

from domain.month.month import Grouping
from domain.visit.tally import Measure, Tally
from sync_server.data.upsert import table_named


class VisitSums(NamedTuple):
    """What the visits of one zone, account or school in one state add up to."""

    key: str
    state: str
    tally: Tally


class MonthSpan(NamedTuple):
    """The months of a district from ``first`` to ``last`` (`YYYY-MM`), both included."""

    district: str
    first: str
    last: str

    def where(self, table: Any) -> tuple[Any, Any]:
        """What picks them out of a table's rows."""
        return table.c.district == self.district, table.c.month.between(self.first, self.last)


_COUNT = table_named("visit_measures")
_ACTIVITY = table_named("activity")
_ASSIGNMENT = table_named("assignment")
_SCHOOL = table_named("school")
_SUMS = [func.sum(_COUNT.c[measure.value]) for measure in Measure]
_KEYS = {
    Grouping.ZONE: _COUNT.c.zone,
    Grouping.INSPECTOR: _COUNT.c.account,
    Grouping.SCHOOL: _COUNT.c.school_id,
}


def visit_sums(connection: Connection, span: MonthSpan, by: Grouping) -> Iterator[VisitSums]:
    """What the counted visits add up to."""
    key = _KEYS[by]
    query = select(key, _COUNT.c.state, *_SUMS).where(*span.where(_COUNT))
    for row in connection.execute(query.group_by(key, _COUNT.c.state)):
        yield VisitSums(row[0], row[1], dict(zip(Measure, row[2:], strict=True)))


def schools_visited(connection: Connection, span: MonthSpan, by: Grouping) -> list[tuple[str, str]]:
    """Each zone, account or school with every school its counted visits were to."""
    query = select(_KEYS[by], _COUNT.c.school_id).where(*span.where(_COUNT)).distinct()
    return [(row[0], row[1]) for row in connection.execute(query)]


def visits_made(connection: Connection, span: MonthSpan) -> dict[tuple[str, str, str], int]:
    """How many counted visits there were by account, school and month.

    Only those of an account to a school it was ever assigned to.
    """
    assigned = select(_ASSIGNMENT.c.account, _ASSIGNMENT.c.school_id).where(
        _ASSIGNMENT.c.district == span.district
    )
    pair = (_COUNT.c.account, _COUNT.c.school_id)
    query = (
        select(*pair, _COUNT.c.month, func.sum(_COUNT.c.visits))
        .where(*span.where(_COUNT), tuple_(*pair).in_(assigned))
        .group_by(*pair, _COUNT.c.month)
    )
    return {(row[0], row[1], row[2]): row[3] for row in connection.execute(query)}


def activities(connection: Connection, span: MonthSpan) -> list[Row[Any]]:
    """The rows of the trainings and activities held in these months, by day."""
    query = select(_ACTIVITY).where(*span.where(_ACTIVITY))
    return list(connection.execute(query.order_by(_ACTIVITY.c.held_on)))


def assignments(connection: Connection, district: str) -> list[Row[Any]]:
    """Every dated responsibility in the district, each with the zone its school is in now.

    Schools that are not inspected any more ask for no visits.
    """
    query = (
        select(_ASSIGNMENT, _SCHOOL.c.zone)
        .join(
            _SCHOOL,
            (_SCHOOL.c.district == _ASSIGNMENT.c.district)
            & (_SCHOOL.c.school_id == _ASSIGNMENT.c.school_id),
        )
        .where(_ASSIGNMENT.c.district == district, _SCHOOL.c.is_active.is_(True))
        .order_by(_ASSIGNMENT.c.from_on)
    )
    return list(connection.execute(query))
