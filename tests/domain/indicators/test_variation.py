"""The coefficient of variation, weighted by pupils, against a worked example and its laws."""

from decimal import Decimal
from math import isclose
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.indicators.variation import Provision, Variation, variation

PUPILS, BOOKS = (45, 37, 89, 76, 55), (279, 137, 935, 160, 402)
SCHOOLS = st.lists(
    st.tuples(st.integers(1, 3000), st.integers(0, 90_000)), min_size=1, max_size=12
).filter(lambda found: any(amount for _, amount in found))


def provided(pairs, *, times: int = 1, more_pupils: int = 1) -> list[Provision]:
    return [
        Provision(
            f"s{number}",
            Decimal(pupils * more_pupils),
            None if amount is None else Decimal(amount * times),
        )
        for number, (pupils, amount) in enumerate(pairs, start=1)
    ]


def varied(pairs, **changes) -> Variation:
    found = variation(provided(pairs, **changes))
    assert found is not None
    return found


EXAMPLE = tuple(zip(PUPILS, BOOKS, strict=True))


def test_the_worked_example_is_weighted_by_pupils():
    found = varied(EXAMPLE)
    assert [round(each, 4) for each in (found.mean, found.deviation, found.coefficient)] == [
        Decimal("6.3344"),
        Decimal("3.2639"),
        Decimal("0.5153"),
    ]
    rates = [books / pupils for pupils, books in EXAMPLE]
    assert round(pstdev(rates) / fmean(rates), 4) != 0.5153
    assert (found.pupils, found.amount) == (Decimal(302), Decimal(1913))
    assert found.schools == 5


def test_the_school_that_moves_it_most_is_the_one_without_which_it_is_lowest():
    found = varied(EXAMPLE)
    without = {
        f"s{number + 1}": varied([*EXAMPLE[:number], *EXAMPLE[number + 1 :]]).coefficient
        for number in range(len(EXAMPLE))
    }
    assert found.moved_most_by == "s4" == min(without, key=lambda each: without[each])
    assert min(without.values()) == without["s4"] or found.moves["s4"] > 0


def test_a_school_whose_figure_is_not_known_and_one_without_pupils_are_left_out():
    pairs = [*EXAMPLE, (60, None), (0, 500), (0, None)]
    found = varied(pairs)
    assert found.coefficient == varied(EXAMPLE).coefficient
    assert found.left_out == ("s6",)


@pytest.mark.parametrize("pairs", [[], [(0, 9)], [(9, None)], [(9, 0), (8, 0)]])
def test_nothing_comes_of_what_nobody_has(pairs):
    assert variation(provided(pairs)) is None


def test_one_school_alone_differs_from_none_and_moves_nothing():
    found = varied([(45, 279)])
    assert found.coefficient == 0
    assert (dict(found.moves), found.moved_most_by) == ({}, None)
    assert varied([(45, 90), (7, 14)]).moved_most_by is None


@given(SCHOOLS)
def test_with_equal_schools_it_is_the_plain_coefficient_of_the_population(pairs):
    amounts = [amount for _, amount in pairs]
    found = varied([(100, amount) for amount in amounts])
    rates = [amount / 100 for amount in amounts]
    plain = pstdev(rates) / fmean(rates)
    assert isclose(float(found.coefficient), plain, rel_tol=1e-9, abs_tol=1e-9)


@given(SCHOOLS, st.integers(2, 50))
def test_it_is_the_same_in_any_unit_and_for_any_number_of_pupils_as_large(pairs, times):
    found = varied(pairs)
    assert varied(pairs, times=times).coefficient == found.coefficient
    assert varied(pairs, more_pupils=times).coefficient == found.coefficient
    assert abs(varied(pairs, times=times).mean - found.mean * times) < Decimal("1e-9")


@given(SCHOOLS)
def test_it_does_not_depend_on_the_order_and_vanishes_only_where_all_have_the_same(pairs):
    found = varied(pairs)
    assert varied(pairs[::-1]).coefficient == found.coefficient
    pupils, amount = pairs[0]
    are_equal = all(other * pupils == amount * many for many, other in pairs)
    assert (found.coefficient == 0) is are_equal


@given(SCHOOLS)
def test_what_a_school_moves_is_the_difference_that_it_makes(pairs):
    found = varied(pairs)
    for number in range(len(pairs)):
        rest = variation(provided([*pairs[:number], *pairs[number + 1 :]]))
        move = found.moves.get(f"s{number + 1}")
        assert (rest is None) is (move is None)
        if rest is not None and move is not None:
            assert abs(found.coefficient - rest.coefficient - move) < Decimal("1e-15")
