"""Pushing lines, how far the server is with a chain, and pulling one visit's lines."""

import asyncio
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from starlette.routing import request_response

from domain.errors import BadInput, NotSignedIn
from domain.trail.delivery import MAX_GZIP_BYTES, MAX_PLAIN_BYTES, Delivery, read_delivery
from domain.trail.line import ChainId, Sha256Hex
from domain.wire.messages import ChainState, PushAnswer, TrailAnswer
from sync_server.api.bodies import inflate, inflated_length, read_body
from sync_server.api.deps import (
    API,
    BEARER,
    DeviceDep,
    ServerDep,
    TrustedDep,
    carrier_of,
    shown_token,
)
from sync_server.api.problems import problems
from sync_server.ledger.acceptance import Carrier
from sync_server.server import Server

PUSH_PATH = f"{API}/trail"

router = APIRouter(prefix=API, tags=["trail"])

_BODY = {"content": {"application/x-ndjson": {"schema": {"type": "string", "format": "binary"}}}}
# Less than this is read faster than a request changes threads.
_AT_ONCE_BYTES = 16 * 1024
_AT_ONCE_PLAIN_BYTES = 128 * 1024


class PlainRoute(APIRoute):
    """A route that is described like the others; its endpoint answers the request by itself."""

    def __init__(self, path: str, endpoint: Any, **described: Any) -> None:
        super().__init__(path, endpoint, **described)
        self.app = request_response(endpoint)


async def push(request: Request) -> Response:
    """Deliver lines of any enrolled chains; plain, or gzip by Content-Encoding.

    The answer comes after the lines are durable. What has a receipt in it is safe; the same
    lines again get the same receipts.
    """
    server = cast(Server, request.app.state.server)
    carrier = await carrier_of(shown_token(request), server)
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding not in ("gzip", "identity"):
        raise BadInput("Content-Encoding must be gzip or identity.", code="bad_encoding")
    is_gzip = encoding == "gzip"
    raw = await read_body(request, MAX_GZIP_BYTES if is_gzip else MAX_PLAIN_BYTES)
    if _is_read_at_once(raw, is_gzip):
        delivery = _read(raw, is_gzip, server, carrier)
    else:
        delivery = await run_in_threadpool(_read, raw, is_gzip, server, carrier)
    try:
        # A client that hangs up must not take back what is already on its way to the disk.
        answer = await asyncio.shield(server.committer.submit_from_loop(delivery, carrier))
    except NotSignedIn:
        server.carriers.forget(carrier)
        raise
    return Response(answer, media_type="application/json")


router.add_api_route(
    "/trail",
    push,
    methods=["POST"],
    response_model=PushAnswer,
    responses=problems(401, 413, 422, 429, 503, 507),
    dependencies=[Depends(BEARER)],
    openapi_extra={"requestBody": {"required": True, **_BODY}},
    route_class_override=PlainRoute,
)


def _is_read_at_once(raw: bytes, is_gzip: bool) -> bool:
    if len(raw) > _AT_ONCE_BYTES:
        return False
    return not is_gzip or inflated_length(raw) <= _AT_ONCE_PLAIN_BYTES


def _read(raw: bytes, is_gzip: bool, server: Server, carrier: Carrier) -> Delivery:
    who = carrier.token_hash or ""
    server.lines_quota.check(who)
    delivery = read_delivery(inflate(raw, MAX_PLAIN_BYTES) if is_gzip else raw)
    server.lines_quota.spend(who, len(delivery))
    return delivery


@router.get("/chains/{chain}", responses=problems(401, 404, 422))
def chain_state(
    chain: Annotated[ChainId, Path()], server: ServerDep, device: DeviceDep
) -> ChainState:
    """How far the server is with one of the account's chains."""
    return server.trails.chain_state(chain, device)


@router.get("/visits/{visit}/trail", responses=problems(401, 403, 404, 422))
def visit_trail(
    visit: Annotated[Sha256Hex, Path()], server: ServerDep, device: TrustedDep
) -> TrailAnswer:
    """The lines of one visit, for whoever owns it, takes part in it or reviews it."""
    return server.trails.visit_trail(visit, device)
