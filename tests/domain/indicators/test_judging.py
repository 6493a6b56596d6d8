"""Which schools count, what of theirs is a stage's, and what a standard says of a year."""

from decimal import Decimal
from typing import Any

import pytest

from domain.indicators.figure import Figure, Stage, Standard
from domain.indicators.judging import (
    Reached,
    Trend,
    judge_school,
    judge_schools,
    mean_of,
    measure,
)
from domain.indicators.jump import jumps
from domain.indicators.sharing import amount_of, provisions, rates
from domain.indicators.standard import THRESHOLDS, Threshold, own_threshold, threshold_of
from domain.kinds.register.balance_rule import BalanceRuleSet, Need
from domain.kinds.register.indicator import IndicatorSet, indicator_code

BOOKS = ((45, 279), (37, 137), (89, 935), (76, 160), (55, 402))


def a_school(number: int = 1, year: int = 2026, **facts: Any) -> IndicatorSet:
    return IndicatorSet(school_id=f"s{number}", year=year, **facts)


def with_books(*pairs, year: int = 2026) -> list[IndicatorSet]:
    return [
        a_school(number, year, primary_pupils=pupils, books=books)
        for number, (pupils, books) in enumerate(pairs, start=1)
    ]


def asked(standard: Standard, stage: Stage = Stage.PRIMARY) -> Threshold:
    found = threshold_of(standard, stage, 2026)
    assert found is not None
    return found


def test_the_example_passes_the_one_limit_and_fails_the_other():
    measured = measure(with_books(*BOOKS), [], Stage.PRIMARY)[Figure.BOOKS]
    assert measured.passes(asked(Standard.BASIC).limit) is True
    assert measured.passes(asked(Standard.HIGH).limit) is False
    assert measured.trend is Trend.UNKNOWN
    junior = measure(with_books(*BOOKS), [], Stage.JUNIOR)[Figure.BOOKS]
    assert (junior.now, junior.passes(Decimal(1))) == (None, None)


@pytest.mark.parametrize(
    ("last", "trend"),
    [
        (((45, 279), (37, 137), (89, 935), (76, 150), (55, 402)), Trend.LOWER),
        (BOOKS, Trend.SAME),
        (((10, 30), (20, 61)), Trend.HIGHER),
    ],
)
def test_a_coefficient_is_looked_at_beside_last_year_s(last, trend):
    found = measure(with_books(*BOOKS), with_books(*last, year=2025), Stage.PRIMARY)
    assert found[Figure.BOOKS].trend is trend


def test_a_mean_passes_only_once_each_of_its_indicators_is_there():
    basic = asked(Standard.BASIC)
    partly = mean_of(measure(with_books(*BOOKS), [], Stage.PRIMARY), basic)
    assert (len(partly.missing), partly.passes(basic)) == (7, None)
    assert partly.now is not None
    assert round(partly.now, 4) == Decimal("0.5153")
    names = [each.value for each in basic.figures]
    whole = [
        a_school(n, primary_pupils=pupils, **dict.fromkeys(names, books))
        for n, (pupils, books) in enumerate(BOOKS, start=1)
    ]
    full = mean_of(measure(whole, whole, Stage.PRIMARY), basic)
    assert full.passes(basic) is True
    assert full.now == full.before
    assert mean_of(measure(whole, [], Stage.PRIMARY), asked(Standard.HIGH)).passes(basic) is None
    assert mean_of(measure([], [], Stage.PRIMARY), basic).now is None


def needed(**changes: Any) -> IndicatorSet:
    """A school of 1000 pupils with just what 优质均衡 asks for, and these figures instead."""
    figures: dict[str, Any] = {
        "qualified_teachers": 42,
        "leading_teachers": 10,
        "arts_teachers": 9,
        "rooms_m2": 4500,
        "sports_m2": 7500,
        "equipment_yuan": 2_000_000,
        "multimedia_rooms": 23,
    }
    return a_school(primary_pupils=1000, **{**figures, **changes})


@pytest.mark.parametrize(
    ("changes", "reached"),
    [
        ({}, Reached.REACHED),
        ({"sports_m2": 6450}, Reached.REACHED),
        ({"sports_m2": 6375}, Reached.REACHED),
        ({"sports_m2": 6300}, Reached.NOT_REACHED),
        ({"sports_m2": 6450, "rooms_m2": 4499.5}, Reached.NOT_REACHED),
        ({"sports_m2": None}, Reached.INCOMPLETE),
        ({"sports_m2": None, "rooms_m2": 4400}, Reached.INCOMPLETE),
        ({"sports_m2": None, "rooms_m2": 3000}, Reached.NOT_REACHED),
    ],
)
def test_six_of_seven_must_be_there_and_the_seventh_to_85_percent(changes, reached):
    found = judge_school(needed(**changes), Stage.PRIMARY, asked(Standard.HIGH))
    assert found.reached is reached
    assert set(found.unknown) == {Figure(name) for name, each in changes.items() if each is None}


