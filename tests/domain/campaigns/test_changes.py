"""A plan with one unit more or less."""

from domain.campaigns.changes import with_unit, without_unit
from tests.builders.campaigns import TEAM, a_plan

PLAN = a_plan(teams=(TEAM,), units=("school-2",))


def test_a_unit_joins_a_team_or_stands_alone():
    joined = with_unit(PLAN, "school-3", "t1")
    assert (joined.teams[0].units, joined.units) == (("school-1", "school-3"), ("school-2",))
    alone = with_unit(PLAN, "school-3")
    assert (alone.teams[0].units, alone.units) == (("school-1",), ("school-2", "school-3"))


def test_a_unit_leaves_wherever_it_is():
    assert without_unit(PLAN, "school-1").all_units == ("school-2",)
    assert without_unit(PLAN, "school-2").all_units == ("school-1",)
    assert without_unit(with_unit(PLAN, "school-3", "t1"), "school-3") == PLAN
