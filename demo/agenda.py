"""Who visits which school when: the visits of twelve full months and of the running one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from demo import workdays
from demo.campaigns import HeldCampaign, hold_campaigns
from demo.dice import dice
from demo.drawn.scenes import SUBJECTS
from demo.fates import settle_fates
from demo.places import nearest
from demo.plan import Fate, PlannedVisit, YearShape, at
from demo.region import ZONES, DemoSchool, Inspector, inspectors, schools
from demo.tasks import CAMPAIGN_ID, campaign_schools
from demo.texts.lessons import TOPICS
from demo.totals import scatter, split
from domain.clock import local_date, month_of
from domain.kinds.register.school import SchoolKind
from domain.kinds.visit.plan import VisitType
from domain.month.period import year_before

_MOST_LESSONS, _MOST_PLANS = 2, 6
_LONG_MIN = 75
_QUIET_MONTHS = frozenset({7, 8})
_EVENING = 17 * 60 + 40
_SYNC_WEEKDAYS = (1, 4)
_SUBJECTS_OF = {
    SchoolKind.TRAINING: ("课堂", "公示栏", "疏散通道"),
    SchoolKind.TOWNSHIP: ("公示栏", "校门口", "操场和教学楼"),
}


@dataclass(frozen=True, slots=True)
class Agenda:
    """All visits in the order they begin, the twelve full months, and the campaigns of these."""

    visits: tuple[PlannedVisit, ...]
    months: tuple[str, ...]
    now: datetime
    campaigns: tuple[HeldCampaign, ...] = ()

    @property
    def running_month(self) -> str:
        """The month that is not over yet."""
        return month_of(local_date(self.now))

    def of_year(self) -> list[PlannedVisit]:
        """The visits of the twelve full months."""
        return [visit for visit in self.visits if month_of(visit.day) in self.months]


def plan_visits(now: datetime, shape: YearShape) -> Agenda:
    """Every visit of the demo until now; the same for the same day and hour."""
    running = month_of(local_date(now))
    months = year_before(running)
    visits = [
        visit
        for month in (*months, running)
        for inspector in inspectors()
        for visit in _month_of_inspector(month, inspector, shape)
        if visit.ends_at < now
    ]
    visits.sort(key=lambda visit: (visit.starts_at, visit.inspector.account))
    for number, visit in enumerate(visits):
        visit.number = number
    agenda = Agenda(tuple(visits), months, now)
    for visit in visits:
        visit.synced_at = _network_found(visit.day, photos_from(now))
    settle_fates(agenda.visits, now)
    _send_to_campaign(agenda)
    campaigns = hold_campaigns(visits, months, shape.totals.campaigns)
    _go_on_to_another(agenda, shape)
    _share_out(agenda, shape)
    _place_photos(agenda, shape)
    return replace(agenda, campaigns=campaigns)


def _network_found(day: date, daily_since: date) -> datetime:
    """When a phone delivers what it recorded on a day: that evening, formerly on some evenings."""
    while day < daily_since and day.weekday() not in _SYNC_WEEKDAYS:
        day += timedelta(days=1)
    return at(day, _EVENING)


def responsible(inspector: Inspector, shape: YearShape) -> list[DemoSchool]:
    """The schools an inspector is responsible for: every n-th of the zone."""
    of_zone = [each for each in inspectors() if each.zone == inspector.zone]
    own = [each for each in schools() if each.zone == inspector.zone]
    mine = own[of_zone.index(inspector) :: len(of_zone)]
    return mine[: shape.schools_each]


def _month_of_inspector(
    month: str, inspector: Inspector, shape: YearShape
) -> Iterator[PlannedVisit]:
    """Two visits to each school, one in either half of the month; fewer in holidays."""
    chance = dice("month", month, inspector.account)
    days = workdays.workdays(month)
    share = workdays.BUSY.get(int(month[5:]), workdays.USUAL)
    for half in (days[: len(days) // 2], days[len(days) // 2 :]):
        slots = chance.sample([(day, slot) for day in half for slot in (0, 1)], len(half) * 2)
        for school, slot in zip(responsible(inspector, shape), slots, strict=False):
            if chance.random() < share:
                yield _visit(chance, inspector, school, slot)


def _visit(
    chance: Random, inspector: Inspector, school: DemoSchool, slot: tuple[date, int]
) -> PlannedVisit:
    day, half = slot
    if half == 0:
        starts, dwell = chance.uniform(485, 535), chance.randint(45, 170)
    else:
        starts, dwell = chance.uniform(812, 850), chance.randint(40, 108)
    routine, other = VisitType.ROUTINE, (VisitType.ACCOMPANYING, VisitType.SPECIAL)
    visit_type = routine if chance.random() < 0.8 else chance.choice(other)
    visit = PlannedVisit(
        number=0,
        inspector=inspector,
        school=school,
        starts_at=at(day, starts),
        dwell_min=dwell,
        synced_at=at(day, _EVENING),
        visit_type=visit_type,
    )
    visit.problems = chance.choices((0, 1, 2), (64, 29, 7))[0]
    if chance.random() < 0.06:
        visit.visit_type = VisitType.COLLABORATIVE
        visit.companion = chance.choice(_colleagues(inspector))
    return visit


def _colleagues(inspector: Inspector) -> list[Inspector]:
    return [each for each in inspectors() if each.zone == inspector.zone and each != inspector]


def _send_to_campaign(agenda: Agenda) -> None:
    """Each campaign school's first plain visit of the running month is the campaign's."""
    wanted = {school.school_id for school in campaign_schools()}
    for visit in agenda.visits:
        is_plain = visit.oddity is None and visit.companion is None
        is_of_month = month_of(visit.day) == agenda.running_month
        if is_of_month and is_plain and visit.school.school_id in wanted:
            wanted.discard(visit.school.school_id)
            visit.campaign = CAMPAIGN_ID


def _go_on_to_another(agenda: Agenda, shape: YearShape) -> None:
    """One long plain visit of late is to a second unit as well, the nearest there is."""
    tried = {inspectors()[0].account, inspectors()[4].account}
    plain = [
        visit
        for visit in agenda.visits
        if visit.day >= photos_from(agenda.now)
        and visit.fate in (Fate.APPROVED, Fate.WAITING)
        and visit.oddity is None
        and visit.companion is None
        and visit.campaign is None
        and visit.dwell_min >= _LONG_MIN
        and visit.school.is_placed
    ]
    if plain:
        visit = max(plain, key=lambda each: (each.inspector.account in tried, each.starts_at))
        visit.further = nearest(visit.school, _placed_others(visit, shape))


def _placed_others(visit: PlannedVisit, shape: YearShape) -> list[DemoSchool]:
    """The other schools of the inspector, else of the zone."""
    zone = [each for each in schools() if each.zone == visit.school.zone]
    own, others = (
        [each for each in some if each.is_placed and each != visit.school]
        for some in (responsible(visit.inspector, shape), zone)
    )
    return own or others


def _share_out(agenda: Agenda, shape: YearShape) -> None:
    """Give the year's lessons and lesson plans to visits, each zone its share, to the last one."""
    teaching = [visit for visit in agenda.of_year() if _has_lessons(visit)]
    zones = [[visit for visit in teaching if visit.school.zone == zone.zone] for zone in ZONES]
    weights = [len(visits) for visits in zones]
    lessons = split(shape.totals.lessons, weights)
    plans = split(shape.totals.lesson_plans, weights)
    for zone, visits, number, sheets in zip(ZONES, zones, lessons, plans, strict=True):
        chance = dice("lessons", zone.zone, agenda.running_month)
        _hand_out(visits, number, sheets, chance)
    chance = dice("lessons", agenda.running_month)
    for visit in agenda.visits:
        if month_of(visit.day) == agenda.running_month and _has_lessons(visit):
            visit.lessons = chance.choice((0, 0, 1, 1, 2))
            visit.lesson_plans = visit.lessons * chance.randint(1, 3)


