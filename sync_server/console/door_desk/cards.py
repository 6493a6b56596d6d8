"""公示牌: a unit's public card, to be printed and put up at its gate."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from domain.kinds.piece import Code
from sync_server.console.door_desk.boards import Board, BoardPaper, base_of, shown
from sync_server.console.guard import CurrentUser, Services

router = APIRouter()


@router.get("/schools/{school_id}/card")
def card(
    request: Request,
    services: Services,
    user: CurrentUser,
    school_id: Code,
    paper: Annotated[BoardPaper, Query()] = BoardPaper.A4,
) -> Response:
    """The card on a sheet."""
    user.viewer.require_set_register()
    found = services.door.cards.of_unit(user.viewer.district, school_id)
    board = Board(found, base_of(request, services.place))
    home = f"/schools/{quote(school_id)}/card"
    return shown(request, services, user, [board], paper=paper, school_id=school_id, home=home)
