"""When what stands in the tables arrived at the server: the log tells, by position."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from sync_server.data.ledger import ENTRY, by_keys
from sync_server.data.tables.run_table import RUN
from sync_server.data.upsert import table_named

_FINDING = table_named("finding")
_RUN_OF = ENTRY.c.run == RUN.c.first


def arrived_at(connection: Connection, positions: Iterable[int]) -> dict[int, str]:
    """When the entries at these positions were accepted."""
    query = select(ENTRY.c.position, RUN.c.accepted_at).join(RUN, _RUN_OF)
    rows = by_keys(connection, query, ENTRY.c.position, positions)
    return {row.position: row.accepted_at for row in rows}


def count_unseen(connection: Connection, district: str, until: str) -> int:
    """How many hazards of the district that nobody has seen had arrived by then."""
    query = (
        select(func.count())
        .select_from(_FINDING)
        .join(ENTRY, ENTRY.c.position == _FINDING.c.position)
        .join(RUN, _RUN_OF)
        .where(
            _FINDING.c.district == district,
            _FINDING.c.is_unseen.is_(True),
            _FINDING.c.is_noticed.is_(False),
            RUN.c.accepted_at <= until,
        )
    )
    return int(connection.execute(query).scalar_one())
