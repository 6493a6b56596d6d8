"""When what stands in the tables arrived at the server: the log tells, by position."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, select

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


def had_arrived(until: str) -> ColumnElement[bool]:
    """That the newest word on a finding had been accepted by then."""
    run = select(ENTRY.c.position).join(RUN, _RUN_OF)
    return run.where(ENTRY.c.position == _FINDING.c.position, RUN.c.accepted_at <= until).exists()
