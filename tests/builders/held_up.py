"""Keeping a committer busy, so that what comes meanwhile makes one group."""

from collections.abc import Callable
from threading import Event

from sync_server.data.engine import Transaction
from tests.builders.server import Ledger


def held_up(ledger: Ledger) -> Callable[[], None]:
    """Keep the committer busy until told, so that what comes meanwhile makes one group."""
    started, go = Event(), Event()

    def wait_here(_: Transaction) -> None:
        started.set()
        go.wait(60)

    ledger.committer.submit_work(wait_here)
    started.wait(60)
    return go.set
