"""What was done of the way of findings in a period, and what of them was overdue at its end."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from domain.month.duty import NOBODY, Assignment, holder
from domain.month.month import Act, CountedAct
from domain.month.period import last_day
from domain.register.school_then import version_on
from sync_server.data import months as rows
from sync_server.data.engine import Transaction
from sync_server.data.findings.standing import overdue_on
from sync_server.data.months import MonthSpan
from sync_server.month.duties import Then
from sync_server.register.duty_rows import assignment_of


def acts_of(transaction: Transaction, span: MonthSpan, then: Then, today: date) -> list[CountedAct]:
    """The acts of a district in a period; ``today`` is the last day that is known of."""
    credit = _Credit(transaction, span.district, then)
    return [
        *_notices(transaction, span, credit),
        *_closings(transaction, span, credit),
        *_overdue(transaction, span, credit, today),
        *_follow_ups(transaction, span, credit),
    ]


class _Credit:
    """Whose a unit is on a day, and in which zone."""

    def __init__(self, transaction: Transaction, district: str, then: Then) -> None:
        self._then = then
        self._assigned: dict[str, list[Assignment]] = {}
        for row in rows.assignments(transaction.tables, district):
            self._assigned.setdefault(row.school_id, []).append(assignment_of(row))

    def act(self, act: Act, school_id: str, day: str, number: int = 1) -> CountedAct:
        """So many, credited to who is mainly responsible for the unit on that day."""
        held = holder(self._assigned.get(school_id, ()), date.fromisoformat(day))
        account = held.account if held else NOBODY
        return CountedAct(act, school_id, self.zone(school_id, day), account, number)

    def zone(self, school_id: str, day: str) -> str:
        """The unit's zone on that day; empty where it was not registered."""
        was = version_on(self._then.get(school_id, ()), day)
        return str(was.zone) if was else ""


def _notices(transaction: Transaction, span: MonthSpan, credit: _Credit) -> Iterator[CountedAct]:
    """Notices by the day of issue."""
    for each in rows.notices(transaction.tables, span):
        yield credit.act(Act.NOTICES, each.school_id, each.issued_on)


def _closings(transaction: Transaction, span: MonthSpan, credit: _Credit) -> Iterator[CountedAct]:
    """Findings closed by the day of closing."""
    for each in rows.closings(transaction.tables, span):
        yield credit.act(Act.CLOSED, each.school_id, each.ended_on, each.number)


def _overdue(
    transaction: Transaction, span: MonthSpan, credit: _Credit, today: date
) -> Iterator[CountedAct]:
    """What is overdue on the period's last day, or today where that is still to come."""
    if f"{span.first}-01" > today.isoformat():
        return
    day = min(last_day(span.last), today.isoformat())
    found = overdue_on(transaction.tables, span.district, day)
    for school_id, number in Counter(each.school_id for each in found).items():
        yield credit.act(Act.OVERDUE, school_id, day, number)


def _follow_ups(transaction: Transaction, span: MonthSpan, credit: _Credit) -> Iterator[CountedAct]:
    """Findings looked at again, by the day and by whom."""
    for each in rows.follow_ups(transaction.tables, span):
        zone = credit.zone(each.school_id, each.followed_up_on)
        yield CountedAct(Act.FOLLOW_UPS, each.school_id, zone, each.account, each.number)
