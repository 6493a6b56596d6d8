"""Reading the runs of a long log on several cores: other processes read, this one compares.

What they are given is rows, and what they answer is facts; order and findings are those of one
process. Only some hundred runs are on their way at any time.
"""

import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any

from domain.errors import Unavailable
from sync_server.data.plain_runs import PlainRun, plain_runs
from sync_server.verification.opened import OpenedRun, opened

# Reading is two thirds of a check: more than two readers would wait for the one who compares.
READERS = 2
# What is read before others would have started: it takes them as long.
ALONE = 1_000
A_PART = 50
_PARTS_AHEAD = 3 * READERS

Rows = list[Any]


def opened_runs(rows: Iterable[Any]) -> Generator[OpenedRun]:
    """The rows opened, in their order; close it where it is not taken to its end.

    Unavailable (``reader_ended``) where one of the other processes ends before its time.
    """
    waiting = iter(rows)
    yield from map(opened, islice(waiting, ALONE))
    first = list(islice(waiting, A_PART))
    if not first:
        return
    with _readers() as readers:
        parts = chain([first], iter(lambda: list(islice(waiting, A_PART)), []))
        if readers is None:
            yield from map(opened, chain.from_iterable(parts))
        else:
            yield from _read_ahead(parts, readers)


def _read_ahead(parts: Iterator[Rows], readers: ProcessPoolExecutor) -> Iterator[OpenedRun]:
    """The runs of one part after the other, while the next ones are read."""
    ahead: deque[tuple[Rows, Future[list[PlainRun | None]]]] = deque()
    try:
        starting = [readers.submit(plain_runs, ()) for _ in range(READERS)]
        for rows in parts:
            if not _has_started(starting):
                yield from map(opened, rows)
                continue
            columns: list[Sequence[Any]] = [tuple(row) for row in rows]
            ahead.append((rows, readers.submit(plain_runs, columns)))
            if len(ahead) > _PARTS_AHEAD:
                yield from _opened(*ahead.popleft())
        while ahead:
            yield from _opened(*ahead.popleft())
    except BrokenProcessPool as error:
        words = "核验用的另一个进程意外结束（可能是内存不够），这次核验没有做完，请再核一次。"
        raise Unavailable(words, code="reader_ended") from error


def _has_started(starting: Iterable["Future[Any]"]) -> bool:
    """Whether any of them is there; until then this process would only wait for them."""
    return any(each.done() for each in starting)


def _opened(rows: Rows, plain: "Future[list[PlainRun | None]]") -> Iterator[OpenedRun]:
    return map(opened, rows, plain.result())


@contextmanager
def _readers() -> Iterator[ProcessPoolExecutor | None]:
    """Processes that read; None where they would not help, or there can be none."""
    if (os.cpu_count() or 1) < READERS:
        yield None
        return
    try:
        readers = ProcessPoolExecutor(READERS, get_context("spawn"), _leave_keys_alone)
    except (ImportError, OSError, NotImplementedError):  # a system without semaphores
        yield None
        return
    try:
        yield readers
    finally:
        readers.shutdown(cancel_futures=True)


def _leave_keys_alone() -> None:
    """Ctrl-C is for the process that compares: it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
