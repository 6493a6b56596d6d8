"""Who is asking, and the services to answer with."""

from typing import Annotated, cast

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from domain.errors import NotAllowed, NotSignedIn
from sync_server.data.accounts import DeviceFacts
from sync_server.ledger.acceptance import Carrier
from sync_server.server import Server

API = "/api/v1"

SIGN_IN = "请先登录。"
BEARER = HTTPBearer(auto_error=False, description="The token of an enrolled phone.")


# What waits for nothing is async: anything else costs a request a change of threads.
async def server_of(request: Request) -> Server:
    """The services this app was made with."""
    return cast(Server, request.app.state.server)


ServerDep = Annotated[Server, Depends(server_of)]


def address_of(request: Request) -> str:
    """Where the request comes from; a trusted proxy's word is already taken in."""
    return request.client.host if request.client else ""


def signed_in(
    server: ServerDep,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)],
) -> DeviceFacts:
    """The device whose token was shown; NotSignedIn without a good one."""
    if credentials is None:
        raise NotSignedIn(SIGN_IN)
    return server.accounts.token_device(credentials.credentials)


def shown_token(request: Request) -> str:
    """The token that a request to a plain route shows; NotSignedIn without any."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn(SIGN_IN)
    return token


async def carrier_of(token: str, server: Server) -> Carrier:
    """Whose token it is; NotSignedIn for no good one, as far as is known here."""
    known = server.carriers.remembered(token)
    if known is not None:
        return known
    return await run_in_threadpool(server.carriers.look_up, token)


DeviceDep = Annotated[DeviceFacts, Depends(signed_in)]


async def trusted(device: DeviceDep) -> DeviceFacts:
    """The device, unless its chain was revoked: then it may deliver, and read nothing."""
    if device.is_chain_revoked:
        raise NotAllowed("这部手机已被停用，请联系督导室。", code="chain_revoked")
    return device


TrustedDep = Annotated[DeviceFacts, Depends(trusted)]
