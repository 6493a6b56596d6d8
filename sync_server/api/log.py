"""The log's checkpoint, for anybody, and proofs for who is signed in."""

from typing import Annotated

from fastapi import APIRouter, Query

from domain.wire.messages import LogState, Proof
from sync_server.api.deps import API, ServerDep, TrustedDep
from sync_server.api.problems import problems

router = APIRouter(prefix=f"{API}/log", tags=["log"])

Size = Annotated[int, Query(ge=0, le=2**53 - 1)]


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
