"""Trainings and campaigns of a sealed month: late arrivals, adjustments, and what they add (S2)."""

import pytest

from domain.kinds.visit.builder import State
from domain.month.activity_changes import (
    CountedWork,
    WorkStanding,
    campaign_of,
    campaign_standing,
    work_changes,
)
from domain.month.changes import ChangeSort, Standing, Why
from domain.month.month import CampaignMonth

MAY, SEALED_AT = "2026-05", 100
TRAINING = CountedWork("t1", "training", "z1", "培训", 1, 31)
CAMPAIGN = campaign_of(CampaignMonth("c1", "专项", None, MAY))
HERE = WorkStanding(MAY, True, 50)


def changed(locked, now, standing=None):
    """Why the only change is one, and what it adds."""
    (found,) = work_changes(MAY, locked, now, lambda _: standing, SEALED_AT)
    return found.sort, found.why, found.difference, found.other


@pytest.mark.parametrize(
    ("standing", "sort", "why", "other"),
    [
        (None, ChangeSort.LATE, Why.ARRIVED, ""),
        (HERE._replace(recorded_at=None), ChangeSort.LATE, Why.ARRIVED, ""),
        (HERE._replace(recorded_at=101), ChangeSort.LATE, Why.ARRIVED, ""),
        (HERE._replace(came_from="2026-04"), ChangeSort.ADJUSTED, Why.MOVED_IN, "2026-04"),
        (HERE, ChangeSort.ADJUSTED, Why.AMENDED, ""),
    ],
)
def test_what_counts_only_now_came_late_or_was_changed(standing, sort, why, other):
    adds = {"trainings": 1, "training_attendances": 31}
    assert changed([], [TRAINING], standing) == (sort, why, adds, other)


@pytest.mark.parametrize(
    ("standing", "why", "other"),
    [
        (None, Why.UNCOUNTED, ""),
        (HERE._replace(is_standing=False), Why.CANCELLED, ""),
        (HERE._replace(month="2026-06"), Why.MOVED_OUT, "2026-06"),
        (HERE, Why.UNCOUNTED, ""),
    ],
)
def test_what_counted_only_then_is_an_adjustment_that_says_why(standing, why, other):
    less = {"campaigns": -1}
    assert changed([CAMPAIGN], [], standing) == (ChangeSort.ADJUSTED, why, less, other)


def test_other_figures_are_amended_and_another_zone_is_reassigned():
    more = {"training_attendances": 2}
    found = changed([TRAINING], [TRAINING._replace(attendances=33)])
    assert found == (ChangeSort.ADJUSTED, Why.AMENDED, more, "")
    found = changed([TRAINING], [TRAINING._replace(zone="z2")])
    assert found == (ChangeSort.ADJUSTED, Why.REASSIGNED, {}, "")


def test_what_is_the_same_or_counts_nowhere_is_no_change():
    education = CountedWork("a1", "safety_education", None, "宣讲", 18, 53_820)
    renamed = TRAINING._replace(title="业务培训")
    now = [renamed, education]
    assert work_changes(MAY, [TRAINING], now, lambda _: None, SEALED_AT) == []


def test_what_it_adds_to_the_figures_is_told_with_its_list():
    (found,) = work_changes(MAY, [], [CAMPAIGN], lambda _: HERE, SEALED_AT)
    assert found.moved == (ChangeSort.ADJUSTED, {"campaigns": 1})


def test_a_campaign_and_an_activity_of_one_code_are_two():
    found = work_changes(MAY, [CAMPAIGN], [TRAINING._replace(code="c1")], lambda _: None, SEALED_AT)
    assert [each.work.kind for each in found] == ["training", "campaign"]


def a_visit(at: int | None = 50, month: str = MAY, came_from: str = "", *, is_counted: bool = True):
    """How a visit of a campaign stands that was handed in there."""
    return Standing(State.SUBMITTED, month, is_counted, at, came_from=came_from)


@pytest.mark.parametrize(
    ("visits", "wanted"),
    [
        ([], WorkStanding(MAY, False, None)),
        ([a_visit(is_counted=False)], WorkStanding(MAY, False, None)),
        ([a_visit(month="2026-06")], WorkStanding("2026-06", True, None)),
        ([a_visit(120), a_visit(101)], WorkStanding(MAY, True, 101)),
        ([a_visit(None)], WorkStanding(MAY, True, None)),
        ([a_visit(101, came_from="2026-04")], WorkStanding(MAY, True, 101)),
        (
            [a_visit(50, came_from="2026-04"), a_visit(120)],
            WorkStanding(MAY, True, 50, "2026-04"),
        ),
    ],
)
def test_a_campaign_stands_by_its_visits(visits, wanted):
    assert campaign_standing(MAY, visits, SEALED_AT) == wanted


@pytest.mark.parametrize(("at", "sort"), [(101, ChangeSort.LATE), (50, ChangeSort.ADJUSTED)])
def test_a_campaign_is_late_where_no_visit_of_the_month_was_there_at_the_seal(at, sort):
    standing = campaign_standing(MAY, [a_visit(at)], SEALED_AT)
    (found,) = work_changes(MAY, [], [CAMPAIGN], lambda _: standing, SEALED_AT)
    assert found.sort is sort
