"""All routes of ``/api/v1``."""

from fastapi import APIRouter
from pydantic import BaseModel

from sync_server.api import enrolment, log, photos, policies, trail, workbook
from sync_server.api.deps import API, ServerDep
from sync_server.api.odata import routes as odata
from sync_server.api.problems import problems
from sync_server.api.read import routes as read

router = APIRouter(prefix=API)
outside = APIRouter()


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


class Readiness(BaseModel):
    """How long the log is, and what of it is left to do while phones are served already.

    ``tables_behind`` are the entries that the tables have not followed yet: the office's pages
    say up to when they are true. ``photos_unseen`` have arrived and were not looked at yet.
    """

    status: str
    log_size: int
    tables_behind: int
    photos_unseen: int


@outside.get("/readyz", include_in_schema=False)
def readyz(server: ServerDep) -> Readiness:
    """Whether the server can do its work; 503 when its database cannot be reached."""
    lag, unseen = server.follower.lag(), server.looker.waiting()
    return Readiness(
        status="ready", log_size=lag.end, tables_behind=lag.entries, photos_unseen=unseen
    )


# As they are, not included: what is included is built anew for every app, and found more slowly.
PARTS = (
    trail.router,
    enrolment.router,
    photos.router,
    workbook.router,
    policies.router,
    log.router,
    read.router,
    odata.router,
)
ROUTES = [route for part in (*PARTS, router, outside) for route in part.routes]
