"""Pushing lines, how far the server is with a chain, and pulling one visit's lines."""

import asyncio
from concurrent.futures import Future
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.concurrency import run_in_threadpool

from domain.errors import BadInput
from domain.trail.delivery import MAX_GZIP_BYTES, MAX_PLAIN_BYTES, read_delivery
from domain.trail.line import ChainId, Sha256Hex
from domain.wire.messages import ChainState, PushAnswer, TrailAnswer
from sync_server.api.bodies import inflate, read_body
from sync_server.api.deps import API, DeviceDep, ServerDep, TrustedDep
from sync_server.api.problems import problems
from sync_server.data.accounts import DeviceFacts
from sync_server.ledger.acceptance import Carrier
from sync_server.server import Server

router = APIRouter(prefix=API, tags=["trail"])

_BODY = {"content": {"application/x-ndjson": {"schema": {"type": "string", "format": "binary"}}}}


@router.post(
    "/trail",
    response_model=PushAnswer,
    responses=problems(401, 413, 422, 429, 503, 507),
    openapi_extra={"requestBody": {"required": True, **_BODY}},
)
async def push(request: Request, server: ServerDep, device: DeviceDep) -> Response:
    """Deliver lines of any enrolled chains; plain, or gzip by Content-Encoding.

    The answer comes after the lines are durable. What has a receipt in it is safe; the same
    lines again get the same receipts.
    """
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding not in ("gzip", "identity"):
        raise BadInput("Content-Encoding must be gzip or identity.", code="bad_encoding")
    is_gzip = encoding == "gzip"
    raw = await read_body(request, MAX_GZIP_BYTES if is_gzip else MAX_PLAIN_BYTES)
    waiting = await run_in_threadpool(_submit, raw, is_gzip, server, device)
    # A client that hangs up must not take back what is already on its way to the disk.
    answer = await asyncio.shield(asyncio.wrap_future(waiting))
    return Response(answer.model_dump_json(), media_type="application/json")


def _submit(raw: bytes, is_gzip: bool, server: Server, device: DeviceFacts) -> "Future[PushAnswer]":
    server.lines_quota.check(device.token_hash)
    delivery = read_delivery(inflate(raw, MAX_PLAIN_BYTES) if is_gzip else raw)
    server.lines_quota.spend(device.token_hash, len(delivery.lines))
    carrier = Carrier(device.chain, device.person.account, device.token_hash)
    return server.committer.submit(delivery, carrier)


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
