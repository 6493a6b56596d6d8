"""How much SQLite does, counted in its own steps: the same on a slow machine as on a quick one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

STEPS_A_CALL = 10


@dataclass
class Work:
    """Statements, and steps of SQLite's virtual machine (to the next ten of each statement)."""

    statements: int = 0
    steps: int = 0


@contextmanager
def counted() -> Iterator[Work]:
    """What SQLite does on all connections until the block ends."""
    work, watched = Work(), set[Any]()

    def step() -> None:
        work.steps += STEPS_A_CALL

    def begins(connection: Any, *_: object) -> None:
        work.statements += 1
        driver = connection.connection.driver_connection
        driver.set_progress_handler(step, STEPS_A_CALL)
        watched.add(driver)

    event.listen(Engine, "before_cursor_execute", begins)
    try:
        yield work
    finally:
        event.remove(Engine, "before_cursor_execute", begins)
        for driver in watched:
            driver.set_progress_handler(None, 0)
