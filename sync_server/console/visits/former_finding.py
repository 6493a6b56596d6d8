"""Where the page of a visit's finding was; what findings have now beside their page comes first."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from domain.kinds.piece import Code
from domain.trail.line import Sha256Hex
from sync_server.console.guard import CurrentUser, Services

router = APIRouter()


@router.get("/findings/{visit}/{finding_id}")
def found(services: Services, user: CurrentUser, visit: Sha256Hex, finding_id: Code) -> Response:
    """On to the finding's own address."""
    subject = services.finding_pages.subject_of(user.viewer, visit, finding_id)
    return RedirectResponse(f"/findings/{subject}", 301)
