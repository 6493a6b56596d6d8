"""Something that listens on loopback, in a thread of its own, until the block ends."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

Carry = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
LONGEST_LINE = 64 * 1024 * 1024


@contextmanager
def listening(carry: Carry) -> Iterator[str]:
    """The address at which every connection is carried."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        asyncio.start_server(carry, "127.0.0.1", 0, limit=LONGEST_LINE)
    )
    thread = threading.Thread(target=loop.run_forever, name="listening", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end(server: asyncio.Server) -> None:
    """Stop listening, and end the connections that are still open."""
    server.close()
    carriers = asyncio.all_tasks() - {asyncio.current_task()}
    for each in carriers:
        each.cancel()
    await asyncio.gather(*carriers, return_exceptions=True)
