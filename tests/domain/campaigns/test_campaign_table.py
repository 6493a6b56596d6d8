"""The table of campaigns: 校次 adds up, units and people are counted once (2-12, S4)."""

from domain.campaigns.table import WorkAtUnit, campaign_figures, together
from domain.kinds.campaign.plan import CampaignTeam
from tests.builders.campaigns import a_plan

TEAM = CampaignTeam(team="t1", name="第一组", leader="chen.jing", units=("s1", "s2", "s3"))


def work(unit: str, findings: int = 0, times: int = 1) -> WorkAtUnit:
    return WorkAtUnit("k1", unit, times, times, 2 * times, findings)


def test_a_campaign_tells_its_teams_its_units_and_what_was_found_there() -> None:
    plan = a_plan(teams=(TEAM,), units=("s4",))
    found = campaign_figures(plan, [work("s1", 3), work("s2", 0, 2)], 2, ["chen.jing", "b"])
    assert (found.campaigns, found.months, found.teams) == (1, 2, 1)
    assert (found.targets, found.reached, found.coverage) == (4, 2, 0.5)
    assert (found.visits, found.unit_visits, found.people) == (3, 3, 6)
    assert (found.findings, found.with_problems, found.clear) == (3, 1, 1)
    assert (found.units, found.inspectors) == ({"s1", "s2"}, {"chen.jing", "b"})


def test_a_unit_besides_the_plan_is_visited_and_no_target_reached() -> None:
    found = campaign_figures(a_plan(units=("s1",)), [work("s9")], 1, [])
    assert (found.unit_visits, found.units) == (1, {"s9"})
    assert (found.targets, found.reached, found.clear) == (1, 0, 0)


def test_53_and_25_and_58_are_136_unit_visits_at_126_units() -> None:
    schools = [f"s{number}" for number in range(126)]
    parts = (schools[:53], schools[53:78], [*schools[78:], *schools[:10]])
    found = [
        campaign_figures(a_plan(units=tuple(part)), map(work, part), 1, ["chen.jing"])
        for part in parts
    ]
    total = together(found)
    assert [each.unit_visits for each in found] == [53, 25, 58]
    assert (total.unit_visits, len(total.units), total.campaigns) == (136, 126, 3)
    assert (total.targets, total.reached, total.clear) == (136, 136, 136)
    assert total.inspectors == {"chen.jing"}


def test_no_campaign_has_no_coverage() -> None:
    assert together([]).coverage is None
