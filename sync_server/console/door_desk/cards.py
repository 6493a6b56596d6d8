"""公示牌: a unit's public card, to be printed and put up at its gate."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.kinds.piece import Code
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.open.app_download import qr_code
from sync_server.console.pages import Page
from sync_server.door.cards import MATTERS
from sync_server.door.codes import grouped

router = APIRouter()


@router.get("/schools/{school_id}/card")
def card(request: Request, services: Services, user: CurrentUser, school_id: Code) -> Response:
    """The card on an A4 sheet."""
    user.viewer.require_set_register()
    found = services.door.cards.of_unit(user.viewer.district, school_id)
    base = (services.place.public_url or str(request.base_url)).rstrip("/")
    address = f"{base}/card/{found.code}"
    return Page("door_desk/card.html").response(
        request,
        user=user,
        section="schools",
        card=found,
        code=grouped(found.code),
        matters=MATTERS,
        address=address,
        qr=qr_code(address),
        is_address_set=services.place.public_url is not None,
    )
