"""What the day's board says of accountability cases: whose term has passed or soon will."""

from sync_server.console.accountability.columns import DUE, STATE, UNIT, WHO
from sync_server.console.accountability.listing import CaseFilters
from sync_server.console.guard import SignedIn
from sync_server.console.services import ConsoleServices
from sync_server.console.similar.on_board import WaitedFor

_COLUMNS = [WHO, UNIT, STATE, DUE]


def cases_waited_for(services: ConsoleServices, user: SignedIn) -> list[WaitedFor]:
    """Where the office is late first, then where it may go on, then what is due within a week."""
    found = services.accountability_cases.waiting(user.viewer)
    return [
        WaitedFor(
            "accountability-overdue",
            "问责超期",
            "成立调查认定组、复核、处理申诉、纠正超过了办法规定的天数。",
            "件问责超期",
            "grave",
            CaseFilters(due="overdue"),
            _COLUMNS,
            found.overdue,
        ),
        WaitedFor(
            "accountability-passed",
            "问责期满，可办下一步",
            "陈述申辩、申请复核或申诉的期限过了，没有提出：可以登记，或者办结。",
            "件问责期满待办",
            "notice",
            CaseFilters(due="passed"),
            _COLUMNS,
            found.passed,
        ),
        WaitedFor(
            "accountability-soon",
            "问责 7 天内到期",
            "先看到期最早的。",
            "件问责 7 天内到期",
            "notice",
            CaseFilters(due="soon"),
            _COLUMNS,
            found.soon,
        ),
    ]
