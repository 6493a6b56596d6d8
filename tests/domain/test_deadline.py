"""What day the district's rule proposes for putting a finding right."""

from datetime import date

import pytest

from domain.kinds.register.district import RectifyDays
from domain.kinds.visit.finding import Severity
from domain.visit.deadline import proposed_due

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
