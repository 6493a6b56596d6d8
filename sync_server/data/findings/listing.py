"""The office's list of findings: any part of it by any filter, and how many there are.

One filter leads: its index holds the findings in the list's order. What is open is read by its
day, hazards before all else; everything else the newest first. The other filters only look at
what the leading one finds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from domain.findings.state import FindingState
from sync_server.data.campaigns.found import of_campaign
from sync_server.data.driver.statements import in_parts
from sync_server.data.findings.standing import FINDING, THE_UNITS
from sync_server.data.findings.waiting import asks_extension, is_ready
from sync_server.data.paging import Key, Place, rows_at, rows_rising_at
from sync_server.data.tables import FindingRow
from sync_server.data.watch.arrival import had_arrived

Seen = Callable[[ColumnElement[Any]], ColumnElement[Any]]
"""How a column is asked: plainly, or so that no index of it is taken."""
Look = Callable[[Seen], ColumnElement[bool]]

_TEXTS = ("account", "state", "zone", "category", "severity", "source", "owner", "number")
_LEADING = ("is_unseen", "school_id", "is_open", "account", "state", "zone", "is_standing")


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings of a district's visits that stand: every field that is set narrows.

    ``schools`` are units, None for all. ``due_from`` and ``due_to`` are days of those that are
    open and whose unit has not said yet that they are put right. ``is_unseen`` takes hazards
    that the office has still to look at, those of visits under way included, ``unseen_until``
    only those of them that had arrived by then; ``is_unnoticed`` those that the office has still
    to write about; ``asks_extension`` those whose unit asks for more time, ``replied_by`` those
    that wait for a look since that day or longer, ``is_ready`` those that can be closed,
    ``is_lacking`` those that were found put right and lack something else;
    ``is_ended`` those with which nothing more is to be done. ``is_carried_over`` is None for
    both, ``number`` that of an old paper; ``raised`` and ``ended`` are the first and the last
    day of when they were. ``campaign`` is the subject of the campaign that found them.
    """

    district: str
    zone: str = ""
    schools: Sequence[str] | None = None
    account: str = ""
    category: str = ""
    severity: str = ""
    source: str = ""
    owner: str = ""
    state: str = ""
    is_open: bool = False
    due_from: str = "0"
    due_to: str = ""
    is_hazard: bool = False
    is_unseen: bool = False
    unseen_until: str = ""
    is_unnoticed: bool = False
    asks_extension: bool = False
    replied_by: str = ""
    is_ready: bool = False
    is_lacking: bool = False
    is_ended: bool = False
    is_carried_over: bool | None = None
    number: str = ""
    raised: tuple[str, str] | None = None
    ended: tuple[str, str] | None = None
    campaign: str = ""

    @property
    def is_by_day(self) -> bool:
        """Whether hazards come first, and then the findings whose day is the earliest."""
        is_waiting = self.asks_extension or bool(self.replied_by) or self.is_ready
        is_waiting = is_waiting or self.is_lacking
        return self.is_open or bool(self.due_to) or is_waiting

    @property
    def order(self) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        """The columns that the list goes by."""
        return FINDING.c.turn if self.is_by_day else FINDING.c.raised_on, FINDING.c.position

    def key_of(self, row: Any) -> Key:
        """Where a finding stands in the list."""
        first, second = self.order
        return getattr(row, str(first.key)), getattr(row, str(second.key))


@dataclass(frozen=True, slots=True)
class FindingList:
    """The findings that a filter leaves."""

    session: Session
    wanted: FindingFilter

    def count(self) -> int:
        """How many there are."""
        query = self._narrowed(select(func.count()).select_from(FINDING))
        return int(self._connection.execute(query).scalar_one())

    def read(self, place: Place, limit: int) -> list[Row[Any]]:
        """At most so many at the place: visit and finding_id of each, and its key."""
        order = self.wanted.order
        query = self._narrowed(select(FINDING.c.visit, FINDING.c.finding_id, *order))
        at = rows_rising_at if self.wanted.is_by_day else rows_at
        return at(self._connection, query, order, place, limit)

    def rows(self, found: Sequence[Any]) -> list[FindingRow]:
        """The whole rows of what was read, in the same order."""
        visits = {each.visit for each in found}
        rows = self.session.exec(select_rows(FindingRow).where(col(FindingRow.visit).in_(visits)))
        known = {(row.visit, row.finding_id): row for row in rows}
        return [known[each.visit, each.finding_id] for each in found]

    @property
    def _connection(self) -> Connection:
        return self.session.connection()

    def _narrowed(self, query: Select[Any]) -> Select[Any]:
        looks = _looks(self.wanted)
        leading = next(name for name in _LEADING if name in looks)
        plain = looks.pop(leading)(lambda column: column)
        only_looked_at = _only_looked_at(self._connection)
        query = query.where(FINDING.c.district == self.wanted.district, plain)
        return query.where(*(each(only_looked_at) for each in looks.values()))


