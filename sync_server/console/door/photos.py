"""The photos that the unit gave with its answers, small and as they are shown."""

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response

from domain.errors import NotFound
from domain.trail.line import Sha256Hex
from sync_server.console.door.guard import CurrentGuest, DoorServices

router = APIRouter(prefix="/door/photos")

_HEADERS = {"Cache-Control": "private, max-age=3600", "Content-Disposition": "inline"}


@router.get("/{sha256}")
def photo(services: DoorServices, guest: CurrentGuest, sha256: Sha256Hex) -> Response:
    """The photo; NotFound for what the unit did not give."""
    found = services.door.photos.readable(guest.unit, sha256)
    path = services.server.photo_store.path(found)
    if not path.exists():
        raise NotFound("The photo is not here.", sha256=sha256)
    return FileResponse(path, media_type="image/jpeg", headers=_HEADERS)


@router.get("/{sha256}/thumbnail")
def thumbnail(services: DoorServices, guest: CurrentGuest, sha256: Sha256Hex) -> Response:
    """The same, small."""
    small = services.server.thumbnails.of(services.door.photos.readable(guest.unit, sha256))
    if small is None:
        raise NotFound("The photo is not here.", sha256=sha256)
    return Response(small, media_type="image/jpeg", headers=_HEADERS)
