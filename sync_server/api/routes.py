"""All routes of ``/api/v1``."""

from fastapi import APIRouter
from pydantic import BaseModel

from sync_server.api import enrolment, log, photos, policies, trail, workbook
from sync_server.api.deps import API, ServerDep
from sync_server.api.problems import problems

router = APIRouter(prefix=API)


class Health(BaseModel):
    """That the server and its database answer, and of which epoch the log is."""

    status: str
    epoch: str
    log_size: int


@router.get("/health", tags=["health"], responses=problems(422, 503))
def health(server: ServerDep) -> Health:
    """Whether the server can do its work; 503 when its database cannot be reached."""
    checkpoint = server.log.state().checkpoint
    return Health(status="ok", epoch=checkpoint.epoch, log_size=checkpoint.tree_size)


# As they are, not included: what is included is built anew for every app, and found more slowly.
PARTS = (
    trail.router,
    enrolment.router,
    photos.router,
    workbook.router,
    policies.router,
    log.router,
)
ROUTES = [route for part in (*PARTS, router) for route in part.routes]
