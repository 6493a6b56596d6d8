"""What was done of the way of findings in a period: notices issued, findings looked at again."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.month.duty import NOBODY, holder
from domain.month.month import Act, CountedAct
from domain.register.school_then import version_on
from sync_server.data import months as rows
from sync_server.data.engine import Transaction
from sync_server.data.months import MonthSpan
from sync_server.month.duties import Then
from sync_server.register.duty_rows import assignment_of


def acts_of(transaction: Transaction, span: MonthSpan, then: Then) -> list[CountedAct]:
    """The acts of a district in a period."""
    return [*_notices(transaction, span, then), *_follow_ups(transaction, span, then)]


def _notices(transaction: Transaction, span: MonthSpan, then: Then) -> Iterator[CountedAct]:
    """Notices by the day of issue, credited to who is mainly responsible for the unit then."""
    found = rows.notices(transaction.tables, span)
    if not found:
        return
    assigned: dict[str, list[Any]] = {}
    for row in rows.assignments(transaction.tables, span.district):
        assigned.setdefault(row.school_id, []).append(assignment_of(row))
    for each in found:
        held = holder(assigned.get(each.school_id, ()), date.fromisoformat(each.issued_on))
        account = held.account if held else NOBODY
        zone = _zone(then, each.school_id, each.issued_on)
        yield CountedAct(Act.NOTICES, each.school_id, zone, account)


def _follow_ups(transaction: Transaction, span: MonthSpan, then: Then) -> Iterator[CountedAct]:
    """Findings looked at again, by the day and by whom."""
    for each in rows.follow_ups(transaction.tables, span):
        zone = _zone(then, each.school_id, each.followed_up_on)
        yield CountedAct(Act.FOLLOW_UPS, each.school_id, zone, each.account, each.number)


def _zone(then: Then, school_id: str, day: str) -> str:
    was = version_on(then.get(school_id, ()), day)
    return str(was.zone) if was else ""
