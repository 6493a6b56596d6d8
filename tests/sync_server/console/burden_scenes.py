"""Districts in which the forms about how often schools are visited are drawn."""

from domain.kinds.register.burden import PlannedInspectionSet, VisitCeilingSet
from sync_server.server import Server
from tests.builders.handset import write
from tests.builders.office import Inspection
from tests.builders.pages import Browser

CEILING = VisitCeilingSet(ceiling_id="c1", from_on="2026-01-01", a_year=12, a_term=6)
PLAN = PlannedInspectionSet(
    plan_id="p1", year=2026, title="春季开学检查", department="督导室", month=2, is_whitelisted=True
)


def a_ceiling(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """Twelve visits a year for every kind of school."""
    write(server, "wanshan", (CEILING, None))
    return "/ceilings/c1/edit"


def a_plan(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """One inspection of the year."""
    write(server, "wanshan", (PLAN, None))
    return "/inspections/p1/edit"


SCENES = {"VisitCeilingForm": a_ceiling, "PlannedInspectionForm": a_plan}
