"""Pages of a list, by the key of the row they begin next to and never by counting rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, tuple_

Key = tuple[str | int, ...]


class Side(StrEnum):
    """Where a page is: at an end of the list, or on one side of a row."""

    FIRST = "first"
    LAST = "last"
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is; ``key`` is that of the row it is next to."""

    side: Side = Side.FIRST
    key: Key = ()

    @property
    def is_backwards(self) -> bool:
        """Whether the page is read from its end."""
        return self.side in (Side.LAST, Side.BEFORE)


def rows_at(
    connection: Connection,
    query: Select[Any],
    order: Sequence[ColumnElement[Any]],
    place: Place,
    limit: int,
) -> list[Row[Any]]:
    """At most so many of the query's rows at the place, the greatest key first.

    ``order`` are the columns of the key: an index that begins with what the query asks equal,
    and goes on with these, holds the page in one piece.
    """
    return _found(connection, _next_to(query, order, place, -1).limit(limit), place)


def rows_rising_at(
    connection: Connection,
    query: Select[Any],
    order: Sequence[ColumnElement[Any]],
    place: Place,
    limit: int,
) -> list[Row[Any]]:
    """The same of a list that has the smallest key first."""
    return _found(connection, _next_to(query, order, place, 1).limit(limit), place)


def _next_to(
    query: Select[Any], order: Sequence[ColumnElement[Any]], place: Place, way: int
) -> Select[Any]:
    """The query from the place on, away from the row it is next to; ``way`` is the list's."""
    way = -way if place.is_backwards else way
    if place.key:
        key, here = tuple_(*order), tuple_(*place.key)
        query = query.where(key > here if way > 0 else key < here)
    return query.order_by(*(each.asc() if way > 0 else each.desc() for each in order))


def _found(connection: Connection, query: Select[Any], place: Place) -> list[Row[Any]]:
    rows = list(connection.execute(query))
    return rows[::-1] if place.is_backwards else rows
