"""A draw is a function of what was announced and a number, and of nothing else."""

import hashlib
import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.campaigns.draw import (
    IMPOSSIBLE,
    Drawing,
    DrawnTeam,
    Lot,
    Share,
    draw,
    drawn_units,
)
from domain.errors import BadInput

ENTRY, DIGITS = "0" * 64, "03081522273109"
UNITS = [f"school-{number}" for number in range(1, 9)]
PEOPLE = ["chen", "wang", "sun", "liu", "zhao", "qian", "li"]
USUAL = Drawing(
    announcement=ENTRY,
    shares=[Share(2, UNITS[:5]), Share(1, UNITS[5:])],
    people=PEOPLE,
    teams=2,
    team_size=3,
    avoided={("chen", "school-1"), ("wang", "school-7")},
)


@st.composite
def drawings(make) -> Drawing:
    """Any two classes of units, people, teams, and relations between them."""
    sizes = make(st.tuples(st.integers(1, 12), st.integers(1, 12)))
    shares = [
        Share(make(st.integers(1, size)), [f"{name}-{number}" for number in range(size)])
        for name, size in zip("ab", sizes, strict=True)
    ]
    units = [unit for each in shares for unit in each.units]
    teams = make(st.integers(1, min(3, sum(each.count for each in shares))))
    size = make(st.integers(2, 4))
    people = [f"p{number}" for number in range(make(st.integers(teams * size, 16)))]
    pairs = st.tuples(st.sampled_from(people), st.sampled_from(units))
    avoided = make(st.frozensets(pairs, max_size=12))
    return Drawing(ENTRY, shares, people, teams, size, avoided)


digits = st.text("0123456789", min_size=6, max_size=14)


def drawn(drawing: Drawing, number: str) -> tuple[DrawnTeam, ...]:
    """What is drawn, of what can be."""
    try:
        return draw(drawing, number)
    except BadInput:
        assume(False)
        raise


@given(drawings(), digits)
def test_all_that_was_announced_is_kept(drawing: Drawing, number: str) -> None:
    teams = drawn(drawing, number)
    units = [unit for team in teams for unit in team.units]
    people = [one for team in teams for one in team.people]
    assert len(units) == len(set(units)) == sum(each.count for each in drawing.shares)
    for share in drawing.shares:
        assert len(set(units) & set(share.units)) == share.count
    assert len(people) == len(set(people)) == drawing.teams * drawing.team_size
    assert all(len(team.people) == drawing.team_size and team.units for team in teams)
    met = {(one, unit) for team in teams for one in team.people for unit in team.units}
    assert met.isdisjoint(drawing.avoided)


@given(drawings(), digits, st.randoms(use_true_random=False))
def test_no_order_makes_a_difference(drawing: Drawing, number: str, chance: random.Random) -> None:
    shares = [
        Share(each.count, chance.sample(each.units, len(each.units))) for each in drawing.shares
    ]
    chance.shuffle(shares)
    people = chance.sample(list(drawing.people), len(drawing.people))
    assert draw_or_none(drawing, number) == draw_or_none(
        replace(drawing, shares=shares, people=people), number
    )


def draw_or_none(drawing: Drawing, number: str) -> tuple[DrawnTeam, ...] | None:
    try:
        return draw(drawing, number)
    except BadInput:
        return None


def test_without_relations_teams_have_units_in_equal_numbers() -> None:
    shares = [Share(7, UNITS)]
    teams = draw(replace(USUAL, shares=shares, avoided=frozenset()), DIGITS)
    assert sorted(len(team.units) for team in teams) == [3, 4]


def test_units_and_people_are_drawn_about_equally_often_and_lead_so_too() -> None:
    units, people, leaders = Counter[str](), Counter[str](), Counter[str]()
    drawing = replace(USUAL, shares=[Share(2, UNITS)], avoided=frozenset())
    times = 2000
    for number in range(times):
        for team in draw(drawing, f"{number:06d}"):
            units.update(team.units)
            people.update(team.people)
            leaders[team.people[0]] += 1
    for found, pool, expected in (
        (units, UNITS, times * 2 / 8),
        (people, PEOPLE, times * 6 / 7),
        (leaders, PEOPLE, times * 2 / 7),
    ):
        assert all(abs(found[each] - expected) < 0.15 * expected for each in pool)


def test_another_announcement_or_number_is_another_draw() -> None:
    usual = draw(USUAL, DIGITS)
    assert usual == draw(USUAL, DIGITS)
    assert usual != draw(USUAL, "03081522273110")
    assert usual != draw(replace(USUAL, announcement="1" * 64), DIGITS)


def test_it_is_what_the_docs_say() -> None:
    def rank(role: str, code: str) -> str:
        text = f"duji-draw-v1\n{ENTRY}\n{DIGITS}\n{role}\n{code}"
        return hashlib.sha256(text.encode()).hexdigest()

    units = sorted(UNITS[:5], key=lambda each: rank("unit", each))[:2]
    units += sorted(UNITS[5:], key=lambda each: rank("unit", each))[:1]
    units.sort(key=lambda each: rank("unit", each))
    assert drawn_units(USUAL, Lot(ENTRY, DIGITS)) == units
    people = sorted(PEOPLE, key=lambda each: rank("person/1", each))
    first, second = draw(replace(USUAL, avoided=frozenset()), DIGITS)
    assert (first.people, second.people) == (tuple(people[0:6:2]), tuple(people[1:6:2]))
    assert (first.units, second.units) == ((units[0], units[2]), (units[1],))


def test_people_are_drawn_anew_until_every_unit_has_a_team_and_never_for_ever() -> None:
    lonely = {(each, "school-1") for each in PEOPLE[:4]}
    drawing = replace(USUAL, shares=[Share(8, UNITS)], avoided=lonely)
    there = next(team for team in draw(drawing, DIGITS) if "school-1" in team.units)
    assert not set(there.people) & set(PEOPLE[:4])
    for wrong in (
        replace(drawing, avoided={(each, "school-1") for each in PEOPLE[:5]}),
        replace(drawing, people=PEOPLE[:5]),
        replace(drawing, shares=[Share(1, UNITS)]),
    ):
        with pytest.raises(BadInput) as refused:
            draw(wrong, DIGITS)
        assert refused.value.specific_code == IMPOSSIBLE
