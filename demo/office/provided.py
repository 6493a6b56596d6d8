"""What the demo's schools have in the year its story begins and in the year before."""

from demo.dice import dice
from demo.region import DISTRICT, SUPERVISOR, DemoSchool, schools
from domain.clock import local_date
from domain.indicators.figure import Figure
from domain.kinds.register.indicator import IndicatorSet
from domain.kinds.register.school import SchoolKind
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office
from sync_server.register.districts import Districts
from sync_server.server import Server

# For each pupil, about what 优质均衡 asks of a primary school and a little more.
_FOR_EACH = {
    Figure.QUALIFIED: 0.052,
    Figure.LEADING: 0.013,
    Figure.ARTS: 0.0105,
    Figure.ROOMS: 5.9,
    Figure.SPORTS: 9.8,
    Figure.EQUIPMENT: 2650.0,
    Figure.MULTIMEDIA: 0.027,
    Figure.COMPUTERS: 0.15,
    Figure.BOOKS: 26.0,
    Figure.TEACHERS: 0.062,
    Figure.TITLED: 0.031,
}
_WHOLE = frozenset(Figure) - {Figure.ROOMS, Figure.SPORTS, Figure.EQUIPMENT}
_STAGES = {
    SchoolKind.PRIMARY: ("primary_pupils",),
    SchoolKind.JUNIOR: ("junior_pupils",),
    SchoolKind.NINE_YEAR: ("primary_pupils", "junior_pupils"),
}
SPREAD_NOW, SPREAD_BEFORE = 0.22, 0.27


def provide(server: Server) -> None:
    """Enter both years in the supervisor's name; the later one is the more even."""
    year = local_date(server.clock()).year
    measured = [each for each in schools() if each.kind in _STAGES]
    bodies = [
        _stated(each, since, spread)
        for since, spread in ((year - 1, SPREAD_BEFORE), (year, SPREAD_NOW))
        for each in measured
    ]
    versions = Districts(server.database, server.committer).versions(DISTRICT)
    entries = [OfficeEntry.seen(each, versions) for each in bodies]
    Office(server.database, server.committer).set_register(SUPERVISOR[0], entries)


def _stated(school: DemoSchool, year: int, spread: float) -> IndicatorSet:
    """What one school has: the same draw in both years, further apart in the first."""
    chance = dice("provided", school.school_id)
    pupils = {each: chance.randrange(180, 1500) for each in _STAGES[school.kind]}
    facts: dict[str, int | float] = {}
    for figure, each in _FOR_EACH.items():
        value = sum(pupils.values()) * each * (1 + spread * chance.uniform(-1.6, 1.6))
        facts[figure.value] = round(value) if figure in _WHOLE else round(value, 1)
    said = {"school_id": school.school_id, "year": year, **pupils, **facts}
    return IndicatorSet.model_validate(said)
