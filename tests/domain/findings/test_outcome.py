"""What became of findings: in time, again, and within how many days (5-16)."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.findings.outcome import (
    AGAIN_WITHIN,
    HALF,
    MOST,
    CountedFinding,
    closed_days,
    is_again,
    outcomes,
    within_days,
)
from domain.findings.state import FindingState
from domain.kinds.visit.finding import Severity

MAY = date(2026, 5, 10)


def a_finding(**facts: Any) -> CountedFinding:
    plain = {
        "school_id": "s1",
        "zone": "z1",
        "category": "safety",
        "severity": Severity.GENERAL,
        "state": FindingState.RAISED,
        "raised_on": MAY,
    }
    return CountedFinding(**{**plain, **facts})


def closed(days: int, **facts: Any) -> CountedFinding:
    ended = {"state": FindingState.CLOSED, "ended_on": MAY + timedelta(days=days)}
    return a_finding(**{**ended, **facts})


@pytest.mark.parametrize(
    ("finding", "is_in_time"),
    [
        (a_finding(deadline=MAY), None),
        (closed(3), None),
        (closed(3, deadline=MAY + timedelta(days=3)), True),
        (closed(4, deadline=MAY + timedelta(days=3)), False),
        (closed(9, deadline=MAY + timedelta(days=3), replied_on=MAY + timedelta(days=2)), True),
        (closed(9, deadline=MAY + timedelta(days=3), replied_on=MAY + timedelta(days=4)), False),
    ],
)
def test_the_unit_is_in_time_by_its_last_reply(finding, is_in_time) -> None:
    assert finding.is_in_time is is_in_time


@pytest.mark.parametrize(
    ("days_after", "facts", "again"),
    [
        (1, {}, True),
        (AGAIN_WITHIN.days, {}, True),
        (AGAIN_WITHIN.days + 1, {}, False),
        (0, {}, False),
        (-3, {}, False),
        (1, {"category": "hygiene"}, False),
        (1, {"school_id": "s2"}, False),
        (-3, {"says_again": True}, True),
    ],
)
def test_the_same_at_the_same_unit_within_a_year_after_closing_is_again(days_after, facts, again):
    before = closed_days([closed(0), a_finding()])
    finding = a_finding(raised_on=MAY + timedelta(days=days_after), **facts)
    assert is_again(finding, before) is again


@given(st.lists(st.integers(0, 400), min_size=1))
def test_so_many_are_done_within_the_days_that_are_told(days: list[int]) -> None:
    for share in (HALF, MOST):
        told = within_days(days, share)
        assert told in days
        done = sum(each <= told for each in days)
        sooner = sum(each < told for each in days)
        assert sooner < share * len(days) <= done


def test_nothing_closed_has_no_days() -> None:
    assert within_days([], HALF) is None


def test_rows_add_up_to_the_total_and_what_is_closed_may_have_been_raised_before() -> None:
    raised = [
        a_finding(is_hazard=True, severity=Severity.SERIOUS),
        a_finding(category="hygiene", is_of_visit=False),
    ]
    done = [
        closed(4, deadline=MAY, category="ethos"),
        closed(10, deadline=MAY + timedelta(days=30)),
    ]
    found = outcomes(raised, done, {}, lambda each: each.category)
    total = found.total
    assert {key: (row.raised, row.closed) for key, row in found.rows.items()} == {
        "safety": (1, 1),
        "hygiene": (1, 0),
        "ethos": (0, 1),
    }
    assert (total.raised, total.of_visits, total.hazards, total.again) == (2, 1, 1, 0)
    assert (total.severities[Severity.SERIOUS], total.states[FindingState.RAISED]) == (1, 2)
    assert (total.timed, total.in_time, total.share_in_time) == (2, 1, 0.5)
    assert sorted(total.days) == [4, 10]
    assert found.rows["hygiene"].share_in_time is None
    assert found.rows["ethos"].share_in_time == 0


def test_what_had_no_day_set_is_in_no_share_and_what_has_no_last_day_took_no_days() -> None:
    total = outcomes([], [closed(4), a_finding(deadline=MAY)], {}, lambda each: each.zone).total
    assert (total.closed, total.timed, total.share_in_time, total.days) == (2, 0, None, [4])
