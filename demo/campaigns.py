"""The campaigns of the demo year: which zone led each, in which months, and on which visits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.dice import dice
from demo.plan import Fate, PlannedVisit, at
from demo.region import ZONES, Zone
from demo.tasks import ROUTINE_LIST
from demo.totals import split
from demo.workdays import workdays
from domain.clock import month_bounds, month_of
from domain.kinds.campaign.course import CampaignPreset, CampaignStage
from domain.kinds.campaign.plan import CampaignSet

_MOST_UNITS = 3
_LONG_EVERY = 4
_PLANNED_AT = 8 * 60
_CLOSED_AT = 15 * 60
_CLOSED_ON = 6
_SUBJECTS = (
    ("春季开学工作专项督导", CampaignPreset.TERM_START),
    ("控辍保学专项督导", CampaignPreset.CONDUCT),
    ("学校食堂食品安全专项督导", CampaignPreset.OTHER),
    ("防溺水和校园周边安全专项督导", CampaignPreset.OTHER),
    ("“双减”和课后服务专项督导", CampaignPreset.CONDUCT),
    ("规范办园行为专项督导", CampaignPreset.KINDERGARTENS),
    ("秋季开学和收费招生专项督导", CampaignPreset.ENROLMENT),
    ("校外培训机构专项督导", CampaignPreset.OTHER),
)


@dataclass(frozen=True, slots=True)
class HeldCampaign:
    """A campaign: its plan, when it is planned, and when it is closed."""

    plan: CampaignSet
    planned_at: datetime
    closed_at: datetime


def hold_campaigns(
    visits: Sequence[PlannedVisit], months: Sequence[str], number: int
) -> tuple[HeldCampaign, ...]:
    """So many campaigns in these months, a fair share led by each zone; their visits say so.

    A zone's are in different months as long as there are enough; every fourth takes two.
    """
    shares = split(number, [1] * len(ZONES))
    found = [
        held
        for zone, share in zip(ZONES, shares, strict=True)
        for held in _of_zone(zone, share, visits, months)
    ]
    return tuple(sorted(found, key=lambda each: (each.planned_at, each.plan.campaign_id)))


def _of_zone(
    zone: Zone, share: int, visits: Sequence[PlannedVisit], months: Sequence[str]
) -> Iterator[HeldCampaign]:
    free: dict[str, list[PlannedVisit]] = {month: [] for month in months}
    for visit in visits:
        month = month_of(visit.day)
        if month in free and visit.school.zone == zone.zone and _is_plain(visit):
            free[month].append(visit)
    possible = [month for month in months if free[month]]
    chance = dice("campaigns", zone.zone, months[0])
    chosen = (chance.sample(possible, len(possible)) * share)[:share]
    for index, month in enumerate(sorted(chosen)):
        yield _held(zone, index, month, free)


def _held(zone: Zone, index: int, month: str, free: dict[str, list[PlannedVisit]]) -> HeldCampaign:
    code = f"{zone.zone}-campaign-{index + 1}"
    following = _after(month)
    is_long = index % _LONG_EVERY == 0 and bool(free.get(following))
    went = _taken(free[month], _MOST_UNITS)
    went += _taken(free[following], 1) if is_long else []
    for visit in went:
        visit.campaign = code
    last = following if is_long else month
    title, preset = _SUBJECTS[(index + int(zone.zone[-1])) % len(_SUBJECTS)]
    first, behind = month_bounds(month)[0], month_bounds(last)[1]
    plan = CampaignSet(
        campaign_id=code,
        title=f"{zone.name}{title}",
        preset=preset,
        from_on=first.isoformat(),
        to_on=(behind - timedelta(days=1)).isoformat(),
        scope="本片区抽取的学校，由各校责任督学实施。",
        demands="当场反馈，限期整改；没有问题的也要写明“零问题”。",
        checklist_id=ROUTINE_LIST,
        lead_zone=zone.zone,
        stages=(CampaignStage.FIELD,),
        units=tuple(dict.fromkeys(each.school.school_id for each in went)),
    )
    closed_on = workdays(_after(last))[_CLOSED_ON]
    return HeldCampaign(plan, at(workdays(month)[0], _PLANNED_AT), at(closed_on, _CLOSED_AT))


def _taken(free: list[PlannedVisit], most: int) -> list[PlannedVisit]:
    """At most so many of the visits, each to another school; they are free no longer."""
    schools: set[str] = set()
    found: list[PlannedVisit] = []
    for visit in list(free):
        if len(found) < most and visit.school.school_id not in schools:
            schools.add(visit.school.school_id)
            found.append(visit)
            free.remove(visit)
    return found


def _after(month: str) -> str:
    return month_of(month_bounds(month)[1])


def _is_plain(visit: PlannedVisit) -> bool:
    """Whether nothing is strange about the visit, and it is none of a campaign yet."""
    return (
        visit.fate is Fate.APPROVED
        and visit.oddity is None
        and visit.companion is None
        and visit.campaign is None
    )
