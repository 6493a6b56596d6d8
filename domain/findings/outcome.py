"""What became of findings: how many, of what sort, and how soon they were closed (5-16)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

from domain.findings.state import FindingState
from domain.kinds.visit.finding import Severity

AGAIN_WITHIN = timedelta(days=365)
"""So long after it was closed, the same sort of finding at the same unit has come again."""

HALF, MOST = 0.5, 0.9


@dataclass(frozen=True, slots=True)
class CountedFinding:
    """One finding as it stands. ``deadline`` is None where none was set, ``replied_on`` the day
    on which the unit said last that it is put right; ``says_again`` that its writer named an
    earlier one that it repeats."""

    school_id: str
    zone: str
    category: str
    severity: Severity
    state: FindingState
    raised_on: date
    is_hazard: bool = False
    is_of_visit: bool = True
    says_again: bool = False
    deadline: date | None = None
    replied_on: date | None = None
    ended_on: date | None = None

    @property
    def is_in_time(self) -> bool | None:
        """Whether the unit had it put right by the day set; None where no day was, or it is open.

        The office's own delay in looking at a reply is not the unit's.
        """
        if self.deadline is None or self.ended_on is None:
            return None
        return min(self.replied_on or self.ended_on, self.ended_on) <= self.deadline


Kind = tuple[str, str]
"""A unit and a category."""


def closed_days(closed: Iterable[CountedFinding]) -> dict[Kind, list[date]]:
    """On which days findings were closed, by unit and category."""
    found: dict[Kind, list[date]] = {}
    for each in closed:
        if each.ended_on is not None:
            found.setdefault((each.school_id, each.category), []).append(each.ended_on)
    return found


def is_again(finding: CountedFinding, closed: Mapping[Kind, Iterable[date]]) -> bool:
    """Whether the unit has the same again: its writer says so, or one was closed in the year
    before it was raised."""
    days = closed.get((finding.school_id, finding.category), ())
    none = timedelta(0)
    return finding.says_again or any(none < finding.raised_on - day <= AGAIN_WITHIN for day in days)


def within_days(days: Iterable[int], share: float) -> int | None:
    """In how many days this share of them was done: the day of the one that makes it whole."""
    order = sorted(days)
    return order[ceil(share * len(order)) - 1] if order else None


@dataclass(slots=True)
class Outcome:
    """The findings of one row: those raised, and those closed, in the period.

    ``again`` of those raised came again. ``timed`` of those closed had a day set, ``in_time`` of
    these were put right by it; ``days`` are those from raising to closing.
    """

    key: str
    raised: int = 0
    of_visits: int = 0
    hazards: int = 0
    again: int = 0
    severities: Counter[Severity] = field(default_factory=Counter)
    states: Counter[FindingState] = field(default_factory=Counter)
    closed: int = 0
    timed: int = 0
    in_time: int = 0
    days: list[int] = field(default_factory=list)

    @property
    def share_in_time(self) -> float | None:
        """In time over those with a day set; None without any."""
        return self.in_time / self.timed if self.timed else None

    def raise_one(self, finding: CountedFinding, *, again: bool) -> None:
        """Count one that was raised."""
        self.raised += 1
        self.of_visits += finding.is_of_visit
        self.hazards += finding.is_hazard
        self.again += again
        self.severities[finding.severity] += 1
        self.states[finding.state] += 1

    def close_one(self, finding: CountedFinding) -> None:
        """Count one that was closed."""
        self.closed += 1
        if finding.is_in_time is not None:
            self.timed += 1
            self.in_time += finding.is_in_time
        if finding.ended_on is not None:
            self.days.append((finding.ended_on - finding.raised_on).days)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The rows by their keys, and the sum of all."""

    rows: Mapping[str, Outcome]
    total: Outcome


def outcomes(
    raised: Iterable[CountedFinding],
    closed: Iterable[CountedFinding],
    before: Mapping[Kind, Iterable[date]],
    key: Callable[[CountedFinding], str],
) -> Outcomes:
    """The findings raised and closed in a period by what the key says of each.

    ``before`` are the days of closing by which it is told what came again.
    """
    rows: dict[str, Outcome] = {}
    total = Outcome("total")
    for each in raised:
        again = is_again(each, before)
        for row in (rows.setdefault(key(each), Outcome(key(each))), total):
            row.raise_one(each, again=again)
    for each in closed:
        for row in (rows.setdefault(key(each), Outcome(key(each))), total):
            row.close_one(each)
    return Outcomes(rows, total)
