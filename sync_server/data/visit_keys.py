"""The keys of visits, by which rules find their neighbours."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, insert, select

from domain.visit.neighbours import VisitKey
from sync_server.data.ledger import by_keys
from sync_server.data.upsert import delete_rows, table_named

VISIT_KEY = table_named("visit_key")
_KEYS = select(*(VISIT_KEY.c[name] for name in VisitKey._fields))


def keys_of_visits(connection: Connection, visits: Iterable[str]) -> list[VisitKey]:
    """The keys of these visits."""
    return [VisitKey._make(row) for row in by_keys(connection, _KEYS, VISIT_KEY.c.visit, visits)]


def sharing(connection: Connection, keys: Sequence[VisitKey]) -> list[VisitKey]:
    """The keys of these keys' districts that share a value with one of them, in log order.

    They are among them where the table has them.
    """
    if not keys:
        return []
    query = _KEYS.where(VISIT_KEY.c.district.in_(sorted({key.district for key in keys})))
    rows = by_keys(connection, query, VISIT_KEY.c.value, {key.value for key in keys})
    found = (VisitKey._make(row) for row in rows)
    return sorted(found, key=lambda key: (key.position, key.visit, key.part, key.value))


def replace_keys(
    connection: Connection, gone: Iterable[VisitKey], come: Iterable[VisitKey]
) -> None:
    """Take these keys away and write the others."""
    old = [{"visit": key.visit, "part": key.part, "value": key.value} for key in gone]
    delete_rows(connection, VISIT_KEY, old)
    new = [key._asdict() for key in come]
    if new:
        connection.execute(insert(VISIT_KEY), new)
