"""A network that breaks once, in the middle of a photo."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.builders.listening import listening


@dataclass
class WeakNetwork:
    """Passes bytes on; breaks the first connection that has sent ``breaks_after`` bytes."""

    upstream: str
    breaks_after: int
    url: str = ""
    breaks: int = 0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, both ways."""
        port = urlsplit(self.upstream).port or 0
        back, forth = await asyncio.open_connection("127.0.0.1", port)
        try:
            await asyncio.gather(self.send(reader, forth, writer), self.answer(back, writer))
        except OSError:
            return
        finally:
            forth.close()
            writer.close()

    async def send(
        self,
        reader: asyncio.StreamReader,
        forth: asyncio.StreamWriter,
        writer: asyncio.StreamWriter,
    ) -> None:
        """From the phone to the server, until the break."""
        sent = 0
        while data := await reader.read(16_384):
            sent += len(data)
            if not self.breaks and sent > self.breaks_after:
                self.breaks += 1
                writer.transport.abort()
                forth.transport.abort()
                return
            forth.write(data)
            await forth.drain()
        forth.close()

    async def answer(self, back: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """From the server to the phone."""
        while data := await back.read(16_384):
            writer.write(data)
            await writer.drain()
        writer.close()


@contextmanager
def weak_network(upstream: str, breaks_after: int) -> Iterator[WeakNetwork]:
    """The network, listening on loopback."""
    network = WeakNetwork(upstream, breaks_after)
    with listening(network.carry) as network.url:
        yield network
