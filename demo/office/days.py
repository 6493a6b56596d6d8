"""The office's last days in the browser: signing in, and what was looked at."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from demo.agenda import Agenda
from demo.dice import dice
from demo.plan import at
from demo.region import CLERK, DISTRICT, SUPERVISOR
from demo.timeline import Event, Finish, Send, Timeline
from demo.workdays import workdays
from domain.audit.use import Use, UseKind
from domain.kinds.kind import VISIT
from sync_server.data.paging import Place
from sync_server.data.visits.listing import VisitFilter, VisitList
from sync_server.server import Server

_DAYS, _VISITS = 3, 8
_ADDRESS = "10.20.1.8"
_BEGINS = 8 * 60 + 20
_MINUTE = timedelta(minutes=1)
_LISTS = ("month", "people", "schools")


def plan_office_days(server: Server, timeline: Timeline, agenda: Agenda) -> None:
    """Let the office sign in on the last working days, and look at lists and visits."""
    days = [day for month in (*agenda.months[-1:], agenda.running_month) for day in workdays(month)]
    ended = [day for day in days if at(day, _BEGINS * 2) < agenda.now]
    for day in ended[-_DAYS:]:
        for (account, _), late in ((SUPERVISOR, 0), (CLERK, 25)):
            for when, use in _uses(account, day, at(day, _BEGINS + late)):
                timeline.add(when, _noted(server, use))


def _uses(account: str, day: date, begins: datetime) -> Iterator[tuple[datetime, Use]]:
    """A morning: perhaps a wrong password, the right one, and then one thing after the other."""
    chance = dice("office", account, day.isoformat())
    if chance.random() < 0.4:
        yield begins, Use(DISTRICT, account, UseKind.NOT_PROVED, note=_ADDRESS)
    when = begins + _MINUTE
    yield when, Use(DISTRICT, account, UseKind.SIGNED_IN, note=_ADDRESS)
    looks = [("list", each) for each in _LISTS]
    if account == SUPERVISOR[0]:
        looks += [(VISIT, str(number)) for number in range(_VISITS)]
    for noun, code in looks:
        when += chance.randint(1, 9) * _MINUTE
        yield when, Use(DISTRICT, account, UseKind.SAW, noun, code)


def _noted(server: Server, use: Use) -> Event:
    """Keep it; of visits the newest then is the first."""

    def finish() -> None:
        server.usage.note(_meant(server, use))

    def send() -> Finish:
        return finish

    def event() -> Send:
        return send

    return event


def _meant(server: Server, use: Use) -> Use:
    if use.noun != VISIT:
        return use
    with server.database.session() as session:
        found = VisitList.of(session, VisitFilter(DISTRICT)).ids(Place(), _VISITS)
    visit = str(found[int(use.code) % len(found)].visit)
    return Use(use.district, use.account, use.kind, VISIT, visit)
