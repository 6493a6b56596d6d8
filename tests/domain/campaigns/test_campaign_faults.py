"""What cannot be planned or said of a campaign is said beside its field."""

import pytest

from domain.campaigns.coverage import CampaignVisit, UnitResult, coverage
from domain.campaigns.faults import (
    KnownThings,
    approval_fault,
    beginning_fault,
    closing_fault,
    day_fault,
    letter_fault,
    opinion_fault,
    plan_fault,
    stage_fault,
)
from domain.campaigns.presets import PRESETS
from domain.kinds.campaign.course import CampaignPreset, CampaignStage, in_stage_order
from tests.builders.campaigns import FULL, TEAM, a_plan
from tests.domain.campaigns.acts import (
    APPROVED,
    DAY,
    EARLY,
    PLEA,
    PREPARED,
    RUNNING,
    TOLD,
    made,
)

G = CampaignStage
KNOWN = KnownThings(inspectors={*TEAM.people, "liu.na"}, avoided={("liu.na", "school-2")})


def copied(**fields: object):
    return TEAM.model_copy(update=fields)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, ""),
        ({"to_on": "2026-04-30"}, "to_on"),
        ({"stages": (G.NOTICE,)}, "stages"),
        ({"self_check_due": "2026-05-10"}, "self_check_due"),
        ({"self_check_due": "2026-05-10", "stages": (G.SELF_CHECK, G.FIELD)}, ""),
        ({"self_check_due": "2026-06-10", "stages": (G.SELF_CHECK, G.FIELD)}, "self_check_due"),
        ({"teams": (TEAM,), "units": ()}, ""),
        ({"teams": (TEAM,)}, "units"),
        ({"teams": (TEAM, copied(team="t2", name="第二组")), "units": ()}, "units"),
        ({"teams": (copied(members=("wang.fang",)),), "units": ()}, "members"),
        ({"teams": (copied(members=("wang.fang", "bai.keyuan")),), "units": ()}, "members"),
        ({"teams": (copied(leader="bai.keyuan"),), "units": ()}, "leader"),
        ({"teams": (copied(leader="liu.na"),), "units": ()}, ""),
        ({"teams": (copied(leader="liu.na", units=("school-2",)),), "units": ()}, "units"),
    ],
)
def test_a_plan_keeps_the_rules_of_teams_units_and_days(fields, wrong) -> None:
    found = plan_fault(a_plan(**fields), KNOWN)
    assert (found.field if found else "") == wrong


def test_a_team_of_two_is_refused_and_says_how_many_there_are() -> None:
    found = plan_fault(a_plan(teams=(copied(members=("wang.fang",)),), units=()), KNOWN)
    assert found is not None
    assert "只有 2 名督学" in found.words


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, ""),
        ({"units": ()}, "units"),
        ({"teams": (copied(units=()),)}, "units"),
        ({"teams": (TEAM,), "units": ("school-2",)}, "units"),
        ({"teams": (TEAM,), "units": ()}, ""),
    ],
)
def test_what_is_approved_has_units_and_each_has_its_team(fields, wrong) -> None:
    found = approval_fault(a_plan(**fields), KNOWN)
    assert (found.field if found else "") == wrong


def test_a_day_is_neither_to_come_nor_before_the_step_before() -> None:
    assert day_fault("done_on", "2026-05-15", DAY) is not None
    assert day_fault("done_on", "2026-05-01", DAY, "2026-05-02") is not None
    assert day_fault("done_on", DAY, DAY, DAY) is None


@pytest.mark.parametrize(
    ("said", "stage", "is_wrong"),
    [
        ((APPROVED,), G.MEETING, False),
        ((APPROVED,), G.NOTICE, True),
        ((APPROVED,), G.CIRCULAR, True),
        (PREPARED, G.FIELD, True),
        (RUNNING, G.FIELD, False),
        ((APPROVED, EARLY), G.FIELD, False),
        (RUNNING, G.FEEDBACK, True),
    ],
)
def test_stages_come_in_their_order(said, stage, is_wrong) -> None:
    assert (stage_fault(made(*said), stage) is not None) is is_wrong


@pytest.mark.parametrize(
    ("said", "is_early", "reason", "wrong"),
    [
        (PREPARED, False, "", ""),
        ((APPROVED,), False, "", "is_early"),
        ((APPROVED,), True, " ", "reason"),
        ((APPROVED,), True, "上级要求", ""),
        (PREPARED[:-1], False, "", "is_early"),
    ],
)
def test_the_teams_wait_for_the_stages_and_receipts_or_a_reason(
    said, is_early, reason, wrong
) -> None:
    found = beginning_fault(made(*said), is_early=is_early, reason=reason)
    assert (found.field if found else "") == wrong


def test_a_unit_has_its_days_to_answer_before_the_letter() -> None:
    assert opinion_fault(made(*RUNNING), DAY, "2026-05-20") is not None
    assert opinion_fault(made(*RUNNING), DAY, "2026-05-21") is None
    assert letter_fault(made(*RUNNING), DAY) is not None
    assert letter_fault(made(*RUNNING, TOLD), "2026-05-21") is not None
    assert letter_fault(made(*RUNNING, TOLD), "2026-05-22") is None
    assert letter_fault(made(*RUNNING, TOLD, PLEA), DAY) is None


def a_visit(unit: str, findings: int = 0, visit: str = "v1", day: str = DAY) -> CampaignVisit:
    return CampaignVisit(
        visit=visit, unit=unit, visit_on=day, leader="chen.jing", findings=findings
    )


def test_each_unit_ends_with_problems_or_without_and_closing_wants_a_reason_for_the_rest() -> None:
    plan = a_plan(units=("a", "b", "c"))
    visits = [a_visit("a", 2), a_visit("a", 0, "v0", "2026-05-01"), a_visit("b"), a_visit("x", 1)]
    found = coverage(plan, visits)
    results = [each.result for each in found.units.values()]
    assert results == [UnitResult.FOUND, UnitResult.CLEAR, UnitResult.OPEN]
    assert [each.visit for each in found.units["a"].visits] == ["v0", "v1"]
    assert (found.visits, len(found.besides), found.is_whole) == (4, 1, False)
    assert (found.covered, found.uncovered) == (("a", "b"), ("c",))
    assert closing_fault(found, {}) is not None
    assert closing_fault(found, {"c": " "}) is not None
    assert closing_fault(found, {"c": "停课"}) is None
    assert coverage(a_plan(units=("a",)), visits).is_whole


@pytest.mark.parametrize("preset", CampaignPreset)
def test_a_usual_plan_begins_with_stages_in_their_order_and_words(preset) -> None:
    words = PRESETS[preset]
    assert words.stages == in_stage_order(words.stages)
    assert G.FIELD in words.stages
    assert all((words.scope, words.content, words.demands)) is (preset is not CampaignPreset.OTHER)


def test_stages_of_a_plan_stand_in_the_order_in_which_they_come() -> None:
    assert in_stage_order(FULL[::-1]) == FULL
