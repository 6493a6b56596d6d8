"""How often schools were visited against what they may have at most (1-18, 5-04)."""

import pytest

from domain.burden.load import (
    Load,
    VisitMade,
    ceiling_on,
    plan_of,
    school_load,
    several_on_a_day,
)
from domain.kinds.register.burden import PlannedInspectionSet, VisitCeilingSet
from domain.register.school_kind import SchoolKind

PRIMARY, NURSERY = SchoolKind.PRIMARY, SchoolKind.KINDERGARTEN


def a_ceiling(code, from_on="2026-01-01", *kinds, **facts):
    said = {"a_year": 10, **facts}
    return VisitCeilingSet(ceiling_id=code, from_on=from_on, school_kinds=kinds, **said)


def holding(ceilings, kind, day):
    """What the ceiling that holds is called."""
    found = ceiling_on(ceilings, kind, day)
    return found.ceiling_id if found else None


def a_plan(code, **facts):
    said = {"year": 2026, "title": code, "department": "督导室", **facts}
    return PlannedInspectionSet(plan_id=code, **said)


def made(visit, day="2026-05-12", school="s1", **part):
    return VisitMade(visit, school, day, **part)


def load_of(*visits, most=10, percent=80, safety=()):
    return school_load("s1", visits, frozenset(safety), (most, percent))


def test_the_latest_ceiling_that_has_begun_holds():
    some = [a_ceiling("old"), a_ceiling("new", "2026-07-01")]
    assert holding(some, PRIMARY, "2026-06-30") == "old"
    assert holding(some, PRIMARY, "2026-07-01") == "new"
    assert holding(some, PRIMARY, "2025-12-31") is None


def test_a_ceiling_of_a_kind_goes_before_one_for_all_even_a_later_one():
    some = [a_ceiling("nursery", "2026-01-01", NURSERY), a_ceiling("all", "2026-03-01")]
    assert holding(some, NURSERY, "2026-05-01") == "nursery"
    assert holding(some, PRIMARY, "2026-05-01") == "all"
    assert holding(some[:1], PRIMARY, "2026-05-01") is None


def test_a_ceiling_that_was_taken_back_holds_no_more():
    some = [a_ceiling("old"), a_ceiling("new", "2026-03-01", is_withdrawn=True)]
    assert holding(some, PRIMARY, "2026-05-01") == "old"


@pytest.mark.parametrize(
    ("number", "most", "load"),
    [
        (0, 0, Load.WITHIN),
        (1, 0, Load.ABOVE),
        (7, 10, Load.WITHIN),
        (8, 10, Load.NEAR),
        (10, 10, Load.NEAR),
        (11, 10, Load.ABOVE),
        (99, None, Load.UNBOUND),
    ],
)
def test_from_eight_of_ten_on_a_school_is_near_and_beyond_ten_above(number, most, load):
    visits = [made(f"v{each}", f"2026-05-{each % 28 + 1:02}") for each in range(number)]
    assert load_of(*visits, most=most).load is load


def test_visits_for_safety_count_apart():
    found = load_of(made("v1"), made("v2", "2026-05-13"), safety=("v2",))
    assert (found.done, found.for_safety, found.same_day) == (1, 1, 0)


def test_further_visits_of_one_day_are_told_whatever_they_were_for():
    some = [made("v1"), made("v2"), made("v3"), made("v4", "2026-05-13")]
    found = load_of(*some, safety=("v3",))
    assert (found.done, found.same_day) == (3, 2)
    others = [made("v5", "2026-05-13", "s2")]
    assert several_on_a_day([*some, *others]) == {("s1", "2026-05-12")}


def test_a_visit_is_part_of_the_plan_of_its_year_by_campaign_before_theme():
    themed = a_plan("themed", theme_ids=("may",))
    campaign = a_plan("campaign", campaigns=("k1",))
    last_year = a_plan("last", year=2025, campaigns=("k1",))
    plans = [themed, last_year, campaign]
    assert plan_of(plans, made("v1", campaign_id="k1", theme_id="may")) is campaign
    assert plan_of(plans, made("v1", theme_id="may")) is themed
    assert plan_of(plans, made("v1", "2025-05-12", campaign_id="k1")) is last_year
    assert plan_of(plans, made("v1")) is None
    assert (
        plan_of([a_plan("x", theme_ids=("may",), is_withdrawn=True)], made("v", theme_id="may"))
        is None
    )
