"""How late a unit is by the district's counting, and from which step the ladder goes on (S1)."""

from datetime import date

import pytest

from domain.findings.ladder import next_step
from domain.findings.pressing import Counting, IssuedPaper, lateness
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.closing_rule import STANDARD_RULE
from domain.register.calendar import Calendar

WEDNESDAY = date(2026, 6, 10)
BY_WORKDAYS = STANDARD_RULE.model_copy(update={"counts_working_days": True})
TIP = IssuedPaper(PaperKind.TIP, "2026-05-20")
URGED = IssuedPaper(PaperKind.SUPERVISION, "2026-05-27")
NOTICE = IssuedPaper(PaperKind.RECTIFICATION, "2026-05-10")


@pytest.mark.parametrize(
    ("rule", "is_hazard", "days"),
    [(STANDARD_RULE, False, 7), (BY_WORKDAYS, False, 5), (BY_WORKDAYS, True, 7)],
)
def test_days_are_counted_as_the_rule_says_and_a_hazard_s_through_the_week(rule, is_hazard, days):
    counting = Counting(WEDNESDAY, rule, Calendar())
    assert counting.days_late(date(2026, 6, 3), is_hazard=is_hazard) == days
    assert counting.days_late(date(2026, 6, 11), is_hazard=is_hazard) == 0


def test_a_reply_waits_too_long_once_the_rule_s_days_are_over():
    assert Counting(WEDNESDAY, STANDARD_RULE, Calendar()).replied_by == date(2026, 5, 10)
    # Thirty working days before the tenth of June is the twenty-ninth of April, a Wednesday.
    assert Counting(WEDNESDAY, BY_WORKDAYS, Calendar()).replied_by == date(2026, 4, 28)


@pytest.mark.parametrize(
    ("days", "papers", "undone_on", "of_unit", "wanted"),
    [
        (0, (), None, 5, None),
        (1, (NOTICE,), None, 1, PaperKind.TIP),
        (6, (NOTICE, TIP), None, 1, None),
        (7, (NOTICE, TIP), None, 1, PaperKind.SUPERVISION),
        (8, (TIP, URGED), None, 3, PaperKind.TALK),
        # Found undone on the day of the second paper: its own step again, by the new days.
        (6, (TIP, URGED), "2026-05-27", 1, None),
        (7, (TIP, URGED), "2026-05-27", 1, PaperKind.SUPERVISION),
        (14, (TIP, URGED), "2026-05-26", 1, None),
        (15, (TIP, URGED), "2026-05-26", 1, PaperKind.TALK),
        (1, (NOTICE,), "2026-05-26", 1, PaperKind.TIP),
    ],
)
def test_the_ladder_goes_on_where_the_clock_started(days, papers, undone_on, of_unit, wanted):
    assert next_step(STANDARD_RULE, lateness(days, papers, undone_on, of_unit)) is wanted
