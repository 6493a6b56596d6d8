"""The audit page's list: the newest acts and uses of a district first.

Both are read along an index of their own that ends in the list's order, and put together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from heapq import merge
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, func, literal, select

from domain.clock import format_instant, from_milliseconds, milliseconds_of
from sync_server.data.paging import Key, Place, rows_at
from sync_server.data.upsert import table_named

ACT, USE = table_named("act"), table_named("use")
# Behind and before every number: what of one table is next to a row of the other.
_FIRST, _LAST = -1, 2**62
# The last millisecond of which an instant can be written.
_LATEST_MS = 253_370_764_799_999


class Source(IntEnum):
    """Where a row is from; of one instant, acts come before uses."""

    ACT = 1
    USE = 2


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which acts and uses of a district: every field that is set narrows.

    ``since`` and ``until`` are instants, the second one left out.
    """

    district: str
    account: str = ""
    sort: str = ""
    noun: str = ""
    code: str = ""
    since: str = ""
    until: str = ""


class AuditLine(NamedTuple):
    """One act or use."""

    source: int
    number: int
    at: str
    account: str
    act: str
    sort: str
    noun: str
    code: str
    note: str

    @property
    def key(self) -> Key:
        """Where it stands in the list."""
        return milliseconds_of(self.at), self.source, self.number


def read_lines(
    connection: Connection, wanted: AuditFilter, place: Place, limit: int
) -> list[AuditLine]:
    """At most so many at the place, the newest first."""
    found = [_of(connection, each, wanted, place, limit) for each in Source]
    lines = list(merge(*found, key=lambda each: each.key, reverse=True))
    return lines[-limit:] if place.is_backwards else lines[:limit]


def count_lines(connection: Connection, wanted: AuditFilter) -> int:
    """How many there are."""
    return sum(
        connection.execute(select(func.count()).where(*_conditions(table, wanted))).scalar_one()
        for table in (ACT, USE)
    )


def _of(
    connection: Connection, source: Source, wanted: AuditFilter, place: Place, limit: int
) -> list[AuditLine]:
    table = ACT if source is Source.ACT else USE
    number = table.c.position if source is Source.ACT else table.c.id
    rows = rows_at(
        connection,
        _query(table, number, source).where(*_conditions(table, wanted)),
        (table.c.at, number),
        _beside(source, place),
        limit,
    )
    return [AuditLine(**row._mapping) for row in rows]


def _query(table: Table, number: ColumnElement[int], source: Source) -> Select[Any]:
    note = table.c.note if source is Source.USE else literal("").label("note")
    known = (table.c[name] for name in ("at", "account", "act", "sort", "noun", "code"))
    return select(literal(int(source)).label("source"), number.label("number"), *known, note)


def _beside(source: Source, place: Place) -> Place:
    """The place within one of the tables, as it is next to a row of either."""
    if not place.key:
        return place
    at_ms, of, number = (int(each) for each in place.key)
    if of != source:
        number = _LAST if source < of else _FIRST
    return Place(place.side, (format_instant(from_milliseconds(min(at_ms, _LATEST_MS))), number))


def _conditions(table: Table, wanted: AuditFilter) -> Sequence[ColumnElement[bool]]:
    found = [table.c.district == wanted.district]
    for name in ("account", "sort", "noun", "code"):
        value = getattr(wanted, name)
        if value:
            found.append(table.c[name] == value)
    if wanted.since:
        found.append(table.c.at >= wanted.since)
    if wanted.until:
        found.append(table.c.at < wanted.until)
    return found
