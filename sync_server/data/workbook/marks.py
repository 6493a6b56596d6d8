"""Reading and raising the marks of workbooks: up to where each part of them is."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Executable, case, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.kinds.book_part import BookPart
from domain.visit.concern import Concern
from sync_server.data.ledger import by_keys
from sync_server.data.upsert import table_named

MARK = table_named("workbook_mark")
TOLD = table_named("workbook_visit")
VISIT = table_named("visit")

Mark = tuple[str, Concern]
"""A district, and what of its workbooks is concerned."""


class Place(NamedTuple):
    """Whose a visit is, and where it was."""

    visit: str
    district: str
    account: str
    school_id: str


def places_of(connection: Connection, visits: Iterable[str]) -> list[Place]:
    """Whose those of the visits are that are projected."""
    query = select(VISIT.c.visit, VISIT.c.district, VISIT.c.account, VISIT.c.school_id)
    return [Place._make(row) for row in by_keys(connection, query, VISIT.c.visit, visits)]


def prints_told(connection: Connection, visits: Iterable[str]) -> list[tuple[Mark, int]]:
    """The print of each of these visits as it is told now, and whose mark it counts in."""
    query = select(TOLD.c.district, TOLD.c.account, TOLD.c.print)
    rows = by_keys(connection, query, TOLD.c.visit, visits)
    return [((row.district, Concern(BookPart.MINE, row.account)), row.print) for row in rows]


def raise_marks(
    connection: Connection, positions: Mapping[Mark, int], prints: Mapping[Mark, int]
) -> None:
    """Set each mark to its position, where that is higher, and add to the sum of its prints."""
    wanted = positions.keys() | {mark for mark, change in prints.items() if change}
    rows = [
        {
            "district": district,
            "whom": concern.whom,
            "part": concern.part.value,
            "position": positions.get((district, concern), 0),
            "prints": prints.get((district, concern), 0),
        }
        for district, concern in sorted(wanted)
    ]
    if rows:
        connection.execute(_raise(connection.dialect.name), rows)


@cache
def _raise(dialect: str) -> Executable:
    statement: Any = (sqlite if dialect == "sqlite" else postgresql).insert(MARK)
    new = statement.excluded
    is_later = new.position > MARK.c.position
    made: Executable = statement.on_conflict_do_update(
        index_elements=["district", "whom", "part"],
        set_={
            "position": case((is_later, new.position), else_=MARK.c.position),
            "prints": MARK.c.prints + new.prints,
        },
        where=or_(is_later, new.prints != 0),
    )
    return made