def _hand_out(visits: Sequence[PlannedVisit], lessons: int, plans: int, chance: Random) -> None:
    heard = scatter(lessons, len(visits), _MOST_LESSONS, chance)
    read = scatter(plans, len(visits), _MOST_PLANS, chance)
    for visit, number, sheets in zip(visits, heard, read, strict=True):
        visit.lessons, visit.lesson_plans = number, sheets


def _has_lessons(visit: PlannedVisit) -> bool:
    """Whether lessons can be heard on this visit: it counts, and the school teaches then."""
    is_term = visit.month not in _QUIET_MONTHS
    return visit.is_counted and is_term and visit.school.kind.value in TOPICS


def _place_photos(agenda: Agenda, shape: YearShape) -> None:
    """Photos on the visits of the last two months, each another scene, until they are used up."""
    since = photos_from(agenda.now)
    recent = [visit for visit in agenda.visits if visit.is_counted and visit.day >= since]
    chance, left = dice("photos", agenda.running_month), shape.most_photos
    following = {subject: number for number, subject in enumerate(SUBJECTS)}
    for visit in reversed(recent):
        subjects = _SUBJECTS_OF.get(visit.school.kind, SUBJECTS)
        shown = chance.sample(subjects, min(chance.choice((1, 2, 2)), left))
        visit.scenes = tuple(following[subject] for subject in shown)
        for subject in shown:
            following[subject] += len(SUBJECTS)
        left -= len(shown)


def photos_from(now: datetime) -> date:
    """The first day of the month before the running one: since then visits have photos."""
    first = local_date(now).replace(day=1)
    return (first - timedelta(days=1)).replace(day=1)
