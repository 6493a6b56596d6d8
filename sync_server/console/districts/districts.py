"""各区情况: the districts of one account side by side, and the way into each of them."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import NotFound
from domain.kinds.visit.builder import State
from sync_server.console.findings.findings import OPEN, UNSEEN, FindingFilters
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.pages import Page
from sync_server.console.start.uncovered import UncoveredFilters
from sync_server.console.visits.visits import VisitFilters
from sync_server.overview.findings_list import Due

router = APIRouter()

PAGE = Page("districts.html")
# Where the numbers of a district lead, in it.
TO = {
    "duty": "/month?by=inspector",
    "waiting": VisitFilters(state=State.SUBMITTED.value).address(),
    "open": FindingFilters(state=OPEN).address(),
    "overdue": FindingFilters(due=Due.OVERDUE.value).address(),
    "unseen": FindingFilters(hazard=UNSEEN).address(),
    "uncovered": UncoveredFilters().address(),
    "phones": "/devices?show=waiting",
}


@router.get("/districts")
def districts(request: Request, services: Services, user: CurrentUser) -> Response:
    """All districts in which the account has a role; NotFound for whoever has one alone."""
    if len(user.seats) < 2:
        raise NotFound("The account has one district alone.")
    lines = services.side_by_side.lines(user.seats)
    return PAGE.response(
        request,
        user=user,
        section="districts",
        lines=lines,
        today=services.side_by_side.today(),
        to=TO,
        to_month=lambda month: VisitFilters(month=month).address(),
    )


@router.get("/in/{district}")
def look_at(services: Services, user: CurrentUser, district: str, to: str = "/") -> Response:
    """Look at this district from now on, and go to one of its pages.

    NotFound where the account has no role there.
    """
    services.server.accounts.look_at(user.secret, district)
    is_ours = to.startswith("/") and not to.startswith(("//", "/\\"))
    return RedirectResponse(to if is_ours else "/", 303)
