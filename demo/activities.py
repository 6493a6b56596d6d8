"""Trainings and safety education of the demo year, adding up to its totals."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from demo.agenda import Agenda
from demo.dice import dice
from demo.office.safety import safety_education
from demo.plan import YearTotals, at
from demo.region import ZONES, Zone, inspectors
from demo.totals import split
from demo.workdays import workdays
from domain.clock import local_date, month_of
from domain.kinds.office.training import TrainingMode, TrainingRecorded
from domain.kinds.piece import Body

_TRAININGS_A_ZONE = 6
_COMES = 0.85
_ORGANIZER = "区教育督导室"
_RECORDED_AT = 16 * 60 + 20
_TRAININGS = (
    ("责任督学岗位能力提升培训", TrainingMode.CENTRAL, 16),
    ("教育督导政策法规专题讲座", TrainingMode.LECTURE, 4),
    ("听课评课与教学视导研修", TrainingMode.CENTRAL, 12),
    ("跨区交流学习", TrainingMode.OUTSIDE, 8),
    ("督导文书写作线上学习", TrainingMode.ONLINE, 4),
    ("学校兼职督导联络员培训", TrainingMode.CENTRAL, 6),
    ("幼儿园保教质量评估研读", TrainingMode.SELF_STUDY, 8),
)


def activities(agenda: Agenda, totals: YearTotals) -> dict[datetime, list[Body]]:
    """Every training and activity until now, by the instant its clerk records it.

    The clerk enters a month's activities together, on its last working day.
    """
    found: dict[datetime, list[Body]] = defaultdict(list)
    for day, body in _held(agenda, totals):
        recorded_at = at(workdays(month_of(day))[-1], _RECORDED_AT)
        found[min(recorded_at, agenda.now - timedelta(minutes=1))].append(body)
    return found


def _held(agenda: Agenda, totals: YearTotals) -> Iterator[tuple[date, Body]]:
    days = [day for month in agenda.months for day in workdays(month) if day.month not in (7, 8)]
    staff = [sum(each.zone == zone.zone for each in inspectors()) for zone in ZONES]
    attendances = split(totals.training_attendances, staff)
    for zone, people in zip(ZONES, attendances, strict=True):
        chance = dice("activities", zone.zone, agenda.running_month)
        yield from _trainings(zone, people, days, chance)
    yield from safety_education(days, agenda.running_month)
    yield from _of_running_month(agenda)


def _trainings(
    zone: Zone, attendances: int, days: list[date], chance: Random
) -> Iterator[tuple[date, Body]]:
    weights = [chance.uniform(0.7, 1.4) for _ in range(_TRAININGS_A_ZONE)]
    held = sorted(chance.sample(days, _TRAININGS_A_ZONE))
    subjects = chance.sample(_TRAININGS, _TRAININGS_A_ZONE)
    parts = split(attendances, weights)
    for number, (day, part, subject) in enumerate(zip(held, parts, subjects, strict=True)):
        yield (
            day,
            _training(f"{zone.zone}-training-{number + 1}", (day, zone), subject, part),
        )


def _training(
    code: str, held: tuple[date, Zone], subject: tuple[str, TrainingMode, int], attendances: int
) -> TrainingRecorded:
    day, zone = held
    title, mode, hours = subject
    chance = dice("attending", code)
    own = [each.account for each in inspectors() if each.zone == zone.zone]
    came = tuple(each for each in own if chance.random() < _COMES)[:attendances]
    return TrainingRecorded(
        training_id=code,
        held_on=day.isoformat(),
        title=f"{zone.name}{title}",
        mode=mode,
        hours=hours,
        inspectors=came,
        others=attendances - len(came),
        organizer=_ORGANIZER,
        place=f"{zone.name}教育督导工作站",
        zone=zone.zone,
    )


def _of_running_month(agenda: Agenda) -> Iterator[tuple[date, Body]]:
    """A training beyond the year, where the month has had a working day to hold it on."""
    today = local_date(agenda.now)
    days = [day for day in workdays(agenda.running_month) if day < today]
    if not days:
        return
    day = days[len(days) // 2]
    zone = ZONES[1]
    code = f"{zone.zone}-training-{agenda.running_month}"
    yield day, _training(code, (day, zone), _TRAININGS[0], 38)
