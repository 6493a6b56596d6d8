"""CPU time of a workbook: whole, and where the phone has every part of it."""

import asyncio
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from domain.kinds.register.assignment import AssignmentSet
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import build_server, create_app
from tests.benchmarks.district import DISTRICT, SCHOOLS, make_district, push
from tests.benchmarks.figures import Figure, repeated
from tests.benchmarks.visits import Phone

MINE, VISITS, COLLEAGUES_VISITS = 5, 200, 25
ANSWERS_A_RUN = 20

Headers = list[tuple[bytes, bytes]]


def measured() -> list[Figure]:
    """Milliseconds of CPU of one answer, the request and its sign-in included."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        folder = Path(name) / "data"
        phone, *colleagues = make_district(folder)
        server = build_server(Settings(data=folder))
        _work(server, phone, colleagues)
        signed_in = [(b"authorization", f"Bearer {phone.token}".encode())]
        with _asking(create_app(server, Settings(data=folder))) as ask:
            status, body = ask(signed_in)
            visits = len(json.loads(body)["parts"]["mine"]["content"]["visits"])
            print(f"  {MINE} schools, {visits} visits, {len(body) / 1000:.0f} KB, status {status}")
            held = [*signed_in, (b"if-none-match", _tags(body))]
            if ask(held)[0] != 304:
                raise RuntimeError("the parts held were sent again")
            return [
                repeated("workbook, whole: CPU", "ms", lambda: _cpu_ms(ask, signed_in)),
                repeated("workbook, unchanged (304): CPU", "ms", lambda: _cpu_ms(ask, held)),
            ]


def _work(server: Server, phone: Phone, colleagues: list[Phone]) -> None:
    """The inspector's schools and visits, and visits of colleagues to the other schools."""
    mine = [f"school-{number}" for number in range(MINE)]
    assigned = [
        OfficeEntry(AssignmentSet(school_id=school, account=phone.account, from_on="2025-01-01"))
        for school in mine
    ]
    server.committer.submit_office(OfficeWriting("system", assigned, DISTRICT)).result()
    for number in range(VISITS):
        push(server, phone, phone.visit(mine[number % MINE]))
    for colleague in colleagues:
        for number in range(COLLEAGUES_VISITS):
            push(server, colleague, colleague.visit(f"school-{MINE + number % (SCHOOLS - MINE)}"))


def _tags(body: bytes) -> bytes:
    """What names every part of an answer as held."""
    tags = [part["tag"] for part in json.loads(body)["parts"].values()]
    return ", ".join(f'"{tag}"' for tag in tags).encode()


Ask = Callable[[Headers], tuple[int, bytes]]


def _cpu_ms(ask: Ask, headers: Headers) -> float:
    began = time.process_time()
    for _ in range(ANSWERS_A_RUN):
        ask(headers)
    return (time.process_time() - began) * 1000 / ANSWERS_A_RUN


@contextmanager
def _asking(app: FastAPI) -> Iterator[Ask]:
    """Asks the app itself, without a socket and a client whose CPU would be counted too."""
    with asyncio.Runner() as runner:
        yield lambda headers: runner.run(_get(app, headers))


async def _get(app: FastAPI, headers: Headers) -> tuple[int, bytes]:
    status, pieces = 0, list[bytes]()
    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/api/v1/workbook",
        "raw_path": b"/api/v1/workbook",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"duji.test"), *headers],
        "client": ("127.0.0.1", 1),
        "server": ("duji.test", 80),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            pieces.append(message.get("body", b""))

    await app(scope, receive, send)
    return status, b"".join(pieces)
