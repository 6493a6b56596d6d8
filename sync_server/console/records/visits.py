"""督导记录: the office's list of visits."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from domain.kinds.visit.builder import State
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.pages import Page
from sync_server.console.paging import Turned
from sync_server.data.visits.listing import VisitFilter

router = APIRouter()

PAGE = Page("visits.html", block="listing")
STATES = (
    State.SUBMITTED,
    State.RETURNED,
    State.APPROVED,
    State.IN_PROGRESS,
    State.CANCELLED,
    State.MERGED,
)


# The last page, or the one next to a visit by its date and its position in the log.
AT = r"^(last|(after|before)\.\d{4}-\d{2}-\d{2}\.\d{1,18})?$"


class Wanted(Turned):
    """The list's filters as the address has them; an empty one does not narrow."""

    home = "/visits"
    key = (str, int)

    month: str = ""
    zone: str = ""
    account: str = ""
    school: Annotated[str, Field(max_length=60)] = ""
    state: str = ""
    flag: str = ""
    at: Annotated[str, Field(pattern=AT)] = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return any(self.model_dump(exclude={"at", "page"}).values())


@router.get("/visits")
def visits(
    request: Request, services: Services, user: CurrentUser, wanted: Annotated[Wanted, Query()]
) -> Response:
    """One page of the list."""
    filters = VisitFilter(
        district=user.viewer.district,
        school=wanted.school.strip(),
        **wanted.model_dump(exclude={"school", "at", "page"}),
    )
    listing = services.listings.listing(user.viewer, filters, wanted.asked)
    return PAGE.response(
        request,
        user=user,
        section="visits",
        wanted=wanted,
        listing=listing,
        states=STATES,
    )
