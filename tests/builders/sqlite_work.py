"""How much SQLite does, counted in its own steps: the same on a slow machine as on a quick one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event


@dataclass
class Work:
    """Statements, and steps of SQLite's virtual machine."""

    statements: int = 0
    steps: int = 0


@contextmanager
def counted() -> Iterator[Work]:
    """What SQLite does on all connections until the block ends."""
    work, watched = Work(), set[Any]()

    def step() -> None:
        work.steps += 1

    def begins(connection: Any, *_: object) -> None:
        work.statements += 1
        driver = connection.connection.driver_connection
        driver.set_progress_handler(step, 1)
        watched.add(driver)

    event.listen(Engine, "before_cursor_execute", begins)
    try:
        yield work
    finally:
        event.remove(Engine, "before_cursor_execute", begins)
        for driver in watched:
            driver.set_progress_handler(None, 0)
