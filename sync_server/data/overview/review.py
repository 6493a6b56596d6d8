"""How many visits are handed in and wait for the office's verdict."""

from sqlalchemy import Connection, func, select

from domain.kinds.visit.builder import State
from sync_server.data.upsert import table_named

_COUNT = table_named("visit_count")


def waiting(connection: Connection, district: str) -> int:
    """How many of the district's visits are, whoever had a part in them."""
    query = select(func.coalesce(func.sum(_COUNT.c.visits), 0)).where(
        _COUNT.c.district == district,
        _COUNT.c.code == "",
        _COUNT.c.state == State.SUBMITTED.value,
    )
    return int(connection.execute(query).scalar_one())
