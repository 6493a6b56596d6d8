"""What a map says of each unit: how often it was visited in some days, and its open hazards."""

from collections import Counter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from sync_server.data.upsert import table_named

_SCHOOL = table_named("school")
_VISIT = table_named("visit")
_UNIT = table_named("visit_unit")
_FINDING = table_named("finding")


class Days(NamedTuple):
    """From a local day to another, both included."""

    first: str
    last: str


class Called(NamedTuple):
    """How many visits there were, and the day of the newest."""

    visits: int
    last_on: str


class Hazards(NamedTuple):
    """How many are open, and how many more were reported on visits that are still under way."""

    is_open: int = 0
    under_way: int = 0


def visited(
    connection: Connection, district: str, days: Days, account: str = ""
) -> dict[str, Called]:
    """The units that were visited in these days, by their codes.

    Visits that count do, at their further units as well; with ``account`` those it led.
    """
    calls = (func.count().label("visits"), func.max(_VISIT.c.visit_on).label("last_on"))
    first = select(_VISIT.c.school_id, *calls).where(
        _VISIT.c.district == district,
        _VISIT.c.visit_on.between(*days),
        _VISIT.c.is_counted.is_(True),
    )
    # Few visits are to several units, so that these lead: their visits are looked up by their ids.
    here = select(_SCHOOL.c.school_id).where(_SCHOOL.c.district == district)
    further = (
        select(_UNIT.c.school_id, *calls)
        .join(_VISIT, _VISIT.c.visit == _UNIT.c.visit)
        .where(_UNIT.c.school_id.in_(here), _UNIT.c.district == district)
        .where(_UNIT.c.is_counted.is_(True))
        .where(_only_looked_at(connection, _VISIT.c.visit_on).between(*days))
    )
    if account:
        first = first.where(_VISIT.c.account == account)
        further = further.where(_only_looked_at(connection, _VISIT.c.account) == account)
    found: dict[str, Called] = {}
    for query, unit in ((first, _VISIT.c.school_id), (further, _UNIT.c.school_id)):
        for school_id, visits, last_on in connection.execute(query.group_by(unit)):
            before = found.get(school_id, Called(0, ""))
            found[school_id] = Called(before.visits + visits, max(before.last_on, last_on))
    return found


def hazards(connection: Connection, district: str, account: str = "") -> dict[str, Hazards]:
    """The units with hazards that are not put right; with ``account`` those of visits it led."""
    # In a paper or not: said all the same, since that stands before the unit in the index.
    is_open = (_FINDING.c.is_open.is_(True), _FINDING.c.is_noticed.in_((True, False)))
    standing = _number(connection, district, account, *is_open)
    seen_by_nobody = (_FINDING.c.is_unseen.is_(True), _FINDING.c.is_noticed.is_(False))
    fresh = _number(connection, district, account, *seen_by_nobody, _FINDING.c.is_open.is_(False))
    return {
        school_id: Hazards(standing[school_id], fresh[school_id])
        for school_id in {*standing, *fresh}
    }


def led_on(connection: Connection, district: str, account: str, day: str) -> list[str]:
    """The visits that an account led on a day, in no order."""
    query = select(_VISIT.c.visit).where(
        _VISIT.c.district == district, _VISIT.c.account == account, _VISIT.c.visit_on == day
    )
    return list(connection.execute(query).scalars())


def _number(
    connection: Connection, district: str, account: str, *how: ColumnElement[bool]
) -> Counter[str]:
    query = select(_FINDING.c.school_id).where(
        _FINDING.c.district == district, _FINDING.c.is_hazard.is_(True), *how
    )
    if account:
        query = query.where(_FINDING.c.account == account)
    return Counter(connection.execute(query).scalars())


def _only_looked_at(connection: Connection, column: ColumnElement[str]) -> ColumnElement[str]:
    """The column so that no index of it is taken: SQLite does not know which one is better."""
    return column.concat("") if connection.dialect.name == "sqlite" else column
