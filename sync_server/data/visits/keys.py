"""The keys of visits, by which rules find their neighbours."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from domain.visit.neighbours import VisitKey
from sync_server.data.driver.statements import (
    deletion,
    executed,
    fetched_by_keys,
    insertion,
)

_COLUMNS = VisitKey._fields
_OF_VISITS = f"SELECT {', '.join(_COLUMNS)} FROM visit_key WHERE visit IN (?)"  # noqa: S608
_SHARING = (
    f"SELECT {', '.join(_COLUMNS)} FROM visit_key"  # noqa: S608
    " WHERE district = ? AND value IN (?)"
)
_INSERT = insertion("visit_key", _COLUMNS)
_DELETE = deletion("visit_key", ("visit", "part", "value"))


def keys_of_visits(connection: Connection, visits: Iterable[str]) -> list[VisitKey]:
    """The keys of these visits."""
    return [VisitKey._make(row) for row in fetched_by_keys(connection, _OF_VISITS, visits)]


def sharing(connection: Connection, keys: Sequence[VisitKey]) -> list[VisitKey]:
    """The keys that share district and value with one of these keys, in log order.

    They are among them where the table has them.
    """
    values: dict[str, list[int]] = {}
    for key in keys:
        values.setdefault(key.district, []).append(key.value)
    found = [
        VisitKey._make(row)
        for district, some in values.items()
        for row in fetched_by_keys(connection, _SHARING, some, (district,))
    ]
    return sorted(found, key=lambda key: (key.position, key.visit, key.part, key.value))


def replace_keys(
    connection: Connection, gone: Iterable[VisitKey], come: Iterable[VisitKey]
) -> None:
    """Take these keys away and write the others."""
    executed(connection, _DELETE, [(key.visit, key.part, key.value) for key in gone])
    executed(connection, _INSERT, list(come))
