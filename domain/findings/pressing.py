"""How the office presses for a finding that is late: by how many days, and from which step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.findings.closing_rule import days_after, is_own_delay
from domain.findings.ladder import LADDER, Lateness
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.closing_rule import ClosingRule
from domain.register.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Counting:
    """How a district counts the days until one: by its rule and its calendar."""

    today: date
    rule: ClosingRule
    calendar: Calendar

    def days_late(self, deadline: date, *, is_hazard: bool) -> int:
        """By how many days a unit is late with a finding; a hazard's are always calendar days."""
        if is_hazard:
            return max(0, (self.today - deadline).days)
        return days_after(deadline, self.today, self.rule, self.calendar)

    @property
    def replied_by(self) -> date:
        """The newest day such that what a unit replied on it has waited too long for a look."""
        day = self.today - timedelta(days=self.rule.follow_up_within_days + 1)
        while not is_own_delay(day, self.today, self.rule, self.calendar):
            day -= timedelta(days=1)
        return day


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """That a paper about a finding was issued, and holds."""

    paper_kind: PaperKind
    issued_on: str


def lateness(
    days_overdue: int, papers: Iterable[IssuedPaper], undone_on: str | None, overdue_of_unit: int
) -> Lateness:
    """How late a unit is with a finding, and from which step the ladder goes on.

    ``undone_on`` is the day of the newest look, where it found the finding undone: its clock
    started again then, and what was issued until then, on that day too, says at which step.
    """
    known = [each for each in papers if each.paper_kind in LADDER]
    before = [each for each in known if undone_on is not None and each.issued_on <= undone_on]
    reached = max((LADDER.index(each.paper_kind) for each in before), default=None)
    return Lateness(
        days_overdue,
        frozenset(each.paper_kind for each in known if each not in before),
        None if reached is None else LADDER[reached],
        overdue_of_unit,
    )
