"""The findings of a period: those raised in it, and those closed."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from domain.findings.outcome import AGAIN_WITHIN, CountedFinding
from domain.findings.state import FindingState
from domain.kinds.visit.finding import Severity
from domain.month.period import last_day
from sync_server.data.months import MonthSpan
from sync_server.data.tables.visits import NO_DEADLINE
from sync_server.data.upsert import table_named

_FINDING = table_named("finding")
_READ = (
    "visit",
    "subject",
    "school_id",
    "zone",
    "category",
    "severity",
    "state",
    "raised_on",
    "is_hazard",
    "recurs",
    "deadline",
    "replied_on",
    "ended_on",
)


def raised_in(connection: Connection, span: MonthSpan) -> list[CountedFinding]:
    """Those that stand and were raised in these months; what was carried over is in none."""
    first, last = _days(span)
    query = _standing(span.district).where(_FINDING.c.raised_on.between(first, last))
    return [_counted(row) for row in connection.execute(query)]


def closed_in(connection: Connection, span: MonthSpan) -> list[CountedFinding]:
    """Those that stand and were closed (销号, no other end) in these months."""
    return [_counted(row) for row in connection.execute(_closed(span.district, *_days(span)))]


def closed_before(connection: Connection, span: MonthSpan) -> list[CountedFinding]:
    """Those by which it is told what came again in these months, carried over ones too."""
    first, last = _days(span)
    begin = (date.fromisoformat(first) - AGAIN_WITHIN).isoformat()
    query = _closed(span.district, begin, last, also_carried_over=True)
    return [_counted(row) for row in connection.execute(query)]


def _days(span: MonthSpan) -> tuple[str, str]:
    return f"{span.first}-01", last_day(span.last)


def _standing(district: str, *, also_carried_over: bool = False) -> Select[Any]:
    query = select(*(_FINDING.c[name] for name in _READ)).where(
        _FINDING.c.district == district, _FINDING.c.is_standing.is_(True)
    )
    return query if also_carried_over else query.where(_FINDING.c.is_carried_over.is_(False))


def _closed(
    district: str, first: str, last: str, *, also_carried_over: bool = False
) -> Select[Any]:
    return _standing(district, also_carried_over=also_carried_over).where(
        _FINDING.c.state == FindingState.CLOSED.value, _FINDING.c.ended_on.between(first, last)
    )


def _counted(row: Row[Any]) -> CountedFinding:
    return CountedFinding(
        school_id=row.school_id,
        zone=row.zone,
        category=row.category,
        severity=Severity(row.severity),
        state=FindingState(row.state),
        raised_on=date.fromisoformat(row.raised_on),
        is_hazard=row.is_hazard,
        is_of_visit=row.visit != row.subject,
        says_again=row.recurs is not None,
        deadline=None if row.deadline == NO_DEADLINE else date.fromisoformat(row.deadline),
        replied_on=date.fromisoformat(row.replied_on) if row.replied_on else None,
        ended_on=date.fromisoformat(row.ended_on) if row.ended_on else None,
    )
