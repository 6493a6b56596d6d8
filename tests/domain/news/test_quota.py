"""What reporting units owe by the month and by the year, and when they are behind (4-11)."""

import pytest

from domain.kinds.office.news import ReportingQuota, ReportingUnitSet, UnitLevel
from domain.news.quota import (
    Reported,
    owed_in_month,
    owed_over,
    quota_in,
    standing,
    with_quota,
)

YEAR = tuple(f"2026-{month:02}" for month in range(1, 13))


def a_quota(from_month="2026-01", a_month=None, a_year=None):
    return ReportingQuota(from_month=from_month, a_month=a_month, a_year=a_year)


def a_unit(*quotas, **facts):
    said = {"unit_id": "u1", "name": "云溪区", "level": UnitLevel.COUNTY, **facts}
    return ReportingUnitSet(quotas=quotas, **said)


def test_a_county_owes_two_a_month_and_so_twenty_four_a_year():
    county = a_unit(a_quota(a_month=2))
    assert owed_in_month(county, "2026-05") == 2
    assert owed_over(county, YEAR) == 24


def test_a_quota_holds_from_its_month_on_and_the_one_before_until_then():
    area = a_unit(a_quota("2026-01", a_month=2), a_quota("2026-07", a_month=1))
    assert [owed_in_month(area, f"2026-{month:02}") for month in (6, 7)] == [2, 1]
    assert owed_over(area, YEAR) == 6 * 2 + 6 * 1
    assert quota_in(area, "2025-12") is None


def test_a_quota_that_begins_in_mid_year_owes_its_part_of_the_year():
    city = a_unit(a_quota("2026-07", a_year=200))
    assert owed_over(city, YEAR) == 100
    assert owed_in_month(city, "2026-08") is None
    assert owed_over(a_unit(a_quota("2026-11", a_year=5)), YEAR) == 1


def test_the_number_by_the_year_goes_before_that_by_the_month_over_a_year():
    both = a_unit(a_quota(a_month=1, a_year=30))
    assert owed_in_month(both, "2026-05") == 1
    assert owed_over(both, YEAR) == 30


@pytest.mark.parametrize(
    "unit",
    [a_unit(), a_unit(a_quota("2027-01", a_month=2)), a_unit(a_quota("2026-01"))],
    ids=["none", "later", "taken back"],
)
def test_without_a_quota_nothing_is_owed(unit):
    assert owed_in_month(unit, "2026-05") is None
    assert owed_over(unit, YEAR) is None
    stands = standing(unit, ("2026-05",), {"u1": 3}, "2026-06")
    assert (stands.state, stands.lacking, stands.done) == (Reported.NONE_OWED, 0, 3)


def test_a_unit_owes_nothing_in_the_month_in_which_it_goes_out_of_use():
    closed = a_unit(a_quota(a_month=2), closed_on="2026-05-20")
    assert [owed_in_month(closed, f"2026-{month:02}") for month in (4, 5)] == [2, None]
    assert owed_over(closed, YEAR) == 8


@pytest.mark.parametrize(
    ("done", "running", "state", "lacking"),
    [
        (2, "2026-05", Reported.DONE, 0),
        (1, "2026-05", Reported.ON_THE_WAY, 1),
        (1, "2026-06", Reported.LACKING, 1),
        (0, "2026-06", Reported.LACKING, 2),
        (5, "2026-06", Reported.DONE, 0),
    ],
)
def test_a_month_is_lacking_only_once_it_is_over(done, running, state, lacking):
    stands = standing(a_unit(a_quota(a_month=2)), ("2026-05",), {"u1": done}, running)
    assert (stands.state, stands.lacking) == (state, lacking)


def test_a_running_year_is_behind_only_for_the_months_that_are_over():
    county = a_unit(a_quota(a_month=2))
    assert standing(county, YEAR, {"u1": 8}, "2026-05").state is Reported.ON_THE_WAY
    assert standing(county, YEAR, {"u1": 7}, "2026-05").state is Reported.LACKING
    assert standing(county, YEAR, {"u1": 0}, "2026-01").state is Reported.ON_THE_WAY
    assert standing(county, (), {}, "2026-01").state is Reported.NONE_OWED


def test_of_a_unit_over_all_others_the_news_of_all_counts():
    city = a_unit(a_quota(a_year=200), unit_id="city", counts_all=True)
    stands = standing(city, YEAR, {"u1": 150, "u2": 50}, "2027-01")
    assert (stands.done, stands.state) == (200, Reported.DONE)


def test_a_new_quota_takes_the_place_of_the_one_of_its_month():
    first = a_quota("2026-01", a_month=2)
    later = a_quota("2026-07", a_month=1)
    assert with_quota((later,), first) == (first, later)
    assert with_quota((first, later), a_quota("2026-07", a_month=3))[1].a_month == 3
    assert with_quota((first,), a_quota("2026-05", a_month=2)) == (first,)
    assert with_quota((), a_quota("2026-05")) == ()
