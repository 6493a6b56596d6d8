"""One visit within what a viewer may see."""

from domain.errors import NotFound
from domain.visit.visit import Visit
from sync_server.access.viewer import Viewer
from sync_server.data.tables import VisitRow


def seen_visit(viewer: Viewer, row: VisitRow | None, visit_id: str) -> tuple[VisitRow, Visit]:
    """The visit of this row; NotFound when there is none or it is not for this viewer.

    The office sees its district's visits, an inspector those they own or took part in.
    NotAllowed for whoever sees no visits at all.
    """
    viewer.require_visits()
    if row is None or row.district != viewer.district:
        raise NotFound("There is no such visit in this district.", visit=visit_id)
    visit = Visit.model_validate_json(row.folded)
    if not (viewer.may_see_all or has_part(viewer, visit)):
        raise NotFound("There is no such visit of yours.", visit=visit_id)
    return row, visit


def has_part(viewer: Viewer, visit: Visit) -> bool:
    """Whether the viewer led the visit, took it over or went along."""
    return viewer.account in visit.people
