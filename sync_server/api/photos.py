"""Photos by their SHA-256, sent as IETF resumable uploads and read within scope."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from pydantic import TypeAdapter, ValidationError
from starlette.requests import ClientDisconnect

from domain.errors import BadInput, Conflict, DujiError, NotSignedIn
from domain.trail.line import Sha256Hex
from domain.wire.messages import PhotoState
from sync_server.api.bodies import Incoming
from sync_server.api.deps import (
    API,
    BEARER,
    DeviceDep,
    ServerDep,
    TrustedDep,
    carrier_of,
    shown_token,
)
from sync_server.api.problems import problem_response, problems
from sync_server.api.trail import PlainRoute
from sync_server.data.accounts import DeviceFacts
from sync_server.ledger.acceptance import Carrier
from sync_server.photos.photos import Beginning
from sync_server.photos.pixels import media_type
from sync_server.server import Server

router = APIRouter(prefix=f"{API}/photos", tags=["photos"])

# What is gathered in memory before it is written; more where it is all of a photo.
PIECE_BYTES = 256 * 1024
AT_ONCE_BYTES = 1024 * 1024
# Of a connection that died unnoticed no more than this is lost: slow links bring little at once.
LONGEST_GATHERING_S = 0.5
_SNIFFED_BYTES = 12
_NAME: TypeAdapter[str] = TypeAdapter(Sha256Hex)

PhotoName = Annotated[Sha256Hex, Path()]
Complete = Annotated[
    str | None,
    Header(alias="Upload-Complete", description="?1 when these bytes are the last, else ?0."),
]
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/partial-upload": {"schema": {"type": "string", "format": "binary"}}
        },
    }
}
_UPLOAD_PROBLEMS = problems(401, 404, 409, 413, 422, 425, 429, 503, 507)


@router.head("/{sha256}", responses=problems(401, 404, 422, 425))
def photo_state(sha256: PhotoName, server: ServerDep, device: DeviceDep) -> Response:
    """How much of the photo is safe: ``Upload-Offset`` and ``Upload-Complete``.

    Of a complete one also where its arrival stands: ``Arrival-Position``, ``Arrival-Epoch``.
    """
    return Response(headers=_headers(server.photos.state(sha256, device)))


async def put_photo(request: Request) -> Response:
    """Send the photo from its first byte; what is there already is passed over."""
    server = cast(Server, request.app.state.server)
    token = shown_token(request)
    carrier = await carrier_of(token, server)
    sha256 = _name(request.path_params["sha256"])
    is_last = _is_last(request.headers.get("upload-complete"), "?1")
    body = Incoming(request)
    try:
        state = await _take_whole(server, carrier, sha256, body) if is_last else None
    except DujiError:
        await body.drain()
        raise
    if state is not None:
        return _answer(state)
    upload = Upload(server, partial(_device, server, token, carrier), sha256, None, is_last)
    return await upload.answered(body)


def _described_put(sha256: PhotoName, complete: Complete = None) -> None:
    """What `put_photo` reads of a request by itself."""


router.add_api_route(
    "/{sha256}",
    put_photo,
    methods=["PUT"],
    response_model=PhotoState,
    responses=_UPLOAD_PROBLEMS,
    dependencies=[Depends(BEARER), Depends(_described_put)],
    openapi_extra=_BODY,
    route_class_override=PlainRoute,
)


async def _take_whole(
    server: Server, carrier: Carrier, sha256: str, body: Incoming
) -> PhotoState | None:
    """How the photo stands where it could be taken whole; else None, and nothing was taken."""
    who = carrier.token_hash or ""
    server.photo_quota.check(who)
    data = await body.whole(AT_ONCE_BYTES, LONGEST_GATHERING_S)
    if data is None:
        return None
    # A client that hangs up must not take back what is already on its way to the disk.
    state = await asyncio.shield(server.whole_photos.take(sha256, data, who))
    if state is not None:
        server.photo_quota.spend(who, -(-len(data) // 1024))
    return state


def _device(server: Server, token: str, carrier: Carrier) -> DeviceFacts:
    try:
        return server.accounts.token_device(token)
    except NotSignedIn:
        server.carriers.forget(carrier)
        raise


def _name(text: str) -> str:
    try:
        return _NAME.validate_python(text)
    except ValidationError as error:
        raise BadInput("A photo is named by its SHA-256 in hex.") from error


@router.patch(
    "/{sha256}", response_model=PhotoState, responses=_UPLOAD_PROBLEMS, openapi_extra=_BODY
)
async def patch_photo(  # noqa: PLR0913, PLR0917 - two of them are headers
    sha256: PhotoName,
    request: Request,
    server: ServerDep,
    device: DeviceDep,
    offset: Annotated[int, Header(alias="Upload-Offset", ge=0, le=2**53 - 1)],
    complete: Complete = None,
) -> Response:
    """Send bytes from ``Upload-Offset`` on; at another offset than the server's, 409 tells it."""
    upload = Upload(server, lambda: device, sha256, offset, _is_last(complete, "?0"))
    return await upload.answered(Incoming(request))


