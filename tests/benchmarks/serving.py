"""A server in a process of its own for one run, on a folder of its own."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

_START_S = 30
_SERVE = "from sync_server.cli import app; app()"
_QUOTAS = {"DUJI_LINES_PER_DAY": str(10**9), "DUJI_PHOTO_MB_PER_DAY": str(10**6)}


@contextmanager
def serving(module: str, template: Path | None = None) -> Iterator[int]:
    """The port of `python -m MODULE FOLDER PORT`, on a copy of the template folder."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        folder = Path(name) / "data"
        if template is None:
            folder.mkdir()
        else:
            shutil.copytree(template, folder)
        port = free_port()
        process = subprocess.Popen([sys.executable, "-m", module, str(folder), str(port)])
        try:
            wait_for(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(_START_S)


@contextmanager
def serving_duji(folder: Path, *words: str, **environment: str) -> Iterator[tuple[int, int]]:
    """The port and the process of `duji serve` on the folder, with quotas that nobody reaches."""
    port = free_port()
    command = [sys.executable, "-c", _SERVE, "serve", "--port", str(port), "--data", str(folder)]
    process = subprocess.Popen(
        [*command, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **_QUOTAS, **environment},
    )
    try:
        wait_for(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(_START_S)


def cpu_s(process: int) -> float:
    """The CPU time of a process and of those it started, as Linux tells it."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            # The name, in brackets, may hold anything; the parent is the second field behind it.
            told = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
            if process in (int(stat.parent.name), int(told[1])):
                ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers; OSError where it ended or takes too long."""
    deadline = time.monotonic() + _START_S
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/api/v1/health")
            connection.getresponse().read()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        finally:
            connection.close()
