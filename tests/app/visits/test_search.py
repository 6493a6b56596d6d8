"""Finding a unit by name, short name, initials, or a mixture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.visits.search import Unit, matches, unit_of, units_of
from domain.kinds.register.school import SchoolKind
from tests.builders.district import PRIMARY, TOWNSHIP, UNITS
from tests.builders.register import a_school

NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@pytest.mark.parametrize(
    "typed",
    [
        "实验",
        "栖云实验小学",
        "实小",
        "syx",
        "SYX",
        "ｓｙｘ",
        "实yx",
        "s验x",
        "qysy小学",
        "  syx ",
        "城关",
        "一片",
        "实验 城关",
        "syx 一片区",
        "",
    ],
)
def test_school_is_found_by_what_one_remembers(typed):
    assert matches(PRIMARY, typed)


@pytest.mark.parametrize("typed", ["实中", "sxy", "syxxx", "xx小学", "实验 河湾", "栖 云 山"])
def test_what_does_not_fit_finds_nothing(typed):
    assert not matches(PRIMARY, typed)


def test_township_is_found_like_a_school():
    assert matches(TOWNSHIP, "qsz")
    assert matches(TOWNSHIP, "镇rmzf")


def test_rare_characters_are_found():
    rare = a_school(name="䶮·㛃小学", initials="y·jxx")
    assert matches(rare, "䶮·㛃")
    assert matches(rare, "㛃xx")


def test_initials_that_do_not_go_with_the_name_still_serve_as_a_whole():
    odd = a_school(name="实验小学", initials="sy")
    assert matches(odd, "SY")
    assert not matches(odd, "实y")


@given(name=NAMES, start=st.integers(0, 11), length=st.integers(0, 12))
def test_every_part_of_a_name_finds_it(name, start, length):
    school = a_school(name=name, initials="")
    assert matches(school, name[start : start + length])


@given(
    pairs=st.lists(
        st.tuples(st.sampled_from("实验小学一二"), st.sampled_from("abcxyz")), min_size=1
    ),
    picks=st.data(),
)
def test_any_mixture_of_characters_and_initials_finds_it(pairs, picks):
    school = a_school(
        name="".join(character for character, _ in pairs),
        initials="".join(initial for _, initial in pairs),
    )
    first = picks.draw(st.integers(0, len(pairs) - 1))
    last = picks.draw(st.integers(first + 1, len(pairs)))
    mixed = "".join(picks.draw(st.sampled_from(pair)) for pair in pairs[first:last])
    assert matches(school, mixed)


@given(st.text())
def test_anything_may_be_typed(typed):
    assert matches(PRIMARY, typed) in (True, False)


def test_kinds_are_few_and_only_those_that_there_are():
    office = a_school(school_kind=SchoolKind.DEPARTMENT)
    assert units_of((*UNITS, office)) == list(Unit)
    assert Unit.DEPARTMENT not in units_of(UNITS)
    assert units_of([PRIMARY]) == [Unit.SCHOOL]
    assert {unit_of(kind) for kind in SchoolKind} == set(Unit)
