"""What of the findings waits for the office, and what its ladder is told by (S1)."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from domain.findings.state import FindingState
from domain.kinds.visit.follow_up import Conclusion
from sync_server.data.findings.standing import (
    COURSE,
    DAY,
    FINDING,
    FOLLOW_UP,
    THE_UNITS,
    look_at,
    served,
)
from sync_server.data.ledger import by_keys

Key = tuple[str, str]
"""A finding's visit and id."""


def asks_extension() -> ColumnElement[bool]:
    """That a unit asked for more time, and nobody has decided yet."""
    return _course_has(COURSE.c.asks_until)


def is_ready() -> ColumnElement[bool]:
    """That nothing is missing any more before a finding is closed (``missing_to_close``)."""
    looked = look_at(FINDING, FOLLOW_UP.c.conclusion).is_not(None)
    told = or_(FINDING.c.told_on.is_not(None), _course_has(COURSE.c.fed_back_on), served(FINDING))
    on_the_spot = and_(FINDING.c.is_fixed_on_spot.is_(True), ~looked)
    is_checked = FINDING.c.state == FindingState.CHECKED.value
    return and_(is_checked, or_(on_the_spot, and_(told, _course_has(COURSE.c.measure_due_on))))


def undone_on(connection: Connection, visits: Iterable[str]) -> dict[Key, str]:
    """On which day the newest look at each finding of these visits found it not put right."""
    look = look_at(FINDING, FOLLOW_UP.c.conclusion)
    query = select(FINDING.c.visit, FINDING.c.finding_id, look.label("look"))
    rows = by_keys(connection, query, FINDING.c.visit, visits)
    return {
        (row.visit, row.finding_id): row.look[:DAY]
        for row in rows
        if row.look and row.look[DAY:] != Conclusion.RECTIFIED.value
    }


class Span(NamedTuple):
    """Local days, both included."""

    first: str
    last: str


def overdue_of_units(
    connection: Connection, district: str, term: Span, today: str
) -> dict[str, int]:
    """How many findings of each unit are overdue today, or were in the term."""
    row, day = FINDING.c, FINDING.c.deadline
    look = func.substr(look_at(FINDING, FOLLOW_UP.c.conclusion), 1, DAY)
    is_late = and_(row.state.in_(THE_UNITS), day < today)
    ended_late = func.coalesce(row.replied_on, look) > day
    is_no_other_end = row.state.in_(
        [*THE_UNITS, FindingState.REPLIED, FindingState.CHECKED, FindingState.CLOSED]
    )
    was_late = and_(day.between(term.first, term.last), ended_late, is_no_other_end)
    query = select(row.school_id, func.count().label("number")).where(
        row.district == district, row.is_standing.is_(True), or_(is_late, was_late)
    )
    return {
        each.school_id: each.number for each in connection.execute(query.group_by(row.school_id))
    }


def _course_has(column: ColumnElement[Any]) -> ColumnElement[bool]:
    course = select(COURSE.c.finding).where(COURSE.c.finding == FINDING.c.subject)
    return exists(course.where(column.is_not(None)).correlate(FINDING))
