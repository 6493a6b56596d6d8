"""What the demo plans, before anything is written: plausible on any day of the year."""

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from demo import region
from demo.agenda import plan_visits
from demo.dice import dice
from demo.plan import Fate, Oddity, YearShape
from demo.texts.observations import BY_MONTH
from demo.texts.sentences import Wording
from demo.totals import scatter, split
from demo.workdays import is_workday
from domain.clock import CST, local_date
from domain.kinds.visit.record import NoteSection
from domain.register.school_code import code_problem, kinds_of

SCENES_TOLD_APART = 650
DAYS = [
    datetime(2026, 11, 22, 3, 30, tzinfo=UTC),
    datetime(2027, 1, 1, 0, 5, tzinfo=UTC),
    datetime(2027, 3, 1, 16, 30, tzinfo=UTC),
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
    datetime(2027, 10, 8, 2, 0, tzinfo=UTC),
]


@pytest.mark.parametrize("now", DAYS)
def test_the_plan_holds_on_any_day(now: datetime) -> None:
    agenda = plan_visits(now, YearShape())
    year = agenda.of_year()
    assert sum(visit.lessons for visit in year if visit.is_counted) == 420
    assert sum(visit.lesson_plans for visit in year if visit.is_counted) == 804
    assert set(Oddity) <= {visit.oddity for visit in agenda.visits}
    assert set(Fate) == {visit.fate for visit in agenda.visits}
    assert all(visit.ends_at < now and visit.synced_at < now for visit in agenda.visits)
    scenes = [scene for visit in agenda.visits for scene in visit.scenes]
    assert 0 < len(scenes) == len(set(scenes)) <= 600
    assert max(scenes) < SCENES_TOLD_APART
    ((several, further),) = ((each, each.further) for each in agenda.visits if each.further)
    assert further.is_placed
    assert further != several.school
    assert several.is_counted


@pytest.mark.parametrize("now", DAYS)
def test_each_zone_leads_its_share_of_the_year_s_campaigns(now: datetime) -> None:
    agenda = plan_visits(now, YearShape())
    went = {visit.campaign for visit in agenda.of_year() if visit.campaign and visit.is_counted}
    plans = [each.plan for each in agenda.campaigns]
    assert {each.campaign_id for each in plans} == went
    assert Counter(each.lead_zone for each in plans) == dict(
        zip((zone.zone for zone in region.ZONES), (7, 7, 6, 6), strict=True)
    )
    assert all(
        visit.synced_at < held.closed_at
        for held in agenda.campaigns
        for visit in agenda.visits
        if visit.campaign == held.plan.campaign_id
    )


def test_visits_are_made_on_working_days_in_working_hours() -> None:
    for visit in plan_visits(DAYS[0], YearShape()).visits:
        assert is_workday(visit.day)
        assert 8 <= visit.starts_at.astimezone(CST).hour < 16
        assert 6 <= visit.dwell_min <= 180
        assert local_date(visit.ends_at) == visit.day


def test_nobody_is_at_two_schools_at_once() -> None:
    by_inspector: dict[str, list[tuple[datetime, datetime]]] = {}
    for visit in plan_visits(DAYS[0], YearShape()).visits:
        spans = by_inspector.setdefault(visit.inspector.account, [])
        spans.append((visit.starts_at, visit.ends_at))
    for spans in by_inspector.values():
        assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_the_same_day_gives_the_same_plan() -> None:
    one, other = (plan_visits(DAYS[0], YearShape()) for _ in range(2))
    assert one.visits == other.visits


def test_the_district_is_as_the_plan_says() -> None:
    schools = region.schools()
    assert (len(schools), len({each.school_id for each in schools})) == (60, 60)
    assert len({each.kind for each in schools}) == 10
    assert Counter(each.zone for each in schools) == dict.fromkeys(
        (zone.zone for zone in region.ZONES), 15
    )
    assert len(region.inspectors()) == 14
    for school in schools:
        assert school.code is None or code_problem(school.code) is None
        assert school.code is None or school.kind in kinds_of(school.code)


def test_no_two_records_are_the_same_but_the_copied_ones() -> None:
    wording, seen = Wording(), set()
    visits = plan_visits(DAYS[0], YearShape()).visits
    for visit in visits:
        seen.add(wording.notes(visit, dice("words", visit.number))[NoteSection.RECORD])
    copied = sum(visit.oddity is Oddity.COPIED for visit in visits)
    assert len(seen) == len(visits) - copied
    assert "{" not in "".join(seen)
    assert set(BY_MONTH) == set(range(1, 13))


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (26, (1, 1, 1, 1), [7, 7, 6, 6]),
        (1_093, (4, 4, 3, 3), [313, 312, 234, 234]),
        (3, (0, 1), [0, 3]),
    ],
)
def test_a_total_is_split_to_the_last_one(
    total: int, weights: tuple[int], parts: list[int]
) -> None:
    assert split(total, weights) == parts
    assert sum(parts) == total


def test_what_cannot_be_split_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to split over"):
        split(3, (0, 0))
    with pytest.raises(ValueError, match="cannot hold"):
        scatter(7, 3, 2, dice("few"))
