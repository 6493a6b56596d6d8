"""A campaign's coverage by town and by kind of unit (3-05)."""

from hypothesis import given
from hypothesis import strategies as st

from domain.campaigns.coverage import CampaignVisit, Share, UnitFacts, coverage, shares
from domain.register.school_kind import SchoolKind
from tests.builders.campaigns import a_plan

K = SchoolKind
FACTS = {
    "a1": UnitFacts("青溪镇", K.PRIMARY),
    "a2": UnitFacts("青溪镇", K.KINDERGARTEN, is_public=False),
    "b1": UnitFacts("谢桥镇", K.JUNIOR),
    "b2": UnitFacts("谢桥镇", K.TOWNSHIP),
    "c1": UnitFacts("", K.SENIOR),
    "c2": UnitFacts("", K.DEPARTMENT),
}


def visited(*units: str, planned: tuple[str, ...] = tuple(FACTS)):
    visits = [CampaignVisit(f"v-{each}", each, "2026-05-14", "chen.jing", 0) for each in units]
    return coverage(a_plan(units=planned), visits)


def test_a_town_is_covered_when_all_its_units_of_the_plan_are():
    found = shares(visited("a1", "b1", "b2"), FACTS)
    assert found.towns == (Share("青溪镇", 2, 1), Share("谢桥镇", 2, 2))
    assert (found.towns_covered, found.no_town) == (1, Share("", 2, 0))


def test_schools_of_towns_and_the_others_add_up_to_all():
    found = shares(visited("a1", "a2", "c2"), FACTS)
    assert (found.town_schools, found.others) == (
        Share("town_schools", 2, 1),
        Share("others", 4, 2),
    )


def test_kinds_stand_in_their_order_and_what_the_register_has_not_stands_last():
    found = shares(visited("c2", "gone", planned=("gone", "c2", "a1")), FACTS)
    assert found.kinds == (
        Share("primary", 1, 0),
        Share("department", 1, 1),
        Share("", 1, 1),
    )


def test_what_is_no_school_is_told_from_a_school():
    others = {each for each in SchoolKind if not each.is_school}
    assert others == {K.TRAINING, K.TOWNSHIP, K.DEPARTMENT}


@given(st.lists(st.sampled_from(sorted(FACTS)), unique=True))
def test_every_way_to_cut_them_adds_up_to_the_whole(units: list[str]):
    whole = visited(*units)
    found = shares(whole, FACTS)
    for parts in ((*found.towns, found.no_town), found.kinds, (found.town_schools, found.others)):
        assert sum(each.units for each in parts) == len(whole.units)
        assert sum(each.covered for each in parts) == len(whole.covered)
