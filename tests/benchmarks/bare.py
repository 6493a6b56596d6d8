"""The bare endpoint: what the same bytes cost when nothing is checked.

It splits a delivery at its newlines and durably commits the lines as rows, many requests in
one commit; a photo it writes to a file and syncs. Run with: python -m tests.benchmarks.bare
FOLDER PORT
"""

import asyncio
import gzip
import os
import queue
import sqlite3
import sys
import threading
from concurrent.futures import Future
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Job = tuple[list[bytes], "Future[None]"]


def commit_groups(database: Path, jobs: "queue.SimpleQueue[Job]") -> None:
    """Insert whatever waits in one durable transaction, for ever."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE line (raw BLOB)")
    while True:
        group = [jobs.get()]
        while not jobs.empty():
            group.append(jobs.get())
        connection.execute("BEGIN IMMEDIATE")
        rows = [(line,) for lines, _ in group for line in lines]
        connection.executemany("INSERT INTO line VALUES (?)", rows)
        connection.execute("COMMIT")
        for _, done in group:
            done.set_result(None)


def save_photo(folder: Path, name: str, data: bytes) -> None:
    """Write and sync the file under another name, then rename it."""
    partial = folder / f"{name}.part"
    with partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(folder / name)


def create_bare(folder: Path) -> Starlette:
    """The two endpoints over one folder."""
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    arguments = (folder / "bare.db", jobs)
    threading.Thread(target=commit_groups, args=arguments, daemon=True).start()

    async def trail(request: Request) -> Response:
        lines = gzip.decompress(await request.body()).split(b"\n")
        done: Future[None] = Future()
        jobs.put((lines, done))
        await asyncio.wrap_future(done)
        return Response(b"{}")

    async def photo(request: Request) -> Response:
        data = await request.body()
        await asyncio.to_thread(save_photo, folder, request.path_params["sha256"], data)
        return Response(b"{}")

    return Starlette(
        routes=[
            Route("/api/v1/trail", trail, methods=["POST"]),
            Route("/api/v1/photos/{sha256}", photo, methods=["PUT"]),
        ]
    )


if __name__ == "__main__":
    uvicorn.run(create_bare(Path(sys.argv[1])), port=int(sys.argv[2]), log_level="warning")
