"""How the demo's supervisor sets calendar and rules: by the acts of the console."""

from collections.abc import Sequence
from datetime import date

from demo.region import DISTRICT, SUPERVISOR
from demo.rules.calendar import calendar_lines
from domain.clock import local_date, month_bounds, month_of
from domain.kinds.piece import Body
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.school import SchoolKind
from domain.register.calendar import copied_from_before
from domain.register.duty_rule import DutyRule, with_rule
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office
from sync_server.register.calendar import lines_of
from sync_server.register.districts import Districts
from sync_server.server import Server

SUMMER = (7, 8)


def register_calendar(server: Server, today: date) -> None:
    """The calendar from the story's beginning to this day."""
    _set(server, calendar_lines(local_date(server.clock()), today))


def look_ahead(server: Server) -> None:
    """Next year's terms as last year's would fall, and from next month on summers without duty."""
    today = local_date(server.clock())
    lines = lines_of(server.database, DISTRICT)
    copied = copied_from_before(lines, today.year + 1)
    following = month_of(month_bounds(month_of(today))[1])
    rules = Districts(server.database, server.committer).rules(DISTRICT)
    _set(server, [*copied, _summers_off(rules, following)])


def _summers_off(rules: DistrictSet, month: str) -> DistrictSet:
    changed = rules.duty.rules
    for kinds, visits in (((), 2), ((SchoolKind.KINDERGARTEN,), 1)):
        rule = DutyRule(from_month=month, school_kinds=kinds, visits=visits, free_months=SUMMER)
        changed = with_rule(changed, rule)
    return rules.model_copy(update={"duty": rules.duty.model_copy(update={"rules": changed})})


def _set(server: Server, bodies: Sequence[Body]) -> None:
    versions = Districts(server.database, server.committer).versions(DISTRICT)
    entries = [OfficeEntry.seen(each, versions) for each in bodies]
    Office(server.database, server.committer).set_register(SUPERVISOR[0], entries)
