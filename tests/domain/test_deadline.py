"""What day the district's rule proposes for putting a finding right."""

from datetime import date

import pytest

from domain.findings.deadline import NewDay, deadline, next_due, proposed_due
from domain.kinds.register.district import RectifyDays
from domain.kinds.visit.finding import Severity

RULE = RectifyDays(hazard=2, serious=5, general=15, minor=30)


@pytest.mark.parametrize(
    ("severity", "is_hazard", "expected"),
    [
        (Severity.SERIOUS, False, "2026-05-19"),
        (Severity.GENERAL, False, "2026-05-29"),
        (Severity.MINOR, False, "2026-06-13"),
        (Severity.MINOR, True, "2026-05-16"),
    ],
)
def test_day_follows_severity_and_a_hazard_goes_first(severity, is_hazard, expected):
    found_on = date(2026, 5, 14)
    assert proposed_due(found_on, RULE, severity, is_hazard=is_hazard).isoformat() == expected


def test_the_day_that_was_decided_last_holds() -> None:
    paper, look = NewDay("2026-05-10", "2026-05-30"), NewDay("2026-05-20", "2026-05-25")
    assert deadline("2026-06-30", []) == "2026-06-30"
    assert deadline(None, [paper]) == "2026-05-30"
    assert deadline("2026-06-30", [look, paper]) == "2026-05-25"


def test_a_look_never_proposes_to_take_time_away() -> None:
    proposed = date(2026, 5, 29)
    assert next_due(proposed, None) == next_due(proposed, "2026-05-01") == proposed
    assert next_due(proposed, "2026-06-30") == date(2026, 6, 30)