def test_what_several_stages_share_goes_by_their_pupils_and_their_needs():
    nine = a_school(primary_pupils=110, junior_pupils=100, books=2200)
    assert amount_of(nine, Figure.BOOKS, Stage.PRIMARY) == 1100
    assert amount_of(nine, Figure.BOOKS, Stage.JUNIOR) == 1100
    complete = a_school(junior_pupils=120, senior_pupils=100, rooms_m2=1000.5)
    assert amount_of(complete, Figure.ROOMS, Stage.JUNIOR) == Decimal("500.25")
    twelve = a_school(primary_pupils=132, junior_pupils=120, senior_pupils=100, books=3)
    assert amount_of(twelve, Figure.BOOKS, Stage.JUNIOR) == 1
    assert amount_of(twelve, Figure.TEACHERS, Stage.JUNIOR) is None
    assert rates(nine, Stage.JUNIOR, {Figure.BOOKS: 1}) == {Figure.BOOKS: 11}
    assert rates(complete, Stage.PRIMARY, {Figure.ROOMS: 1}) == {}


def test_a_teaching_point_of_fewer_than_fifty_does_not_count():
    small = a_school(1, primary_pupils=49, is_teaching_point=True, books=90)
    large = a_school(2, primary_pupils=50, is_teaching_point=True, books=90)
    school = a_school(3, primary_pupils=12, books=90)
    found = [small, large, school, a_school(4, junior_pupils=60, books=1)]
    counted = [each.school for each in provisions(found, Figure.BOOKS, Stage.PRIMARY)]
    assert counted == ["s2", "s3"]
    judged = judge_schools(found, Stage.PRIMARY, asked(Standard.HIGH))
    assert [each.stated.school_id for each in judged] == ["s2", "s3"]


def test_each_standard_holds_from_its_year_on_and_the_newest_word_counts():
    assert threshold_of(Standard.HIGH, Stage.JUNIOR, 2016) is None
    assert threshold_of(Standard.BASIC, Stage.JUNIOR, 2016) is not None
    old = asked(Standard.HIGH, Stage.JUNIOR)
    newer = Threshold(Standard.HIGH, Stage.JUNIOR, 2030, Decimal("0.40"), "新的办法", old.figures)
    among = (newer, *THRESHOLDS)
    assert threshold_of(Standard.HIGH, Stage.JUNIOR, 2029, among) == old
    assert threshold_of(Standard.HIGH, Stage.JUNIOR, 2030, among) == newer
    assert all(each.source for each in THRESHOLDS)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (130, []),
        (70, []),
        (131, ["图书册数比上年增加 31%（100 → 131）"]),
        (69.5, ["图书册数比上年减少 30%（100 → 69.5）"]),
        (None, []),
    ],
)
def test_what_is_more_than_thirty_percent_off_last_year_s_is_asked_about(now, words):
    last = a_school(year=2025, primary_pupils=100, books=100)
    found = jumps(last, a_school(primary_pupils=100, books=now))
    assert [each.words for each in found] == words


def test_without_a_last_year_nothing_is_asked_and_from_nothing_everything_is():
    now = a_school(primary_pupils=100, books=100, computers=5)
    assert jumps(None, now) == []
    before = a_school(year=2025, primary_pupils=100, books=0)
    assert [each.words for each in jumps(before, now)] == ["图书册数比上年增加（0 → 100）"]
    assert indicator_code("s1", 2026) == "s1/2026"


def test_a_districts_own_rule_changes_what_it_says_and_nothing_else() -> None:
    rule = BalanceRuleSet(
        rule_id="b1",
        standard=Standard.HIGH,
        stage=Stage.PRIMARY,
        from_year=2017,
        limit=0.45,
        needs=(Need(figure=Figure.LEADING, amount=1.5),),
        source="某省的办法",
    )
    state = threshold_of(Standard.HIGH, Stage.PRIMARY, 2026)
    own = own_threshold(rule)
    assert state is not None
    assert (own.limit, own.needs[Figure.LEADING]) == (Decimal("0.45"), Decimal("1.5"))
    assert own.needs[Figure.ROOMS] == state.needs[Figure.ROOMS]
    assert threshold_of(Standard.HIGH, Stage.PRIMARY, 2026, (own, *THRESHOLDS)) is own
