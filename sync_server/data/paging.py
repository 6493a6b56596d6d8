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
    if place.side is Side.AFTER:
        query = query.where(tuple_(*order) < tuple_(*place.key))
    elif place.side is Side.BEFORE:
        query = query.where(tuple_(*order) > tuple_(*place.key))
    ways = [each.asc() if place.is_backwards else each.desc() for each in order]
    rows = list(connection.execute(query.order_by(*ways).limit(limit)))
    return rows[::-1] if place.is_backwards else rows
