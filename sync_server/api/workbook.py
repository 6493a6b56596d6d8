"""``GET /api/v1/workbook``: the parts of all a phone needs offline that it has not already."""

from typing import Annotated

from fastapi import APIRouter, Header, Response

from domain.wire.workbook_parts import WorkbookContents
from sync_server.api.deps import API, ServerDep, TrustedDep
from sync_server.api.problems import problems

router = APIRouter(prefix=API, tags=["workbook"])

# What is answered depends on what is held, so nobody on the way may keep it.
_HEADERS = {"Cache-Control": "private, no-store"}


@router.get(
    "/workbook",
    response_model=WorkbookContents,
    responses=problems(401, 403, 422) | {304: {"description": "The phone has all parts already."}},
)
def workbook(
    server: ServerDep,
    device: TrustedDep,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The parts of the account's workbook whose tags are not in ``If-None-Match``; 304 for none."""
    tags = (if_none_match or "").split(",")
    held = frozenset(tag.strip().removeprefix("W/").strip('"') for tag in tags)
    found = server.workbooks.answer(device.person, held)
    if found is None:
        return Response(status_code=304, headers=_HEADERS)
    return Response(found, media_type="application/json", headers=_HEADERS)
