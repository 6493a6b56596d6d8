"""Making the demo in an empty database: the district with its year, and a small one beside it."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.agenda import Agenda, plan_visits
from demo.district import enrol_phones, set_up_district
from demo.neighbour.neighbour import enrol_inspector, set_up_neighbour, visit_schools
from demo.office.at_door import open_doors
from demo.office.carried import carry_over, enter_told
from demo.office.declared import declare, explain
from demo.office.library import file_papers
from demo.office.limited import limit_visits
from demo.office.meetings import convene
from demo.office.portraits import hang_portraits
from demo.office.provided import provide
from demo.office.reported import set_units
from demo.office.tokens import give_token
from demo.plan import YearShape, at
from demo.region import AUDITOR, CLERK, DISTRICT, SUPERVISOR, inspectors
from demo.rules.setting import look_ahead, register_calendar
from demo.timeline import StoryClock, Timeline
from demo.workdays import workdays
from demo.year import DemoYear
from domain.clock import local_date, month_of
from domain.kinds.register.account import PasswordSet
from domain.month.period import year_before
from sync_server.ledger.append import NEW
from sync_server.month.commands import MonthCommands
from sync_server.month.table import Months
from sync_server.register.districts import Districts
from sync_server.server import Server

PASSWORD = "duji-2026"  # noqa: S105 -- printed by `duji demo`, known to everybody


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account to try the demo with."""

    account: str
    name: str
    role: str
    password: str


def demo_accounts() -> list[DemoAccount]:
    """The accounts that `duji demo` prints: the office's two, two inspectors, an auditor."""
    first, second = inspectors()[0], inspectors()[4]
    return [
        DemoAccount(*SUPERVISOR, "督导室主任", PASSWORD),
        DemoAccount(*CLERK, "统计员", PASSWORD),
        DemoAccount(first.account, first.name, "专职督学", PASSWORD),
        DemoAccount(second.account, second.name, "专职督学", PASSWORD),
        DemoAccount(*AUDITOR, "审计员", PASSWORD),
    ]


def begins_at(now: datetime) -> datetime:
    """When the demo's story begins: shortly before the first of its twelve months."""
    first = workdays(demo_months(now)[0])[0]
    return at(first, 8 * 60) - timedelta(days=4)


def demo_months(now: datetime) -> tuple[str, ...]:
    """The twelve full months of the demo year, oldest first."""
    return year_before(month_of(local_date(now)))


def make_demo(
    server: Server,
    clock: StoryClock,
    wanted: tuple[datetime, YearShape],
    report: Callable[[datetime], None],
) -> Agenda:
    """The demo in the server's empty database, which must have been built with this clock.

    ``wanted`` is the present and the demo's size. Everything is accepted at its own instant
    of the story; ``report`` hears of each.
    """
    now, shape = wanted
    agenda = plan_visits(now, shape)
    since = local_date(begins_at(now)).isoformat()
    set_up_district(server, since, shape)
    clock.set(begins_at(now) + timedelta(hours=1))
    register_calendar(server, local_date(now))
    declare(server, shape)
    provide(server)
    set_units(server, demo_months(now)[0])
    carry_over(server)
    phones = enrol_phones(server, clock())
    set_up_neighbour(server, since)
    beside = enrol_inspector(server, clock())
    file_papers(server)
    hang_portraits(server)
    with _collector_resting():
        DemoYear(server, agenda, phones, Timeline(clock)).play(shape, report)
    clock.set(now)
    visit_schools(server, beside, now)
    months = Months(server.database, clock, server.committer)
    MonthCommands(server.database, server.committer).lock(CLERK[0], demo_months(now)[-2], NEW)
    months.export(demo_months(now)[-1], DISTRICT, CLERK[0])
    look_ahead(server)
    give_token(server)
    limit_visits(server)
    explain(server)
    convene(server, demo_months(now))
    enter_told(server, now)
    open_doors(server, shape)
    _let_in(server)
    return agenda


def _let_in(server: Server) -> None:
    """Give the accounts to try it with their passwords."""
    districts = Districts(server.database, server.committer)
    for account in demo_accounts():
        districts.note(PasswordSet(account=account.account))
        server.accounts.set_password(account.account, account.password)


@contextmanager
def _collector_resting() -> Iterator[None]:
    """No search for reference cycles: a year leaves hardly any, and looking takes a tenth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def is_demo(server: Server) -> bool:
    """Whether the database holds the demo, and all of it: its passwords are set last."""
    wanted = {each.account for each in demo_accounts()}
    ready = {each.account for each in server.accounts.everyone() if each.has_password}
    return DISTRICT in Districts(server.database, server.committer).names() and wanted <= ready
