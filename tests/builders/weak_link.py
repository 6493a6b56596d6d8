"""A link of 64 kbit/s that breaks: real connections, whose time is counted and not waited for.

It listens on loopback and carries requests to the server. What it carries moves its clock as
the bytes would on a slow link. A share of the requests breaks at a random byte of what they
send and are answered; the connection is then reset, as when a phone loses the network.
"""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sqlmodel import update

from app.store.store import Store
from app.store.tables import ChainRow
from tests.builders.listening import listening

BITS_PER_S = 64_000
LATENCY_S = 0.3
_READING_S = 0.02
_HEAD_END = b"\r\n\r\n"


class LinkBroke(Exception):
    """The link broke in the middle of a request."""


@dataclass
class WeakLink:
    """Carries requests to a port; ``breaking`` is the share of them that breaks."""

    port: int
    breaking: float = 0.0
    dice: random.Random = field(default_factory=random.Random)
    seconds: float = 0.0
    sent_bytes: int = 0
    answered_bytes: int = 0
    requests: int = 0
    breaks: int = 0
    url: str = ""

    def clock(self) -> float:
        """The link's own time in seconds."""
        return self.seconds

    def wait(self, seconds: float) -> None:
        """Let time pass on the link, as while a phone waits before it tries again."""
        self.seconds += seconds

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: request after request until one side ends it, or it breaks."""
        back, forth = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            while request := await _message(reader):
                await self._exchange(request, back, forth, writer)
        except asyncio.CancelledError:
            return  # A callback of the stream would complain aloud of a cancelled task.
        except (LinkBroke, OSError, asyncio.IncompleteReadError):
            # Over a real slow link the server has long read what came when the connection
            # ends, and has long noticed that when the next request arrives.
            await asyncio.sleep(_READING_S)
            forth.close()
            await asyncio.sleep(_READING_S)
            writer.transport.abort()
        finally:
            forth.close()
            writer.close()

    async def _exchange(
        self,
        request: bytes,
        back: asyncio.StreamReader,
        forth: asyncio.StreamWriter,
        writer: asyncio.StreamWriter,
    ) -> None:
        self.requests += 1
        self.seconds += LATENCY_S
        will_break = self.dice.random() < self.breaking
        # The answer is mostly short: a break there loses just the word that it arrived.
        until = self.dice.randrange(len(request) + 512) if will_break else len(request)
        part = request[:until]
        forth.write(part)
        await forth.drain()
        self.sent_bytes += len(part)
        self._passes(len(part))
        if will_break and until < len(request):
            self.breaks += 1
            raise LinkBroke
        is_head = request.startswith(b"HEAD ")
        answer = await _message(back, is_head=is_head)
        self.answered_bytes += len(answer)
        self._passes(len(answer))
        if will_break:
            self.breaks += 1
            raise LinkBroke
        writer.write(answer)
        await writer.drain()

    def _passes(self, size: int) -> None:
        self.seconds += size * 8 / BITS_PER_S


async def _message(reader: asyncio.StreamReader, *, is_head: bool = False) -> bytes:
    """The next whole request or answer; empty where the connection ends before one."""
    try:
        head = await reader.readuntil(_HEAD_END)
    except asyncio.IncompleteReadError:
        return b""
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line)
    is_bodiless = is_head or head.split(b" ", 2)[1] in (b"204", b"304")
    if is_bodiless:
        return head
    if b"chunked" in fields.get(b"transfer-encoding", b""):
        return head + await _chunks(reader)
    return head + await reader.readexactly(int(fields.get(b"content-length", b"0")))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    found = b""
    while True:
        line = await reader.readline()
        size = int(line.split(b";")[0], 16)
        found += line + await reader.readexactly(size + 2)
        if size == 0:
            return found


@contextmanager
def weak_link(url: str, breaking: float, seed: int = 0) -> Iterator[WeakLink]:
    """The link to a server, listening on loopback."""
    link = WeakLink(urlsplit(url).port or 0, breaking, random.Random(seed))
    with listening(link.carry) as link.url:
        yield link


def reach(store: Store, url: str) -> None:
    """Let a phone find its server at this address from now on."""
    with store.database.write() as transaction:
        transaction.exec(update(ChainRow).values(server_url=url))
