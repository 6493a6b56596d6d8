"""Reading what the month's table is made of: sums of visits, activities, assignments."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select, tuple_

from domain.findings.state import FindingState
from domain.kinds.paper.builder import HOLDING
from domain.kinds.paper.paper_kind import PaperKind
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
_CREDIT = table_named("visit_credit")
_PAPER = table_named("paper")
_HELD = sorted(state.value for state in HOLDING)
_FINDING = table_named("finding")
_LOOK = table_named("follow_up")
_VISIT = table_named("visit")
_WAS = table_named("school_was")
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


def all_visited(connection: Connection, span: MonthSpan) -> set[str]:
    """The schools that a counted visit was to."""
    query = select(_COUNT.c.school_id).where(*span.where(_COUNT)).distinct()
    return {row[0] for row in connection.execute(query)}


class Credited(NamedTuple):
    """What an account is credited with in these months, whoever led the visits."""

    account: str
    took_part: int
    lessons: int
    attendances: int


def credit_sums(connection: Connection, span: MonthSpan) -> list[Credited]:
    """What each account is credited with of the counted visits."""
    sums = [func.sum(_CREDIT.c[name]) for name in Credited._fields[1:]]
    query = select(_CREDIT.c.account, *sums).where(*span.where(_CREDIT))
    return [Credited(*row) for row in connection.execute(query.group_by(_CREDIT.c.account))]


class Called(NamedTuple):
    """That an account took part in a counted visit, and on which day (`YYYY-MM-DD`)."""

    school_id: str
    account: str
    visit_on: str
    visit: str


def calls(connection: Connection, span: MonthSpan, *, by_anyone: bool) -> list[Called]:
    """Who took part in the counted visits, at each unit towards whose duty that counts.

    Unless ``by_anyone``, only those of an account to a school that it was ever assigned to.
    """
    columns = [_CREDIT.c[name] for name in Called._fields]
    query = select(*columns).where(*span.where(_CREDIT), _CREDIT.c.called > 0)
    if not by_anyone:
        assigned = select(_ASSIGNMENT.c.school_id, _ASSIGNMENT.c.account).where(
            _ASSIGNMENT.c.district == span.district
        )
        query = query.where(tuple_(_CREDIT.c.school_id, _CREDIT.c.account).in_(assigned))
    return [Called(*row) for row in connection.execute(query)]


def notices(connection: Connection, span: MonthSpan) -> list[Row[Any]]:
    """The school and the day of issue of each 整改通知书 of these months that holds."""
    query = select(_PAPER.c.school_id, _PAPER.c.issued_on).where(
        _PAPER.c.district == span.district,
        _PAPER.c.paper_kind == PaperKind.RECTIFICATION.value,
        _PAPER.c.state.in_(_HELD),
        func.substr(_PAPER.c.issued_on, 1, 7).between(span.first, span.last),
    )
    return list(connection.execute(query))


def closings(connection: Connection, span: MonthSpan) -> list[Row[Any]]:
    """How many findings were closed (销号, no other end), by school and day (``ended_on``).

    What was carried over (期初) is in no month's counts.
    """
    whose = (_FINDING.c.school_id, _FINDING.c.ended_on)
    query = select(*whose, func.count().label("number")).where(
        _FINDING.c.district == span.district,
        _FINDING.c.is_standing.is_(True),
        _FINDING.c.is_carried_over.is_(False),
        _FINDING.c.state == FindingState.CLOSED.value,
        _FINDING.c.ended_on.between(f"{span.first}-01", f"{span.last}-31"),
    )
    return list(connection.execute(query.group_by(*whose)))


def follow_ups(connection: Connection, span: MonthSpan) -> list[Row[Any]]:
    """How many findings each account looked at again, by school and day, on visits that stand."""
    whose = (_LOOK.c.school_id, _LOOK.c.account, _LOOK.c.followed_up_on)
    query = (
        select(*whose, func.count().label("number"))
        .join(_VISIT, _VISIT.c.visit == _LOOK.c.visit)
        .where(
            _LOOK.c.district == span.district,
            _VISIT.c.is_standing.is_(True),
            func.substr(_LOOK.c.followed_up_on, 1, 7).between(span.first, span.last),
        )
        .group_by(*whose)
    )
    return list(connection.execute(query))


def activities(connection: Connection, span: MonthSpan) -> list[Row[Any]]:
    """The rows of the trainings and activities that stand of these months, by day."""
    query = select(_ACTIVITY).where(*span.where(_ACTIVITY), _ACTIVITY.c.is_standing.is_(True))
    return list(connection.execute(query.order_by(_ACTIVITY.c.held_on)))


def assignments(connection: Connection, district: str) -> list[Row[Any]]:
    """Every dated responsibility in the district."""
    query = select(_ASSIGNMENT).where(_ASSIGNMENT.c.district == district)
    return list(connection.execute(query.order_by(_ASSIGNMENT.c.from_on)))


def schools_then(connection: Connection, district: str) -> dict[str, list[Row[Any]]]:
    """What each school of the district was, by the days from which it was so."""
    query = select(_WAS).where(_WAS.c.district == district)
    found: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(query.order_by(_WAS.c.school_id, _WAS.c.from_on)):
        found.setdefault(row.school_id, []).append(row)
    return found
