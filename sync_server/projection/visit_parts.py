"""The tables that hold parts of a visit: each noun says here how its rows are made."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sync_server.data.driver.statements import Row
from sync_server.data.tables import VisitPartRow
from sync_server.projection.folded import JudgedVisit

Rows = Callable[[JudgedVisit], Sequence[Row]]
R = TypeVar("R", bound=Rows)

PARTS: dict[type[VisitPartRow], Rows] = {}


def part_of_visit(part: type[VisitPartRow]) -> Callable[[R], R]:
    """Let the function decorated make a visit's rows of this table, whenever it is judged anew."""

    def decorate(rows: R) -> R:
        PARTS[part] = rows
        return rows

    return decorate
