"""When each unit in use was last visited."""

from typing import Any

from sqlalchemy import Connection, Row, ScalarSelect, func, select

from sync_server.data.upsert import table_named

_CREDIT = table_named("visit_credit")
_SCHOOL = table_named("school")
_VISIT = table_named("visit")
_UNIT = table_named("visit_unit")


def last_visits(connection: Connection, district: str) -> list[Row[Any]]:
    """The district's units in use, in no order, each with the day it was last visited.

    Visits that count do, those where it was a further unit as well. None where there is none.
    """
    columns = ("school_id", "name", "zone", "school_kind", "ownership")
    query = select(
        *(_SCHOOL.c[name] for name in columns),
        _as_first_unit().label("as_first"),
        _as_further_unit().label("as_further"),
    ).where(_SCHOOL.c.district == district, _SCHOOL.c.is_active.is_(True))
    return list(connection.execute(query))


def who_went(connection: Connection, district: str, school_id: str) -> list[Row[Any]]:
    """Who took part in counted visits to a unit: how many ``visits``, and the day ``last_on``."""
    first = select(_VISIT.c.visit).where(
        _VISIT.c.district == district, _VISIT.c.school_id == school_id
    )
    further = select(_UNIT.c.visit).where(
        _UNIT.c.school_id == school_id, _UNIT.c.is_counted.is_(True)
    )
    query = select(
        _CREDIT.c.account,
        func.count().label("visits"),
        func.max(_CREDIT.c.visit_on).label("last_on"),
    ).where(
        _CREDIT.c.visit.in_(first.union(further)),
        _CREDIT.c.district == district,
        _CREDIT.c.took_part > 0,
    )
    return list(connection.execute(query.group_by(_CREDIT.c.account)))


def _as_first_unit() -> ScalarSelect[Any]:
    """The newest visit leads the index of its unit: one look-up where it counts, as most do."""
    return (
        select(_VISIT.c.visit_on)
        .where(_VISIT.c.district == _SCHOOL.c.district)
        .where(_VISIT.c.school_id == _SCHOOL.c.school_id, _VISIT.c.is_counted.is_(True))
        .order_by(_VISIT.c.visit_on.desc(), _VISIT.c.position.desc())
        .limit(1)
        .correlate(_SCHOOL)
        .scalar_subquery()
    )


def _as_further_unit() -> ScalarSelect[Any]:
    return (
        select(func.max(_VISIT.c.visit_on))
        .join(_UNIT, _UNIT.c.visit == _VISIT.c.visit)
        .where(_UNIT.c.school_id == _SCHOOL.c.school_id, _UNIT.c.district == _SCHOOL.c.district)
        .where(_UNIT.c.is_counted.is_(True))
        .correlate(_SCHOOL)
        .scalar_subquery()
    )
