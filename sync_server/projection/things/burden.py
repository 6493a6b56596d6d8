"""The rows of ceilings of visits and of the year's plan."""

from domain.kinds.piece import Private
from domain.kinds.register.burden import PlannedInspectionSet, VisitCeilingSet
from sync_server.data.tables import PlannedInspectionRow, VisitCeilingRow
from sync_server.projection.register_rows import Kept, sets


@sets(VisitCeilingSet)
def _ceiling(district: str, body: VisitCeilingSet, _: Private) -> Kept:
    row = VisitCeilingRow(
        district=district, ceiling_id=body.ceiling_id, facts=body.model_dump_json()
    )
    return Kept(row, is_there=not body.is_withdrawn)


@sets(PlannedInspectionSet)
def _plan(district: str, body: PlannedInspectionSet, _: Private) -> Kept:
    row = PlannedInspectionRow(
        district=district, plan_id=body.plan_id, year=body.year, facts=body.model_dump_json()
    )
    return Kept(row, is_there=not body.is_withdrawn)
