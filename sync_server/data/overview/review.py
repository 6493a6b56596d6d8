"""How many visits wait for the office's verdict."""

from collections.abc import Iterable

from sqlalchemy import Connection, exists, func, select

from domain.kinds.visit.builder import State
from sync_server.data.upsert import table_named

_VISIT = table_named("visit")
_FLAG = table_named("visit_flag")
_COUNT = table_named("visit_count")


def waiting(connection: Connection, district: str, grave: Iterable[str]) -> tuple[int, int]:
    """How many visits that count are handed in, and how many of them have one of these flags."""
    here = (_COUNT.c.district == district, _COUNT.c.code == "")
    total = select(func.coalesce(func.sum(_COUNT.c.visits), 0)).where(
        *here, _COUNT.c.state == State.SUBMITTED.value
    )
    is_flagged = exists().where(_FLAG.c.visit == _VISIT.c.visit, _FLAG.c.code.in_(list(grave)))
    flagged = select(func.count()).where(
        _VISIT.c.district == district, _VISIT.c.state == State.SUBMITTED.value, is_flagged
    )
    return (
        int(connection.execute(total).scalar_one()),
        int(connection.execute(flagged).scalar_one()),
    )
