"""Doing something under the log's lock in the committer's own thread, or keeping it there."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Event
from typing import NoReturn

from domain.errors import BadInput
from sync_server.data.engine import Transaction
from sync_server.ledger.append import OfficeEntry, OfficeWriting, UnderLock
from tests.builders.server import DISTRICT, Ledger


def under_lock(ledger: Ledger, work: Callable[[Transaction], object]) -> "Future[object]":
    """Let the committer do this while it holds the lock; nothing is kept of it.

    The answer is BadInput (``done``) once it is done, or what it raises.
    """

    def completed(lock: UnderLock) -> NoReturn:
        work(lock.transaction)
        raise BadInput("done", code="done")

    writing = OfficeWriting("system", [OfficeEntry(completed)], DISTRICT)
    return ledger.committer.submit_office(writing)  # type: ignore[return-value]


def held_up(ledger: Ledger) -> Callable[[], None]:
    """Keep the committer busy until told, so that what comes meanwhile makes one group."""
    started, go = Event(), Event()

    def wait_here(_: Transaction) -> None:
        started.set()
        go.wait(60)

    under_lock(ledger, wait_here)
    started.wait(60)
    return go.set
