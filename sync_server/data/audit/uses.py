"""Uses of the system: kept in batches, and let go of when they are old enough."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from sync_server.data.tables import UseRow
from sync_server.data.upsert import table_named, values_of

USE = table_named("use")
MOST_AT_ONCE = 5_000


def keep_uses(connection: Connection, rows: Sequence[UseRow]) -> None:
    """Keep these uses behind all others."""
    if rows:
        wanted = [{n: v for n, v in values_of(row).items() if n != "id"} for row in rows]
        connection.execute(insert(USE), wanted)


def drop_uses(connection: Connection, before: str) -> int:
    """Let go of some that are older than this instant; how many those were."""
    old = select(USE.c.id).where(USE.c.at < before).order_by(USE.c.at).limit(MOST_AT_ONCE)
    return connection.execute(delete(USE).where(USE.c.id.in_(old))).rowcount
