"""What a workbook tells of the duty: who had the inspector's schools, and who was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, bindparam, select

from sync_server.data.upsert import table_named

ASSIGNMENT = table_named("assignment")
CREDIT = table_named("visit_credit")
DISTRICT = table_named("district")
VISIT = table_named("visit")
WAS = table_named("school_was")

TableRow = Row[Any]
"""The columns of a row by their names."""


class CallRow(NamedTuple):
    """That an account took part in a counted visit on a local day, which counts towards the duty
    at the school, and who led it."""

    school_id: str
    account: str
    visit_on: str
    visit: str
    leader: str


@dataclass(frozen=True, slots=True)
class DutyRows:
    """The district's rules as JSON, and of some schools everything a duty is made from.

    ``schools`` are the versions of each school, in the order of their days.
    """

    rules: str | None
    assignments: Sequence[TableRow]
    schools: Sequence[Sequence[TableRow]]
    calls: Sequence[CallRow]


def duty_rows(
    connection: Connection, district: str, schools: Sequence[str], month: str
) -> DutyRows:
    """What the duty of these schools of the district is made from in a month."""
    wanted = {"district": district, "schools": list(schools), "month": month}
    were: dict[str, list[TableRow]] = {}
    for row in connection.execute(_were(), wanted):
        were.setdefault(row.school_id, []).append(row)
    return DutyRows(
        rules=connection.execute(_rules(), wanted).scalars().first(),
        assignments=connection.execute(_assignments(), wanted).all(),
        schools=list(were.values()),
        calls=[CallRow._make(row) for row in connection.execute(_calls(), wanted)],
    )


@cache
def _rules() -> Select[Any]:
    return select(DISTRICT.c.rules).where(DISTRICT.c.district == bindparam("district"))


@cache
def _assignments() -> Select[Any]:
    here = ASSIGNMENT.c.district == bindparam("district")
    return (
        select(ASSIGNMENT)
        .where(here, ASSIGNMENT.c.school_id.in_(bindparam("schools", expanding=True)))
        .order_by(ASSIGNMENT.c.school_id, ASSIGNMENT.c.from_on, ASSIGNMENT.c.account)
    )


@cache
def _were() -> Select[Any]:
    here = WAS.c.district == bindparam("district")
    return (
        select(WAS)
        .where(here, WAS.c.school_id.in_(bindparam("schools", expanding=True)))
        .order_by(WAS.c.school_id, WAS.c.from_on)
    )


@cache
def _calls() -> Select[Any]:
    named = (CREDIT.c.school_id, CREDIT.c.account, CREDIT.c.visit_on, CREDIT.c.visit)
    return (
        select(*named, VISIT.c.account.label("leader"))
        .join(VISIT, VISIT.c.visit == CREDIT.c.visit)
        .where(
            CREDIT.c.district == bindparam("district"),
            CREDIT.c.month == bindparam("month"),
            CREDIT.c.school_id.in_(bindparam("schools", expanding=True)),
            CREDIT.c.called > 0,
        )
        .order_by(CREDIT.c.visit_on, CREDIT.c.visit, CREDIT.c.account)
    )
