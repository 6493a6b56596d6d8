"""Keeping the tables from following."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sync_server.data.engine import Database, Transaction


@contextmanager
def tables_held(database: Database) -> Iterator[None]:
    """Keep everybody else from following meanwhile."""
    has_it, may_go = threading.Event(), threading.Event()

    def hold(_: Transaction) -> None:
        has_it.set()
        may_go.wait(60)

    holder = threading.Thread(target=database.follow, args=(hold,))
    holder.start()
    has_it.wait(60)
    try:
        yield
    finally:
        may_go.set()
        holder.join()
