"""What the counted visits of a period add up to, by theme, and what people did of them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, case, func, select

from domain.kinds.visit.plan import VisitType
from domain.visit.tally import Measure
from sync_server.data.months import MonthSpan, VisitSums
from sync_server.data.upsert import table_named

_COUNT = table_named("visit_measures")
_CREDIT = table_named("visit_credit")
_VISIT = table_named("visit")
_SUMS = [func.sum(_COUNT.c[measure.value]) for measure in Measure]
_THEME = func.coalesce(_VISIT.c.theme_id, "")


def theme_sums(connection: Connection, span: MonthSpan) -> Iterator[VisitSums]:
    """What the counted visits add up to by theme and state; the key is empty without a theme."""
    query = (
        select(_THEME, _COUNT.c.state, *_SUMS)
        .join(_VISIT, _VISIT.c.visit == _COUNT.c.visit)
        .where(*span.where(_COUNT))
    )
    for row in connection.execute(query.group_by(_THEME, _COUNT.c.state)):
        yield VisitSums(row[0], row[1], dict(zip(Measure, row[2:], strict=True)))


def schools_by_theme(connection: Connection, span: MonthSpan) -> list[tuple[str, str]]:
    """Each theme with every school that its counted visits were to."""
    query = (
        select(_THEME, _COUNT.c.school_id)
        .join(_VISIT, _VISIT.c.visit == _COUNT.c.visit)
        .where(*span.where(_COUNT))
    )
    return [(row[0], row[1]) for row in connection.execute(query.distinct())]


class TookPart(NamedTuple):
    """How often somebody took part in a month, on so many days, and at special visits (专项)."""

    account: str
    month: str
    times: int
    days: int
    special: int


def took_part(connection: Connection, span: MonthSpan) -> list[TookPart]:
    """What each account took part in, month by month; a visit counts once whatever its units."""
    special = (_VISIT.c.visit_type == VisitType.SPECIAL.value).label("special")
    whose = (_CREDIT.c.account, _CREDIT.c.month)
    once = (
        select(*whose, _CREDIT.c.visit, _CREDIT.c.visit_on, special)
        .join(_VISIT, _VISIT.c.visit == _CREDIT.c.visit)
        .where(*span.where(_CREDIT), _CREDIT.c.took_part > 0)
        .distinct()
        .subquery()
    )
    by = (once.c.account, once.c.month)
    days = func.count(once.c.visit_on.distinct())
    query = select(*by, func.count(), days, func.sum(case((once.c.special, 1), else_=0)))
    return [TookPart(*row) for row in connection.execute(query.group_by(*by))]


def monthly(connection: Connection, span: MonthSpan) -> list[Row[Any]]:
    """The counted visits and lessons of each month that has any."""
    named = (Measure.VISITS, Measure.LESSONS, Measure.FINDINGS)
    sums = [func.sum(_COUNT.c[each.value]).label(each.value) for each in named]
    query = select(_COUNT.c.month, *sums).where(*span.where(_COUNT))
    return list(connection.execute(query.group_by(_COUNT.c.month).order_by(_COUNT.c.month)))
