"""Reading and raising the marks of workbooks: up to where each part of them is."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from domain.kinds.book_part import BookPart
from domain.visit.concern import Concern
from sync_server.data.driver.statements import executed, fetched_by_keys, insertion
from sync_server.data.upsert import table_named

MARK = table_named("workbook_mark")

Mark = tuple[str, Concern]
"""A district, and what of its workbooks is concerned."""


class Place(NamedTuple):
    """Whose a visit is, and where it was, or may have been: one for each unit of it."""

    visit: str
    district: str
    account: str
    school_id: str


_PLACES = f"SELECT {', '.join(Place._fields)} FROM visit WHERE visit IN (?)"  # noqa: S608
_ENTERED = (
    "SELECT visit, district, account, school_id FROM finding WHERE subject = visit AND visit IN (?)"
)
_UNITS = "SELECT visit, school_id FROM visit_unit WHERE visit IN (?)"
_TOLD = "SELECT district, account, print FROM workbook_visit WHERE visit IN (?)"
# Where nothing is told anew the row stays as it is: most of what is said concerns the same.
_RAISE = insertion("workbook_mark", ("district", "whom", "part", "position", "prints")) + (
    " ON CONFLICT (district, whom, part) DO UPDATE SET"
    " position = CASE WHEN excluded.position > workbook_mark.position"
    " THEN excluded.position ELSE workbook_mark.position END,"
    " prints = workbook_mark.prints + excluded.prints"
    " WHERE excluded.position > workbook_mark.position OR excluded.prints <> 0"
)


def places_of(connection: Connection, visits: Iterable[str]) -> list[Place]:
    """Whose those of the visits are that are projected.

    A finding that the office entered stands in the place of a visit, and is at its unit.
    """
    visits = list(visits)
    found = {row[0]: Place._make(row) for row in fetched_by_keys(connection, _PLACES, visits)}
    units = fetched_by_keys(connection, _UNITS, found)
    further = [found[visit]._replace(school_id=school) for visit, school in units]
    entered = (Place._make(row) for row in fetched_by_keys(connection, _ENTERED, visits))
    return [*found.values(), *further, *entered]


def prints_told(connection: Connection, visits: Iterable[str]) -> list[tuple[Mark, int]]:
    """The print of each of these visits as it is told now, and whose mark it counts in."""
    rows = fetched_by_keys(connection, _TOLD, visits)
    return [
        ((district, Concern(BookPart.MINE, account)), print_) for district, account, print_ in rows
    ]


def raise_marks(
    connection: Connection, positions: Mapping[Mark, int], prints: Mapping[Mark, int]
) -> None:
    """Set each mark to its position, where that is higher, and add to the sum of its prints."""
    wanted = positions.keys() | {mark for mark, change in prints.items() if change}
    rows = [
        (
            district,
            concern.whom,
            concern.part.value,
            positions.get((district, concern), 0),
            prints.get((district, concern), 0),
        )
        for district, concern in sorted(wanted)
    ]
    executed(connection, _RAISE, rows)