@router.get(
    "/{sha256}",
    response_class=FileResponse,
    responses=problems(401, 403, 404, 422)
    | {200: {"content": {"image/jpeg": {}, "image/png": {}, "image/webp": {}}}},
)
def photo(sha256: PhotoName, server: ServerDep, device: TrustedDep) -> FileResponse:
    """The photo itself, for whoever may read a visit that shows it."""
    path = server.photos.readable(sha256, device.person, device.chain)
    with path.open("rb") as file:
        kind = media_type(file.read(_SNIFFED_BYTES))
    headers = {
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return FileResponse(path, media_type=kind, headers=headers)


class Upload:
    """One request that brings bytes of a photo; ``offset`` None stands for all of it anew.

    ``find_device`` tells in a thread of its own who brings them.
    """

    def __init__(
        self,
        server: Server,
        find_device: Callable[[], DeviceFacts],
        sha256: str,
        offset: int | None,
        is_last: bool,
    ) -> None:
        self._server = server
        self._photos = server.photos
        self._find_device = find_device
        self._sha256 = sha256
        self._offset = offset
        self._is_last = is_last

    async def answered(self, body: Incoming) -> Response:
        """Take the body in and say how much of the photo is safe.

        An error is answered with the true offset where there is one, once the client has
        said what it had to say. What came before a cut connection is kept.
        """
        try:
            state = await self._take(body)
        except Conflict as error:
            await body.drain()
            headers = {"Upload-Offset": str(error.facts["offset"]), "Upload-Complete": "?0"}
            return problem_response(error, headers)
        except DujiError:
            await body.drain()
            raise
        return _answer(state)

    async def _take(self, body: Incoming) -> PhotoState:
        who, beginning = await run_in_threadpool(self._begin, body.announced_bytes)
        if beginning.state.is_complete:
            await body.drain()
            return beginning.state
        try:
            brought = await self._receive(body, beginning)
        except (ClientDisconnect, DujiError):
            await run_in_threadpool(self._photos.flush, beginning)
            raise
        self._server.photo_quota.spend(who, -(-brought // 1024))
        if not self._is_last:
            there = await run_in_threadpool(self._photos.flush, beginning)
            return PhotoState(sha256=self._sha256, offset=there, is_complete=False)
        waiting = await run_in_threadpool(self._photos.finish, beginning)
        return await asyncio.shield(asyncio.wrap_future(waiting))

    def _begin(self, length: int) -> tuple[str, Beginning]:
        """Whose quota it counts for, and what is there."""
        device = self._find_device()
        self._server.photo_quota.check(device.token_hash)
        beginning = self._photos.begin(self._sha256, device, self._offset)
        if not beginning.state.is_complete:
            beginning.check((self._offset or 0) + length)
        return device.token_hash, beginning

    async def _receive(self, body: Incoming, beginning: Beginning) -> int:
        """Write the body piece by piece; how many bytes it had."""
        brought, piece, since = 0, bytearray(), time.monotonic()
        try:
            async for some in body:
                piece += some
                if len(piece) >= PIECE_BYTES or time.monotonic() - since > LONGEST_GATHERING_S:
                    brought += await self._write(brought, piece, beginning)
                    since = time.monotonic()
        except ClientDisconnect:
            await self._write(brought, piece, beginning)
            raise
        return brought + await self._write(brought, piece, beginning)

    async def _write(self, brought: int, piece: bytearray, beginning: Beginning) -> int:
        data, at = bytes(piece), (self._offset or 0) + brought
        piece.clear()
        await run_in_threadpool(self._photos.append, beginning, at, data)
        return len(data)


def _answer(state: PhotoState) -> Response:
    return Response(state.model_dump_json(), media_type="application/json", headers=_headers(state))


def _headers(state: PhotoState) -> dict[str, str]:
    headers = {
        "Upload-Offset": str(state.offset),
        "Upload-Complete": "?1" if state.is_complete else "?0",
        "Cache-Control": "no-store",
    }
    if state.is_complete:
        headers |= {"Arrival-Position": str(state.position), "Arrival-Epoch": state.epoch or ""}
    return headers


def _is_last(text: str | None, default: str) -> bool:
    """What the structured field says; BadInput for anything but a boolean."""
    value = default if text is None else text.strip()
    if value not in ("?0", "?1"):
        raise BadInput("Upload-Complete must be ?0 or ?1.", code="bad_upload_complete")
    return value == "?1"
