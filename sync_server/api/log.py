"""The log for anybody to follow (C2SP tlog-tiles, no entry bundles), and RFC 9162 proofs."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from domain.errors import NotFound
from domain.trail.tiles import read_tile
from domain.wire.messages import LogState, Proof
from sync_server.api.deps import API, ServerDep, TrustedDep
from sync_server.api.problems import problems

router = APIRouter(prefix=f"{API}/log", tags=["log"])

Size = Annotated[int, Query(ge=0, le=2**53 - 1)]
Epoch = Annotated[str, Path(max_length=36)]

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_ALWAYS_NEW = {"Cache-Control": "no-cache"}


@router.get("", responses=problems(422))
def log_state(server: ServerDep) -> LogState:
    """The log's public key and its newest checkpoint: keep it, and no history can be rewritten."""
    return server.log.state()


@router.get("/inclusion", responses=problems(401, 403, 422))
def inclusion(server: ServerDep, _device: TrustedDep, position: Size, tree_size: Size) -> Proof:
    """The RFC 9162 proof that the entry at ``position`` is in the log of ``tree_size``."""
    return server.log.inclusion(position, tree_size)


@router.get("/consistency", responses=problems(401, 403, 422))
def consistency(server: ServerDep, _device: TrustedDep, first: Size, second: Size) -> Proof:
    """The RFC 9162 proof that the log of size ``second`` begins with that of size ``first``."""
    return server.log.consistency(first, second)


@router.get("/{epoch}/checkpoint", response_class=Response, responses=problems(404, 422))
def checkpoint(server: ServerDep, epoch: Epoch) -> Response:
    """The newest checkpoint of the epoch's log, a signed note; all of its tiles stand."""
    note = server.log.checkpoint(epoch).write()
    return Response(note, headers=_ALWAYS_NEW, media_type="text/plain; charset=utf-8")


@router.get(
    "/{epoch}/tile/{level}/{index:path}", response_class=Response, responses=problems(404, 422)
)
def tile(
    server: ServerDep,
    epoch: Epoch,
    level: Annotated[str, Path(max_length=2)],
    index: Annotated[str, Path(max_length=60)],
) -> Response:
    """The hashes of one tile, full or as wide as named; entry bundles are not served."""
    found = read_tile(level, index)
    if found is None:
        raise NotFound("There is no such tile.", code="no_such_tile")
    content = server.log.tile(epoch, found)
    return Response(content, headers=_FOR_EVER, media_type="application/octet-stream")
