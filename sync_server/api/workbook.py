"""``GET /api/v1/workbook``: all a phone needs offline, or that it has it already."""

from typing import Annotated

from fastapi import APIRouter, Header, Response

from domain.wire.workbook import Workbook
from sync_server.api.deps import API, ServerDep, TrustedDep
from sync_server.api.problems import problems

router = APIRouter(prefix=API, tags=["workbook"])


@router.get(
    "/workbook",
    response_model=Workbook,
    responses=problems(401, 403, 422) | {304: {"description": "The phone has it already."}},
)
def workbook(
    server: ServerDep,
    device: TrustedDep,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The account's workbook of this moment; 304 when ``If-None-Match`` names it."""
    headers = {"Cache-Control": "private, no-cache"}
    if if_none_match is not None:
        held = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        tag = f'"{server.workbooks.tag(device.person)}"'
        if tag in held:
            return Response(status_code=304, headers={**headers, "ETag": tag})
    tag, found = server.workbooks.workbook(device.person)
    headers["ETag"] = f'"{tag}"'
    return Response(found.model_dump_json(), media_type="application/json", headers=headers)
