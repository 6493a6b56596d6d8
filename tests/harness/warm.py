"""Processes of their own that begin at once: forked from one that has imported the phone already.

Each is real and may be killed at any point. Where the system cannot fork, each is started anew.
"""

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

if sys.platform == "win32":
    _CONTEXT = multiprocessing.get_context("spawn")
else:
    _CONTEXT = multiprocessing.get_context("forkserver")
PATIENCE_S = 60


@dataclass(frozen=True)
class Started:
    """A process that runs, and what it says."""

    process: BaseProcess
    _heard: Connection

    def hear(self) -> Any:
        """The next thing it says. Raises EOFError when it ended without a word more."""
        assert self._heard.poll(PATIENCE_S), "nothing was said"
        return self._heard.recv()

    def rest(self) -> list[Any]:
        """Whatever else it said until it ended."""
        said: list[Any] = []
        while True:
            try:
                said.append(self.hear())
            except (EOFError, ConnectionResetError):
                return said

    def status(self) -> int | None:
        """How it ended: its exit status, or minus the signal that killed it."""
        self.process.join(PATIENCE_S)
        return self.process.exitcode


@contextmanager
def started(target: Callable[..., None], *words: object) -> Iterator[Started]:
    """``target(*words, say)`` in a process of its own; killed at the end if it is still there."""
    _CONTEXT.set_forkserver_preload([target.__module__])
    heard, say = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=target, args=(*words, say))
    process.start()
    say.close()
    try:
        yield Started(process, heard)
    finally:
        process.kill()
        process.join()
        process.close()
        heard.close()
