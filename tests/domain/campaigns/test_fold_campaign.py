"""A campaign: what of what is said of it counts, in whatever order it arrives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kinds.campaign.campaign import NOT_OF_PLAN, OVER, UNTIMELY, without_receipt
from domain.kinds.campaign.course import CampaignStage, CampaignState
from domain.kinds.campaign.preparing import NOT_READY, CampaignApproved
from domain.kinds.piece import ReasonPrivate, TextPrivate
from tests.builders.campaigns import a_plan
from tests.domain.campaigns.acts import (
    ACTS,
    APPROVED,
    BEGUN,
    CHECKED,
    CHEN,
    CLERK,
    CLOSED,
    DAY,
    EARLY,
    ELSEWHERE,
    OTHER,
    PLAN,
    PLEA,
    PREPARED,
    RECEIPTS,
    REOPENED,
    REPORTING,
    RUNNING,
    SUN,
    TOLD,
    URGED,
    WANG,
    WITHDRAWN,
    Said,
    by_office,
    made,
    reasons,
    received,
    stage,
    told,
)

S, G = CampaignState, CampaignStage


def elsewhere(said: Said, **fields: object) -> Said:
    """The same said of another unit."""
    author, body, private = said
    return author, body.model_copy(update=fields), private


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ((), S.DRAFT),
        ((APPROVED,), S.APPROVED),
        (PREPARED, S.APPROVED),
        (RUNNING, S.RUNNING),
        (REPORTING, S.REPORTING),
        ((*REPORTING, CLOSED), S.CLOSED),
        ((*REPORTING, CLOSED, REOPENED), S.REPORTING),
        ((APPROVED, WITHDRAWN), S.WITHDRAWN),
    ],
)
def test_it_goes_from_draft_to_closed(said: tuple[Said, ...], state: CampaignState) -> None:
    campaign = made(*said)
    assert (campaign.state, campaign.ignored) == (state, ())


def test_one_without_preparation_runs_once_it_is_approved() -> None:
    found = told((APPROVED,), a_plan())
    assert found is not None
    assert found.state is S.RUNNING


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ((BEGUN,), UNTIMELY),
        ((APPROVED, APPROVED), UNTIMELY),
        ((APPROVED, BEGUN), NOT_READY),
        ((*PREPARED[:-1], BEGUN), NOT_READY),
        ((APPROVED, stage(G.NOTICE)), NOT_READY),
        ((APPROVED, stage(G.CIRCULAR)), NOT_OF_PLAN),
        ((*PREPARED, stage(G.FIELD)), UNTIMELY),
        ((*RUNNING, stage(G.FEEDBACK)), NOT_READY),
        ((stage(G.MEETING),), UNTIMELY),
        ((CHECKED,), UNTIMELY),
        ((*PREPARED, TOLD), UNTIMELY),
        ((*RUNNING, PLEA), NOT_OF_PLAN),
        ((*PREPARED, CLOSED), UNTIMELY),
        ((*RUNNING, REOPENED), UNTIMELY),
        ((*RUNNING, elsewhere(CHECKED, unit="school-9")), NOT_OF_PLAN),
        ((*RUNNING, elsewhere(URGED, units=("school-9",))), NOT_OF_PLAN),
        ((*PREPARED, CHECKED, URGED), NOT_OF_PLAN),
        ((URGED,), UNTIMELY),
        ((*RUNNING, elsewhere(TOLD, units=("school-9",))), NOT_OF_PLAN),
        ((*REPORTING, elsewhere(CLOSED, uncovered=("school-9",))), NOT_OF_PLAN),
        ((*REPORTING, CLOSED, PLEA), OVER),
        ((WITHDRAWN, APPROVED), OVER),
        ((RECEIPTS,), UNTIMELY),
        ((*PREPARED, RECEIPTS), NOT_OF_PLAN),
        ((APPROVED, received(OTHER)), NOT_OF_PLAN),
        ((received(CHEN),), UNTIMELY),
        (((CLERK, CampaignApproved(approved_on=DAY), TextPrivate()),), "no_right"),
        (((ELSEWHERE, CampaignApproved(approved_on=DAY), TextPrivate()),), "no_right"),
    ],
)
def test_what_comes_at_the_wrong_time_or_by_the_wrong_one_does_not_count(
    said: tuple[Said, ...], reason: str
) -> None:
    assert reasons(*said) == [reason]


def test_the_teams_may_go_early_for_a_reason_and_what_was_left_is_seen() -> None:
    campaign = made(APPROVED, EARLY, stage(G.FIELD))
    assert (campaign.state, campaign.begun and campaign.begun.is_early) == (S.REPORTING, True)
    assert G.BRIEFING not in campaign.done


def test_who_received_it_is_asked_again_when_it_changed_unless_the_change_is_small() -> None:
    phones = tuple(map(received, (CHEN, WANG, SUN)))
    small = by_office(PLAN.model_copy(update={"keeps_receipts": True, "title": "更名"}))
    large = by_office(PLAN.model_copy(update={"content": "加查留样"}))
    assert without_receipt(made(APPROVED, *phones[:2])) == ("sun.li",)
    assert made(APPROVED, *phones, phones[0]).ignored == ()
    assert without_receipt(made(APPROVED, *phones, small)) == ()
    assert without_receipt(made(APPROVED, *phones, large)) == PLAN.people
    assert without_receipt(made(APPROVED, *phones, large, *phones)) == ()


def test_a_unit_that_comes_or_goes_after_the_approval_is_named_with_the_reason() -> None:
    moved = by_office(
        PLAN.model_copy(update={"teams": (), "units": ("school-2",)}), ReasonPrivate(reason="停办")
    )
    campaign = made(APPROVED, moved)
    assert {unit: each.text for unit, each in campaign.dropped.items()} == {"school-1": "停办"}
    assert set(campaign.added) == {"school-2"}
    assert (made(moved).added, made(moved).dropped) == ({}, {})
    assert made(APPROVED, moved, by_office(PLAN)).dropped.keys() == {"school-2"}


def test_a_unit_has_the_team_that_goes_there_or_none() -> None:
    assert PLAN.team_of("school-1") == PLAN.teams[0]
    assert PLAN.team_of("school-9") is None


def test_another_campaigns_plan_changes_nothing() -> None:
    other = by_office(PLAN.model_copy(update={"campaign_id": "k2"}))
    assert reasons(other) == [NOT_OF_PLAN]


def test_what_came_of_it_at_a_unit_is_kept_and_told_anew() -> None:
    campaign = made(*RUNNING, CHECKED, TOLD, PLEA)
    assert campaign.self_checks["school-1"].has_problems
    assert campaign.opinions["school-1"].plead_by == "2026-05-21"
    assert campaign.pleas["school-1"].said_on == DAY
    assert made(*RUNNING, TOLD, PLEA, TOLD).pleas == {}
    assert made(*PREPARED, URGED).urged["school-1"].text == "请快报"
    closing = made(*REPORTING, CLOSED).closing
    assert closing is not None
    assert closing.uncovered == {"school-1": "停课"}


@given(st.lists(ACTS, max_size=12), st.integers(0, 99))
def test_any_order_of_arrival_makes_the_same_and_each_act_counts_or_says_why(
    said: list[Said], seed: int
) -> None:
    plain, shuffled = told(said), told(said, shuffled=seed)
    assert plain == shuffled
    assert plain is not None
    assert len(plain.ignored) <= len(said)


def test_nothing_is_there_without_its_opening() -> None:
    assert told((), first=ELSEWHERE) is not None
    assert told((), first=CHEN) is None
