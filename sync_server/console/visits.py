"""督导记录: the office's list of visits."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from domain.kinds.visit.builder import State
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.pages import Page
from sync_server.data.visits import VisitFilter

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


class Wanted(BaseModel):
    """The list's filters as the address has them; an empty one does not narrow."""

    month: str = ""
    zone: str = ""
    account: str = ""
    school: Annotated[str, Field(max_length=60)] = ""
    state: str = ""
    flag: str = ""
    page: int = 1

    def address(self, **changes: str | int) -> str:
        """The address of the list with these filters changed; from its first page on."""
        fields = {**self.model_dump(exclude={"page"}), **changes}
        query = urlencode({name: value for name, value in fields.items() if value})
        return f"/visits?{query}" if query else "/visits"

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return any(self.model_dump(exclude={"page"}).values())


@router.get("/visits")
def visits(
    request: Request, services: Services, user: CurrentUser, wanted: Annotated[Wanted, Query()]
) -> Response:
    """One page of the list."""
    filters = VisitFilter(
        district=user.viewer.district,
        school=wanted.school.strip(),
        **wanted.model_dump(exclude={"school", "page"}),
    )
    listing = services.listings.listing(user.viewer, filters, wanted.page)
    return PAGE.response(
        request,
        user=user,
        section="visits",
        wanted=wanted,
        listing=listing,
        states=STATES,
    )
