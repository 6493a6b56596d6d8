"""How many visits there are of each sort: kept with the visits, by what changes of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from sync_server.data.driver.statements import (
    deletion,
    executed,
    fetched_by_keys,
    insertion,
)


class Counted(NamedTuple):
    """What a visit is counted by, besides its flags, and whether it is in the counts."""

    district: str
    state: str
    month: str
    zone: str
    account: str
    school_id: str
    is_counted: bool


_BY = Counted._fields[:-1]
_KEY = ("code", *_BY)
_COUNTED = f"SELECT visit, {', '.join(Counted._fields)} FROM visit WHERE visit IN (?)"  # noqa: S608
_FLAGGED = "SELECT visit, code FROM visit_flag WHERE visit IN (?)"
_ADD = insertion("visit_count", (*_KEY, "visits", "counted")) + (
    f" ON CONFLICT ({', '.join(_KEY)}) DO UPDATE SET"
    " visits = visit_count.visits + excluded.visits,"
    " counted = visit_count.counted + excluded.counted"
)
_DROP_EMPTY = f"{deletion('visit_count', _KEY)} AND visits = 0"

Flagged = tuple[Counted, Iterable[str]]
"""What a visit is counted by, with the codes of its flags."""


def recount(connection: Connection, before: Sequence[str], now: Iterable[Flagged]) -> None:
    """Count visits as they are ``now``, each with its flags, and not as they were ``before``.

    Called while the tables still hold how they were. No row stays that counts nothing.
    """
    visits: Counter[tuple[str, ...]] = Counter()
    counted: Counter[tuple[str, ...]] = Counter()
    for some, sign in ((now, 1), (_stored(connection, before), -1)):
        for (*values, is_counted), codes in some:
            for code in ("", *codes):
                visits[code, *values] += sign
                counted[code, *values] += sign * is_counted
    changed = [
        (*sort, number, counted[sort])
        for sort, number in sorted(visits.items())
        if number or counted[sort]
    ]
    executed(connection, _ADD, changed)
    executed(connection, _DROP_EMPTY, [sort for sort, number in visits.items() if number < 0])


def _stored(connection: Connection, visits: Sequence[str]) -> list[Flagged]:
    """What the tables say of those of the visits that they hold."""
    codes: dict[str, list[str]] = {visit: [] for visit in visits}
    for visit, code in fetched_by_keys(connection, _FLAGGED, visits):
        codes[visit].append(code)
    rows = fetched_by_keys(connection, _COUNTED, visits)
    return [(Counted._make(row[1:]), codes[row[0]]) for row in rows]
