"""Who has not yet made the visits that this month asks for, in the office's order (S2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.clock import month_of
from domain.kinds.register.district import DistrictSet
from domain.month.duty import NOBODY
from sync_server.data import months as rows
from sync_server.data import register
from sync_server.data.engine import Database
from sync_server.data.months import MonthSpan
from sync_server.month.duties import duties_of
from sync_server.register.names import Names


class InspectorDuty(NamedTuple):
    """What an inspector owes this month, and what of it was made."""

    account: str
    name: str
    due: int
    done: int

    @property
    def lacking(self) -> int:
        """How many visits are still to be made."""
        return self.due - self.done


@dataclass(frozen=True, slots=True)
class MonthDuty:
    """The month's duty: what it asks for, what was made, and who has some still to make.

    ``inspectors`` is how many owe anything, ``vacant`` what is due where nobody is responsible.
    """

    month: str
    due: int
    done: int
    inspectors: int
    behind: Sequence[InspectorDuty]
    vacant: int


def duty_of_month(database: Database, district: str, today: date, known: Names) -> MonthDuty:
    """The running month's duty; nothing is due in a district without rules of its own yet."""
    month = month_of(today)
    with database.session() as session:
        row = register.district(session, district)
    if row is None:
        return MonthDuty(month, 0, 0, 0, (), 0)
    rules = DistrictSet.model_validate_json(row.rules)
    span = MonthSpan(district, month, month)
    with database.reading() as transaction:
        then = rows.schools_then(transaction.tables, district)
        duties = duties_of(transaction, span, rules.duty, [month], then)
    owed: dict[str, tuple[int, int]] = {}
    for each in duties:
        due, done = owed.get(each.holder, (0, 0))
        owed[each.holder] = (due + each.due, done + each.done)
    vacant, _ = owed.pop(NOBODY, (0, 0))
    owing = [account for account in (*known.people, *sorted(owed)) if owed.get(account, (0, 0))[0]]
    people = [
        InspectorDuty(account, known.person(account), *owed[account])
        for account in dict.fromkeys(owing)
    ]
    return MonthDuty(
        month=month,
        due=sum(each.due for each in people) + vacant,
        done=sum(each.done for each in duties),
        inspectors=len(people),
        behind=[each for each in people if each.lacking],
        vacant=vacant - sum(each.done for each in duties if each.holder == NOBODY),
    )
