"""Which term a month is in: September to January, February to July; August ends the latter."""

from datetime import date

import pytest

from domain.month.period import running_term
from domain.visit.deadline import days_overdue
from domain.visit.finding_state import FindingState

TODAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        ("2026-02", "2026-02", "2026-07"),
        ("2026-05", "2026-02", "2026-07"),
        ("2026-08", "2026-02", "2026-07"),
        ("2026-09", "2026-09", "2027-01"),
        ("2027-01", "2026-09", "2027-01"),
    ],
)
def test_a_month_is_in_the_term_that_began_last(month, first, last):
    months = running_term(month).months
    assert (months[0], months[-1]) == (first, last)


@pytest.mark.parametrize(
    ("state", "due_on", "days"),
    [
        (FindingState.RAISED, "2026-05-13", 1),
        (FindingState.NOT_RECTIFIED, "2026-04-14", 30),
        (FindingState.RAISED, "2026-05-14", 0),
        (FindingState.RAISED, None, 0),
        (FindingState.REPLIED, "2026-05-01", 0),
        (FindingState.RECTIFIED, "2026-05-01", 0),
    ],
)
def test_a_unit_is_late_from_the_day_after_until_it_replies(state, due_on, days):
    assert days_overdue(state, due_on, TODAY) == days
