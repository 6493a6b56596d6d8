"""What campaigns came to in a period, one by one and together (专项统计表, 2-12)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.kinds.campaign.plan import CampaignSet


class WorkAtUnit(NamedTuple):
    """What the counted visits of a campaign add up to at one unit in a period.

    ``visits`` are those whose first unit it is, ``unit_visits`` (校次) all that were there,
    ``people`` those who took part (人次), at the first unit.
    """

    campaign_id: str
    unit: str
    visits: int
    unit_visits: int
    people: int
    findings: int


@dataclass(slots=True)
class CampaignFigures:
    """What a campaign came to in a period, or what several add up to.

    ``targets`` are the plan's units, ``reached`` those of them that were visited in the period,
    ``clear`` those of these at which nothing was found then. ``months`` are those with field work.
    ``units`` and ``inspectors`` are distinct, over several campaigns too.
    """

    campaigns: int = 0
    months: int = 0
    teams: int = 0
    targets: int = 0
    reached: int = 0
    clear: int = 0
    visits: int = 0
    unit_visits: int = 0
    people: int = 0
    findings: int = 0
    units: set[str] = field(default_factory=set)
    inspectors: set[str] = field(default_factory=set)

    @property
    def with_problems(self) -> int:
        """The units reached at which something was found."""
        return self.reached - self.clear

    @property
    def coverage(self) -> float | None:
        """Reached over targets, 0 to 1; None without a target."""
        return self.reached / self.targets if self.targets else None


def campaign_figures(
    plan: CampaignSet, work: Iterable[WorkAtUnit], months: int, inspectors: Collection[str]
) -> CampaignFigures:
    """What the campaign came to in a period with field work in so many months, by these people."""
    targets = set(plan.all_units)
    found = CampaignFigures(
        campaigns=1,
        months=months,
        teams=len(plan.teams),
        targets=len(targets),
        inspectors=set(inspectors),
    )
    for each in work:
        found.visits += each.visits
        found.unit_visits += each.unit_visits
        found.people += each.people
        found.findings += each.findings
        found.units.add(each.unit)
        if each.unit in targets:
            found.reached += 1
            found.clear += each.findings == 0
    return found


def together(figures: Iterable[CampaignFigures]) -> CampaignFigures:
    """What several campaigns add up to: 校次 is a sum, units and people are counted once."""
    found = CampaignFigures()
    for each in figures:
        for name in _SUMMED:
            setattr(found, name, getattr(found, name) + getattr(each, name))
        found.units |= each.units
        found.inspectors |= each.inspectors
    return found


_SUMMED = (
    "campaigns",
    "months",
    "teams",
    "targets",
    "reached",
    "clear",
    "visits",
    "unit_visits",
    "people",
    "findings",
)
