"""``GET /api/v1/policies/{sha256}``: the text of one part of a paper, for reading offline."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from domain.trail.line import Sha256Hex
from domain.wire.messages import PolicyText
from sync_server.api.deps import API, ServerDep, TrustedDep
from sync_server.api.problems import problems

router = APIRouter(prefix=API, tags=["policies"])


@router.get("/policies/{sha256}", response_model=PolicyText, responses=problems(401, 403, 404, 422))
def policy(sha256: Annotated[Sha256Hex, Path()], server: ServerDep, device: TrustedDep) -> Response:
    """The text that the workbook names by this SHA-256, exactly the bytes it is the hash of."""
    headers = {"Cache-Control": "private, max-age=31536000, immutable"}
    text = server.policies.text(sha256, device.person.district)
    return Response(text, media_type="application/json", headers=headers)
