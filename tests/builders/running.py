"""A real web server on loopback, in a thread, for what only a wire can show."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

_START_S = 60


@contextmanager
def running(app: ASGIApp, port: int = 0) -> Iterator[str]:
    """The address of the app, served until the block ends; port 0 takes a free one."""
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="uvicorn", daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + _START_S
        while not server.started:
            if not thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the web server did not start")
            time.sleep(0.005)
        listening = server.servers[0].sockets[0].getsockname()
        yield f"http://127.0.0.1:{listening[1]}"
    finally:
        server.should_exit = True
        thread.join(_START_S)
