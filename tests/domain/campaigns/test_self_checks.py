"""Which units have reported of themselves, which are late with it, and who may still answer."""

import pytest

from domain.campaigns.faults import plea_fault
from domain.campaigns.self_checks import SelfCheckState, self_check_state, self_checks
from domain.kinds.campaign.carrying_out import SelfChecked
from domain.kinds.campaign.course import CampaignStage
from tests.builders.campaigns import TEAM, a_plan
from tests.domain.campaigns.acts import (
    APPROVED,
    CLOSED,
    DAY,
    EARLY,
    TOLD,
    WITHDRAWN,
    Said,
    by_office,
    made,
    told,
)

S, G = SelfCheckState, CampaignStage
STAGES = (G.SELF_CHECK, G.FIELD)
DUE = "2026-05-20"
LATER = by_office(SelfChecked(unit="school-1", reported_on="2026-05-21", has_problems=False))
REPORTED = by_office(SelfChecked(unit="school-1", reported_on=DUE, has_problems=False))


def asking(*said: Said, due: str | None = DUE):
    plan = a_plan(stages=STAGES, teams=(TEAM,), units=("school-2",), self_check_due=due)
    found = told(said, plan)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("said", "today", "state"),
    [
        ((), DUE, S.UNASKED),
        ((APPROVED,), DUE, S.WAITING),
        ((APPROVED,), "2026-05-21", S.OVERDUE),
        ((APPROVED, REPORTED), "2026-06-30", S.IN_TIME),
        ((APPROVED, LATER), "2026-06-30", S.LATE),
        ((APPROVED, EARLY, CLOSED), "2026-06-30", S.MISSING),
        ((APPROVED, WITHDRAWN), "2026-06-30", S.UNASKED),
    ],
)
def test_a_unit_is_waited_for_until_the_day_and_late_after_it(
    said: tuple[Said, ...], today: str, state: SelfCheckState
) -> None:
    assert self_check_state(asking(*said), "school-1", today) is state


def test_nothing_is_late_without_a_day_nor_asked_without_the_stage() -> None:
    assert self_check_state(asking(APPROVED, LATER, due=None), "school-1", DUE) is S.IN_TIME
    assert self_check_state(asking(APPROVED, due=None), "school-1", "2026-12-31") is S.WAITING
    assert self_check_state(made(APPROVED), "school-1", DUE) is S.UNASKED


def test_those_who_are_silent_are_named_in_the_plans_order() -> None:
    found = self_checks(asking(APPROVED, REPORTED), DUE)
    assert (found.reported, found.waiting, found.overdue) == (1, ("school-2",), ())
    late = self_checks(asking(APPROVED), "2026-05-21")
    assert (late.reported, late.silent) == (0, ("school-1", "school-2"))


def test_a_unit_may_answer_an_opinion_until_the_day_that_it_was_told() -> None:
    campaign = asking(APPROVED, EARLY, TOLD)
    assert plea_fault(campaign, "school-1", "2026-05-21") is None
    late = plea_fault(campaign, "school-1", "2026-05-22")
    assert late is not None
    assert "申辩期到 2026-05-21" in late.words
    assert plea_fault(campaign, "school-2", DAY) is not None
