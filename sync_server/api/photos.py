"""Photos by their SHA-256, sent as IETF resumable uploads and read within scope."""

import asyncio
import time
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from starlette.requests import ClientDisconnect

from domain.errors import BadInput, Conflict, DujiError
from domain.trail.line import Sha256Hex
from domain.wire.messages import PhotoState
from sync_server.api.bodies import Incoming
from sync_server.api.deps import API, DeviceDep, ServerDep, TrustedDep
from sync_server.api.problems import problem_response, problems
from sync_server.data.accounts import DeviceFacts
from sync_server.photos.photos import Beginning
from sync_server.photos.pixels import media_type
from sync_server.server import Server

router = APIRouter(prefix=f"{API}/photos", tags=["photos"])

# What is gathered in memory before it is written.
PIECE_BYTES = 256 * 1024
# Of a connection that died unnoticed no more than this is lost: slow links bring little at once.
LONGEST_GATHERING_S = 0.5
_SNIFFED_BYTES = 12

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


@router.put("/{sha256}", response_model=PhotoState, responses=_UPLOAD_PROBLEMS, openapi_extra=_BODY)
async def put_photo(
    sha256: PhotoName,
    request: Request,
    server: ServerDep,
    device: DeviceDep,
    complete: Complete = None,
) -> Response:
    """Send the photo from its first byte; what is there already is passed over."""
    upload = Upload(server, device, sha256, None, _is_last(complete, "?1"))
    return await upload.answered(request)


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
    upload = Upload(server, device, sha256, offset, _is_last(complete, "?0"))
    return await upload.answered(request)


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
    """One request that brings bytes of a photo; ``offset`` None stands for all of it anew."""

    def __init__(
        self,
        server: Server,
        device: DeviceFacts,
        sha256: str,
        offset: int | None,
        is_last: bool,
    ) -> None:
        self._server = server
        self._photos = server.photos
        self._device = device
        self._sha256 = sha256
        self._offset = offset
        self._is_last = is_last

    async def answered(self, request: Request) -> Response:
        """Take the body in and say how much of the photo is safe.

        An error is answered with the true offset where there is one, once the client has
        said what it had to say. What came before a cut connection is kept.
        """
        body = Incoming(request)
        try:
            state = await self._take(body)
        except Conflict as error:
            await body.drain()
            headers = {"Upload-Offset": str(error.facts["offset"]), "Upload-Complete": "?0"}
            return problem_response(error, headers)
        except DujiError:
            await body.drain()
            raise
        return Response(
            state.model_dump_json(), media_type="application/json", headers=_headers(state)
        )

    async def _take(self, body: Incoming) -> PhotoState:
        beginning = await run_in_threadpool(self._begin, body.announced_bytes)
        if beginning.state.is_complete:
            await body.drain()
            return beginning.state
        try:
            brought = await self._receive(body, beginning)
        except (ClientDisconnect, DujiError):
            await run_in_threadpool(self._photos.flush, beginning)
            raise
        self._server.photo_quota.spend(self._device.token_hash, -(-brought // 1024))
        if not self._is_last:
            there = await run_in_threadpool(self._photos.flush, beginning)
            return PhotoState(sha256=self._sha256, offset=there, is_complete=False)
        waiting = await run_in_threadpool(self._photos.finish, beginning)
        return await asyncio.shield(asyncio.wrap_future(waiting))

    def _begin(self, length: int) -> Beginning:
        self._server.photo_quota.check(self._device.token_hash)
        beginning = self._photos.begin(self._sha256, self._device, self._offset)
        if not beginning.state.is_complete:
            beginning.check((self._offset or 0) + length)
        return beginning

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
