"""By when a unit is to put a finding right: as proposed, and as it was decided since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.findings.state import FindingState
from domain.kinds.register.district import RectifyDays
from domain.kinds.visit.finding import Severity


def days_for(rule: RectifyDays, severity: Severity, *, is_hazard: bool) -> int:
    """How many days the rule gives; a hazard's are its own, however severe it is."""
    if is_hazard:
        return rule.hazard
    by_severity = {
        Severity.SERIOUS: rule.serious,
        Severity.GENERAL: rule.general,
        Severity.MINOR: rule.minor,
    }
    return by_severity[severity]


def proposed_due(found_on: date, rule: RectifyDays, severity: Severity, *, is_hazard: bool) -> date:
    """The day to propose for a finding of this local date."""
    return found_on + timedelta(days=days_for(rule, severity, is_hazard=is_hazard))


def next_due(proposed: date, given: str | None) -> date:
    """The day to propose where a look found a finding not put right: by the rule, from that look.

    A later day that the unit was given before stays.
    """
    return max(proposed, date.fromisoformat(given)) if given else proposed


@dataclass(frozen=True, slots=True, order=True)
class NewDay:
    """That by a paper, by more time or by a look a day was set: on which, and until when."""

    decided_on: str
    until: str


def deadline(proposed: str | None, decided: Iterable[NewDay]) -> str | None:
    """By when the finding is to be put right: the day that was decided last, else as proposed."""
    newest = max(decided, default=None)
    return newest.until if newest else proposed


def days_overdue(state: FindingState, due_on: str | None, today: date) -> int:
    """By how many days a unit is late with a finding; 0 while it is not.

    A unit's reply, a late one too, stops its clock (S1); so does what ends the finding.
    """
    if due_on is None or not state.is_the_units:
        return 0
    return max(0, (today - date.fromisoformat(due_on)).days)
