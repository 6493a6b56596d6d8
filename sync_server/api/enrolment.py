"""``POST /api/v1/enrol``: a phone is taken in."""

from fastapi import APIRouter, Request

from domain.wire.messages import EnrolAnswer, EnrolRequest
from sync_server.api.deps import API, ServerDep, address_of
from sync_server.api.problems import problems

router = APIRouter(prefix=API, tags=["enrolment"])


@router.post("/enrol", responses=problems(401, 409, 413, 422, 429))
def enrol(asked: EnrolRequest, request: Request, server: ServerDep) -> EnrolAnswer:
    """Enrol a chain by account and one-time code, or account and password.

    The same chain may ask again with the same key, and gets another token.
    """
    return server.enrolment.enrol(asked, address_of(request))
