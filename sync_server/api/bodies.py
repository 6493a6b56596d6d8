"""Reading request bodies that may be too long, compressed into bombs, or cut off."""

import time
import zlib
from collections.abc import AsyncIterator
from typing import NoReturn

from fastapi import Request
from starlette.requests import ClientDisconnect

from domain.errors import BadInput, TooLarge

_DRAIN_BYTES = 1024 * 1024
_GZIP_ONLY = 16 + zlib.MAX_WBITS
_GZIP_LENGTH_BYTES = 4


class Incoming:
    """A request's body, piece by piece; what is left of it can be read away."""

    def __init__(self, request: Request) -> None:
        self.announced_bytes = announced_length(request)
        self._pieces = request.stream()
        self._kept: list[bytes] = []
        self._cut_off: ClientDisconnect | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces that have not been taken yet."""
        kept, self._kept = self._kept, []
        for piece in kept:
            yield piece
        if self._cut_off is not None:
            raise self._cut_off
        async for piece in self._pieces:
            yield piece

    async def whole(self, most_bytes: int, most_s: float) -> bytes | None:
        """All of the body, where it is no longer than this and there within that time.

        Else None; and whichever it is, all pieces can still be taken.
        """
        until, length = time.monotonic() + most_s, 0
        if self.announced_bytes > most_bytes:
            return None
        try:
            async for piece in self._pieces:
                self._kept.append(piece)
                length += len(piece)
                if length > most_bytes or time.monotonic() > until:
                    return None
        except ClientDisconnect as error:
            self._cut_off = error
            return None
        return b"".join(self._kept)

    async def drain(self) -> None:
        """Read away up to 1 MB that nobody wants, so that the client gets to see the answer."""
        unwanted = 0
        async for piece in self._pieces:
            unwanted += len(piece)
            if unwanted > _DRAIN_BYTES:
                return


async def read_body(request: Request, limit: int) -> bytes:
    """The whole body; TooLarge as soon as it is known to be longer than the limit."""
    incoming = Incoming(request)
    body = bytearray()
    if incoming.announced_bytes <= limit:
        async for piece in incoming:
            body += piece
            if len(body) > limit:
                break
    if max(incoming.announced_bytes, len(body)) > limit:
        await incoming.drain()
        too_large(limit)
    return bytes(body)


def announced_length(request: Request) -> int:
    """The body's length by its header; 0 where it does not say."""
    text = request.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def inflated_length(compressed: bytes) -> int:
    """How many bytes these gzip bytes say that they hold; what says it wrongly is no gzip."""
    return int.from_bytes(compressed[-_GZIP_LENGTH_BYTES:], "little")


def inflate(compressed: bytes, limit: int) -> bytes:
    """What the gzip bytes hold; never makes more than the limit of them.

    BadInput (``bad_gzip``) for what is no gzip or cut off, TooLarge beyond the limit.
    """
    unpacker = zlib.decompressobj(_GZIP_ONLY)
    try:
        plain = unpacker.decompress(compressed, limit + 1)
    except zlib.error as error:
        raise BadInput("The body is not gzip.", code="bad_gzip") from error
    if len(plain) > limit:
        too_large(limit)
    if not unpacker.eof or unpacker.unused_data:
        raise BadInput("The gzip body is cut off, or goes on after its end.", code="bad_gzip")
    return plain


def too_large(limit: int) -> NoReturn:
    """Say how much one request may bring."""
    raise TooLarge(f"A request may bring {limit} bytes here.", limit_bytes=limit)
