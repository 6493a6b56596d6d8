"""The duties of a period, from the tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.kinds.register.district import Duty
from domain.month.duty import Call, DutyFacts, SchoolDuty, duties
from domain.month.period import last_day, terms_within
from domain.register.school_then import version_on
from sync_server.data import months as rows
from sync_server.data.engine import Transaction
from sync_server.data.months import MonthSpan
from sync_server.month.period import months_between
from sync_server.register.duty_rows import assignment_of, schools_were

Then = Mapping[str, Sequence[Any]]
"""What each school was, by the days from which it was so."""


def duties_of(
    transaction: Transaction, span: MonthSpan, duty: Duty, due: Sequence[str], then: Then
) -> list[SchoolDuty]:
    """What the schools of a district ask for in a period, of which the months ``due`` have come."""
    if not due:
        return []
    connection, district = transaction.tables, span.district
    come = span._replace(last=due[-1])
    facts = DutyFacts(
        duty=duty,
        assignments=[assignment_of(each) for each in rows.assignments(connection, district)],
        schools={month: schools_were(then.values(), last_day(month)) for month in due},
        calls=[
            Call(each.school_id, each.account, date.fromisoformat(each.visit_on), each.visit)
            for each in rows.calls(connection, come, by_anyone=duty.is_done_by_anyone)
        ],
    )
    return duties(facts, due, terms_within(months_between(span.first, span.last)))


def schools_as_of(then: Then, day: str) -> dict[str, Any]:
    """What every school was on a day; those whose first version came later are not there."""
    return {
        school: version
        for school, versions in then.items()
        if versions[0].from_on <= day and (version := version_on(versions, day))
    }
