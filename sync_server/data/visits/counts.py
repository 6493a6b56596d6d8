"""How many visits there are of each sort: kept with the visits, by what changes of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Executable, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from sync_server.data.ledger import by_keys
from sync_server.data.tables import VisitRow
from sync_server.data.upsert import table_named

VISIT = table_named("visit")
VISIT_FLAG = table_named("visit_flag")
COUNT = table_named("visit_count")


class Sort(NamedTuple):
    """What visits are counted by: the key of ``visit_count``."""

    district: str
    code: str
    state: str
    month: str
    zone: str
    account: str
    school_id: str


_OF_THE_VISIT = tuple(name for name in Sort._fields if name != "code")
_SORTED = select(VISIT.c.visit, VISIT.c.is_counted, *(VISIT.c[name] for name in _OF_THE_VISIT))
_FLAGGED = select(VISIT_FLAG.c.visit, VISIT_FLAG.c.code)


def recount(
    connection: Connection, before: Sequence[str], now: Iterable[tuple[VisitRow, Iterable[str]]]
) -> None:
    """Count visits as they are ``now``, each with its flags, and not as they were ``before``.

    Called while the tables still hold how they were. No row stays that counts nothing.
    """
    visits: Counter[Sort] = Counter()
    counted: Counter[Sort] = Counter()
    changes = [(row, codes, 1) for row, codes in now]
    changes += [(row, codes, -1) for row, codes in _stored(connection, before)]
    for row, codes, sign in changes:
        for sort in _sorts(row, codes):
            visits[sort] += sign
            counted[sort] += sign * row.is_counted
    changed = [
        {**sort._asdict(), "visits": number, "counted": counted[sort]}
        for sort, number in sorted(visits.items())
        if number or counted[sort]
    ]
    if not changed:
        return
    connection.execute(_add(connection.dialect.name), changed)
    less = [_key(row) for row in changed if row["visits"] < 0]
    if less:
        connection.execute(_drop_empty(), less)


def _stored(connection: Connection, visits: Sequence[str]) -> list[tuple[Any, list[str]]]:
    """What the tables say of those of the visits that they hold."""
    codes: dict[str, list[str]] = {visit: [] for visit in visits}
    for flag in by_keys(connection, _FLAGGED, VISIT_FLAG.c.visit, visits):
        codes[flag.visit].append(flag.code)
    rows = by_keys(connection, _SORTED, VISIT.c.visit, visits)
    return [(row, codes[row.visit]) for row in rows]


def _sorts(row: Any, codes: Iterable[str]) -> list[Sort]:
    values = {name: getattr(row, name) for name in _OF_THE_VISIT}
    return [Sort(code=code, **values) for code in ("", *codes)]


def _key(row: Mapping[str, str | int]) -> dict[str, str | int]:
    return {f"key_{name}": row[name] for name in Sort._fields}


@cache
def _add(dialect: str) -> Executable:
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(COUNT)
    made: Executable = statement.on_conflict_do_update(
        index_elements=list(Sort._fields),
        set_={name: COUNT.c[name] + statement.excluded[name] for name in ("visits", "counted")},
    )
    return made


@cache
def _drop_empty() -> Executable:
    key = [COUNT.c[name] == bindparam(f"key_{name}") for name in Sort._fields]
    return delete(COUNT).where(*key, COUNT.c.visits == 0)
