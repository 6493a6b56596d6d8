"""How SQLite goes about what a piece of work asks of it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from sync_server.data.engine import Database


def plans(database: Database, work: Callable[[], object]) -> list[str]:
    """Every step of the plan of every query that the work makes of more than the tables' place."""
    asked: list[tuple[str, Any]] = []

    def keep(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if statement.startswith(("SELECT", "WITH")) and "FROM followed" not in statement:
            asked.append((statement, values))

    event.listen(database.engine, "before_cursor_execute", keep)
    try:
        work()
    finally:
        event.remove(database.engine, "before_cursor_execute", keep)
    with database.looking_up() as connection:
        explained = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            for statement, values in asked
        ]
        return [row.detail for rows in explained for row in rows]
