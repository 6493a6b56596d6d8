"""The page where phones get the app, and the package itself; for anybody, without signing in."""

from typing import Annotated

import segno
from fastapi import APIRouter, Header, Request
from fastapi.responses import FileResponse, Response

from sync_server.console.guard import Services
from sync_server.console.pages import Page
from sync_server.console.services import SiteAddress
from sync_server.releases.app_releases import MEDIA_TYPE, Release

router = APIRouter(prefix="/app-download")

PAGE = Page("app_download.html")
_GROUP = 4
_BYTES_PER_MB = 1024 * 1024


@router.get("")
def show(request: Request, services: Services) -> Response:
    """What there is to install, how, and how to check it."""
    release = services.server.app_releases.newest()
    address = page_address(request, services.place)
    return PAGE.response(
        request,
        user=None,
        section="",
        release=release,
        size=f"{release.size_bytes / _BYTES_PER_MB:.1f} MB" if release else "",
        groups=groups(release) if release else (),
        address=address,
        qr=qr_code(address),
        phone_path=services.place.phone_path,
    )


@router.api_route("/{file}", methods=["GET", "HEAD"])
def package(
    file: str, services: Services, if_none_match: Annotated[str | None, Header()] = None
) -> Response:
    """The published package, streamed; parts of it where a broken download goes on."""
    release, path = services.server.app_releases.package(file)
    headers = {"ETag": f'"{release.sha256}"', "Cache-Control": "public, no-cache"}
    if if_none_match is not None and headers["ETag"] in if_none_match:
        return Response(status_code=304, headers=headers)
    return FileResponse(path, media_type=MEDIA_TYPE, filename=release.file, headers=headers)


def page_address(request: Request, place: SiteAddress) -> str:
    """The page's own address as phones reach it: the office's, else the one that was asked for."""
    base = place.public_url or str(request.base_url)
    return base.rstrip("/") + "/app-download"


def qr_code(address: str) -> str:
    """The address to be read by a camera, as a drawing; it holds no text of the address."""
    drawn = segno.make(address, error="m", micro=False)
    return drawn.svg_inline(svgclass="qr", lineclass="qr-line", omitsize=True)


def groups(release: Release) -> list[str]:
    """The package's SHA-256 in groups that two people can read to each other."""
    text = release.sha256.upper()
    return [text[at : at + _GROUP] for at in range(0, len(text), _GROUP)]
