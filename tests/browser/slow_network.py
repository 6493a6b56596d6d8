"""A network on which everything takes its time, both ways, in its order."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.builders.listening import listening


@dataclass
class SlowNetwork:
    """Passes bytes on ``delay_s`` after they came, which may change while it runs."""

    upstream: str
    url: str = ""
    delay_s: float = 0.0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, both ways."""
        port = urlsplit(self.upstream).port or 0
        back, forth = await asyncio.open_connection("127.0.0.1", port)
        try:
            await asyncio.gather(self.pass_on(reader, forth), self.pass_on(back, writer))
        except OSError:
            return
        finally:
            forth.close()
            writer.close()

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One way: what came is not held up by what came before it."""
        held: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        sending = asyncio.ensure_future(self._send(held, writer))
        now = asyncio.get_running_loop().time
        try:
            while data := await reader.read(65_536):
                held.put_nowait((now() + self.delay_s, data))
            held.put_nowait((now(), b""))
            await sending
        finally:
            sending.cancel()

    async def _send(
        self, held: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter
    ) -> None:
        now = asyncio.get_running_loop().time
        while True:
            due, data = await held.get()
            await asyncio.sleep(max(0.0, due - now()))
            if not data:
                break
            writer.write(data)
            await writer.drain()
        writer.close()


@contextmanager
def slow_network(upstream: str) -> Iterator[SlowNetwork]:
    """The network, listening on loopback."""
    network = SlowNetwork(upstream)
    with listening(network.carry) as network.url:
        yield network