def raised_by(session: Session, visits: Iterable[str]) -> list[FindingRow]:
    """The findings that each of these visits raised, and has still, in their order."""
    found: list[FindingRow] = []
    for some in in_parts(visits):
        found += session.exec(select_rows(FindingRow).where(col(FindingRow.visit).in_(some)))
    return sorted(found, key=lambda row: (row.raised_on, row.position))


def _looks(wanted: FindingFilter) -> dict[str, Look]:
    """What the filter asks, by the column that an index may begin with."""
    found: dict[str, Look] = {}
    schools = wanted.schools
    if wanted.is_unseen:
        found["is_unseen"] = lambda seen: _are(
            (seen(FINDING.c.is_unseen), True), (seen(FINDING.c.is_noticed), False)
        )
    else:
        found["is_standing"] = lambda seen: _are((seen(FINDING.c.is_standing), True))
    if schools is not None:
        found["school_id"] = lambda seen: seen(FINDING.c.school_id).in_(schools)
    if wanted.is_by_day:
        found["is_open"] = lambda seen: and_(
            _are((seen(FINDING.c.is_open), True)), *_days(wanted, seen)
        )
    if wanted.is_hazard:
        found["is_hazard"] = lambda seen: _are((seen(FINDING.c.is_hazard), True))
    if wanted.unseen_until:
        found["arrived"] = lambda _seen: had_arrived(wanted.unseen_until)
    if (is_old := wanted.is_carried_over) is not None:
        found["is_carried_over"] = lambda seen: _are((seen(FINDING.c.is_carried_over), is_old))
    if wanted.is_unnoticed:
        found["wants_paper"] = lambda seen: _are((seen(FINDING.c.wants_paper), True))
    if wanted.campaign:
        found["campaign"] = lambda _seen: of_campaign(wanted.district, wanted.campaign)
    found |= _waits(wanted) | _when(wanted)
    for name in _TEXTS:
        if value := getattr(wanted, name):
            found[name] = partial(_is_text, name, value)
    return found


def _waits(wanted: FindingFilter) -> dict[str, Look]:
    """What of it waits for the office, or has ended; no index leads to it."""
    found: dict[str, Look] = {}
    if wanted.asks_extension:
        found["asks_extension"] = lambda _seen: asks_extension()
    if wanted.is_ended:
        found["is_ended"] = lambda seen: _are((seen(FINDING.c.is_open), False))
    if wanted.is_ready:
        found["is_ready"] = lambda _seen: is_ready()
    if wanted.is_lacking:
        found["is_lacking"] = lambda _seen: and_(
            FINDING.c.state == FindingState.CHECKED.value, ~is_ready()
        )
    if wanted.replied_by:
        found["replied_by"] = lambda seen: and_(
            seen(FINDING.c.state) == FindingState.REPLIED.value,
            FINDING.c.replied_on <= wanted.replied_by,
        )
    return found


def _when(wanted: FindingFilter) -> dict[str, Look]:
    """When they were raised, and ended."""
    found: dict[str, Look] = {}
    if (raised := wanted.raised) is not None:
        found["raised"] = lambda _seen: FINDING.c.raised_on.between(*raised)
    if (ended := wanted.ended) is not None:
        found["ended"] = lambda _seen: FINDING.c.ended_on.between(*ended)
    return found


def _days(wanted: FindingFilter, seen: Seen) -> Sequence[ColumnElement[bool]]:
    if not wanted.due_to:
        return ()
    day = seen(FINDING.c.deadline)
    return (
        day.between(wanted.due_from, wanted.due_to),
        seen(FINDING.c.state).in_(THE_UNITS),
    )


def _is_text(name: str, value: str, seen: Seen) -> ColumnElement[bool]:
    return seen(FINDING.c[name]) == value


def _are(*asked: tuple[ColumnElement[Any], bool]) -> ColumnElement[bool]:
    return and_(*(column.is_(wanted) for column, wanted in asked))


def _only_looked_at(connection: Connection) -> Seen:
    """Columns so that no index of them is taken: SQLite does not know which one is better."""
    if connection.dialect.name != "sqlite":
        return lambda column: column
    return lambda column: func.coalesce(column, column)
