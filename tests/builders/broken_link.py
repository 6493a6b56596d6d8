"""A network on which every connection breaks sooner or later, in the middle of what it carries."""

import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

BLOCK_BYTES = 4096


@dataclass
class BrokenLink:
    """Carries bytes to a server, and counts them; each connection has its own short life.

    A life ends after some bytes on the way up (the request is cut) or down (the answer is).
    """

    target: tuple[str, int]
    chance: random.Random
    up_bytes: int = 0
    down_bytes: int = 0
    cuts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def carry(self, client: socket.socket) -> None:
        """One connection until its end."""
        with client, socket.create_connection(self.target) as server:
            for each in (client, server):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            is_cut_up = self.chance.random() < 0.7
            up = self.chance.randrange(3_000, 150_000) if is_cut_up else 10**9
            down = 10**9 if is_cut_up else self.chance.randrange(100, 8_000)
            back = threading.Thread(target=self._pump, args=(server, client, down, False))
            back.start()
            self._pump(client, server, up, True)
            back.join()

    def _pump(self, source: socket.socket, sink: socket.socket, life: int, is_up: bool) -> None:
        with suppress(OSError):
            while data := source.recv(min(BLOCK_BYTES, life)):
                sink.sendall(data)
                life -= len(data)
                with self._lock:
                    self.up_bytes += len(data) if is_up else 0
                    self.down_bytes += 0 if is_up else len(data)
                    self.cuts += life <= 0
                if life <= 0:
                    break
        for each in (source, sink):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextmanager
def broken_link(url: str, seed: int) -> Iterator[tuple[str, BrokenLink]]:
    """An address that leads to the server over such a network, until the block ends."""
    parts = urlsplit(url)
    link = BrokenLink((parts.hostname or "", parts.port or 0), random.Random(seed))
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    is_over = threading.Event()
    carriers: list[threading.Thread] = []

    def accept() -> None:
        while not is_over.is_set():
            with suppress(TimeoutError):
                client, _ = listener.accept()
                client.settimeout(None)
                carriers.append(threading.Thread(target=link.carry, args=(client,)))
                carriers[-1].start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", link
    finally:
        is_over.set()
        accepting.join()
        listener.close()
        for carrier in carriers:
            carrier.join(5)
