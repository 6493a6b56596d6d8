"""The terms of an accountability case (5-11): which run, until when, and how they are on a day."""

import pytest

from domain.accountability.clocks import Clock, ClockSort, ClockState, clocks_of, running
from domain.kinds.accountability.course import CaseAct, CaseState, Outcome
from domain.kinds.accountability.terms import last_day
from tests.builders.accountability import ALL_THE_WAY, way_to
from tests.domain.accountability.cases import anew, by_office, told

A, S = CaseAct, CaseState


@pytest.mark.parametrize(
    ("state", "sort", "due_on"),
    [
        # 60 days from the end of the inspection, and 30, 15, 60, 15 from each step.
        (S.OPENED, ClockSort.GROUP, "2026-07-09"),
        (S.INVESTIGATING, None, ""),
        (S.NOTIFIED, ClockSort.PLEAD, "2026-05-20"),
        (S.HEARD, None, ""),
        (S.DECIDED, None, ""),
        (S.SERVED, ClockSort.ASK_REVIEW, "2026-06-13"),
        (S.REVIEWING, ClockSort.REVIEW, "2026-06-13"),
        (S.REVIEWED, ClockSort.ASK_APPEAL, "2026-05-29"),
        (S.APPEALING, ClockSort.APPEAL, "2026-07-13"),
        (S.CORRECTING, ClockSort.CORRECT, "2026-05-29"),
        (S.SETTLED, None, ""),
        (S.ENDED, None, ""),
    ],
)
def test_in_each_state_its_own_term_runs(
    state: CaseState, sort: ClockSort | None, due_on: str
) -> None:
    found = running(told(by_office(*way_to(state))))
    assert found == (Clock(sort, due_on, is_running=True) if sort else None)


def test_all_terms_of_a_case_stand_in_their_order_with_the_day_they_were_kept() -> None:
    found = clocks_of(told(by_office(*ALL_THE_WAY)))
    assert [each.sort for each in found] == list(ClockSort)
    assert {each.done_on for each in found} == {"2026-05-14"}


@pytest.mark.parametrize("outcome", [Outcome.REVOKED, Outcome.DROPPED])
def test_where_nothing_can_be_appealed_no_term_runs(outcome: Outcome) -> None:
    dropped = anew(A.REVIEW, outcome=outcome)
    assert running(told(by_office(*way_to(S.REVIEWING), dropped))) is None


def test_an_appeal_that_finds_nothing_wrong_leaves_nothing_to_put_right() -> None:
    upheld = anew(A.APPEAL, outcome=Outcome.UPHELD, manners=())
    case = told(by_office(*way_to(S.APPEALING), upheld))
    assert ClockSort.CORRECT not in [each.sort for each in clocks_of(case)]


def test_a_case_that_was_taken_back_has_no_term_any_more() -> None:
    (group,) = clocks_of(told(by_office(A.WITHDRAW)))
    assert (group.is_running, group.state("2030-01-01")) == (False, ClockState.OVER)


@pytest.mark.parametrize(
    ("today", "theirs", "ours", "left"),
    [
        ("2026-05-12", ClockState.RUNNING, ClockState.RUNNING, 8),
        ("2026-05-13", ClockState.SOON, ClockState.SOON, 7),
        ("2026-05-20", ClockState.SOON, ClockState.SOON, 0),
        ("2026-05-21", ClockState.PASSED, ClockState.OVERDUE, -1),
    ],
)
def test_who_may_let_a_term_pass_is_never_overdue(
    today: str, theirs: ClockState, ours: ClockState, left: int
) -> None:
    plead, group = (
        Clock(sort, "2026-05-20", is_running=True) for sort in (ClockSort.PLEAD, ClockSort.GROUP)
    )
    assert (plead.state(today), group.state(today)) == (theirs, ours)
    assert group.days_left(today) == left


def test_what_was_done_was_done_in_time_or_late() -> None:
    by, after = (Clock(ClockSort.GROUP, "2026-05-20", day) for day in ("2026-05-20", "2026-05-21"))
    assert (by.state("2030-01-01"), after.state("2030-01-01")) == (ClockState.KEPT, ClockState.LATE)


def test_a_term_ends_on_the_last_day_there_is_at_the_latest() -> None:
    assert last_day("2026-02-27", 2) == "2026-03-01"
    assert last_day("9999-12-30", 60) == "9999-12-31"
