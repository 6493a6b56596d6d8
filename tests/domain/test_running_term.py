"""Which term a month is in: September to January, February to July; August ends the latter."""

from datetime import date

import pytest

from domain.findings.deadline import days_overdue
from domain.findings.state import FindingState
from domain.month.period import term_by_months
from domain.month.running_term import running_term
from domain.register.calendar import Calendar
from tests.domain.test_calendar import AUTUMN, SPRING, WINTER

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
    months = term_by_months(month).months
    assert (months[0], months[-1]) == (first, last)


@pytest.mark.parametrize(
    ("state", "due_on", "days"),
    [
        (FindingState.RAISED, "2026-05-13", 1),
        (FindingState.RECTIFYING, "2026-04-14", 30),
        (FindingState.RAISED, "2026-05-14", 0),
        (FindingState.RAISED, None, 0),
        (FindingState.REPLIED, "2026-05-01", 0),
        (FindingState.CHECKED, "2026-05-01", 0),
    ],
)
def test_a_unit_is_late_from_the_day_after_until_it_replies(state, due_on, days):
    assert days_overdue(state, due_on, TODAY) == days


@pytest.mark.parametrize(
    ("lines", "day", "first", "last"),
    [
        ([AUTUMN, WINTER, SPRING], "2026-05-14", "2026-03-02", "2026-07-10"),
        ([AUTUMN, SPRING], "2026-02-10", "2025-09-01", "2026-01-23"),
        ([AUTUMN, WINTER], "2026-02-10", "2025-09-01", "2026-01-23"),
        ([AUTUMN, SPRING], "2026-08-20", "2026-03-02", "2026-07-10"),
        # What the office has not registered yet holds by the months.
        ([AUTUMN], "2026-01-28", "2025-09-01", "2026-01-23"),
        ([AUTUMN], "2026-02-10", "2026-02-01", "2026-07-31"),
        ([AUTUMN, SPRING], "2026-09-02", "2026-09-01", "2027-01-31"),
        ([AUTUMN.model_copy(update={"to_on": "2026-02-03"})], "2026-05-14", "2026-02-01", ""),
        ([SPRING], "2026-01-10", "2025-09-01", "2026-01-31"),
        ([], "2026-05-14", "2026-02-01", "2026-07-31"),
    ],
)
def test_the_running_term_is_the_calendars_and_else_by_the_months(lines, day, first, last):
    term = running_term(Calendar.of(lines), date.fromisoformat(day))
    assert term.first.isoformat() == first
    assert last in ("", term.last.isoformat())
    is_of_calendar = first in {each.from_on for each in (AUTUMN, SPRING)} and term.name != ""
    assert term.is_registered == is_of_calendar
