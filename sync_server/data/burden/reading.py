"""Visits to schools by day, ceilings of them, and the year's plan of inspections."""

from sqlalchemy import Connection, select

from domain.burden.load import VisitMade
from domain.kinds.register.burden import PlannedInspectionSet, VisitCeilingSet
from sync_server.data.upsert import table_named

_CEILING = table_named("visit_ceiling")
_PLAN = table_named("inspection_plan")
_UNIT = table_named("visit_unit")
_VISIT = table_named("visit")
_ONE = (_VISIT.c.visit_on, _VISIT.c.campaign_id, _VISIT.c.theme_id)


def visits_made(connection: Connection, district: str, first: str, last: str) -> list[VisitMade]:
    """Who came where from one local day to another: every visit handed in that stands by itself.

    A 回访 is one too: somebody came. A visit to several units came to each.
    """
    at_first = select(_VISIT.c.visit, _VISIT.c.school_id, *_ONE)
    further = select(_VISIT.c.visit, _UNIT.c.school_id, *_ONE).join(
        _UNIT, _UNIT.c.visit == _VISIT.c.visit
    )
    further = further.where(_UNIT.c.is_counted.is_(True), _UNIT.c.school_id != _VISIT.c.school_id)
    found = []
    for query in (at_first, further):
        within = query.where(
            _VISIT.c.district == district,
            _VISIT.c.month.between(first[:7], last[:7]),
            _VISIT.c.visit_on.between(first, last),
            _VISIT.c.is_standing.is_(True),
            _VISIT.c.merged_into.is_(None),
        )
        found += [VisitMade(*row) for row in connection.execute(within)]
    return found


def ceilings(connection: Connection, district: str) -> list[VisitCeilingSet]:
    """The district's ceilings, the newest first."""
    query = select(_CEILING.c.facts).where(_CEILING.c.district == district)
    found = [
        VisitCeilingSet.model_validate_json(each) for each in connection.execute(query).scalars()
    ]
    return sorted(found, key=lambda each: (each.from_on, each.ceiling_id), reverse=True)


def plans(connection: Connection, district: str) -> list[PlannedInspectionSet]:
    """The district's planned inspections, the newest year first, by their months."""
    query = select(_PLAN.c.facts).where(_PLAN.c.district == district)
    found = [
        PlannedInspectionSet.model_validate_json(each)
        for each in connection.execute(query).scalars()
    ]
    return sorted(found, key=lambda each: (-each.year, each.month or 0, each.title))
