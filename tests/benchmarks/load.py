"""Eight clients that send prepared requests as fast as the server answers."""

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

CLIENTS = 8


@dataclass(frozen=True, slots=True)
class Prepared:
    """One request, ready to send."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]


def requests_per_second(port: int, work: Sequence[Sequence[Prepared]]) -> float:
    """How many of the requests are answered in a second; fails as `seconds_for` does."""
    return sum(map(len, work)) / seconds_for(port, work)


def seconds_for(port: int, work: Sequence[Sequence[Prepared]]) -> float:
    """How long it takes until all are answered, each client's own in their order.

    Fails on the first answer that is not 200, 201 or 204.
    """
    failures: list[str] = []

    def client(mine: Sequence[Prepared]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for each in mine:
            connection.request(each.method, each.path, each.body, each.headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status not in (200, 201, 204):
                failures.append(f"{answer.status} {text[:200]!r}")
                return
        connection.close()

    threads = [threading.Thread(target=client, args=(mine,)) for mine in work]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - began
    if failures:
        raise RuntimeError(failures[0])
    return taken
