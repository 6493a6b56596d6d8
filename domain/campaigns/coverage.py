"""How far a campaign is: which of its units were visited, and what was found there (3-06, 3-17)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from domain.kinds.campaign.plan import CampaignSet


class UnitResult(StrEnum):
    """What a campaign came to at a unit: problems, explicitly none, or nobody was there yet."""

    FOUND = "found"
    CLEAR = "clear"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class CampaignVisit:
    """A counted visit of a campaign at one unit; one that found nothing said so (零问题).

    ``unsettled`` of its findings are still to be put right.
    """

    visit: str
    unit: str
    visit_on: str
    leader: str
    findings: int
    unsettled: int = 0


@dataclass(slots=True)
class UnitCoverage:
    """One unit of a campaign: its team, and its visits in the order of their days."""

    unit: str
    team: str = ""
    visits: list[CampaignVisit] = field(default_factory=list)

    @property
    def findings(self) -> int:
        """How many problems were found there."""
        return sum(each.findings for each in self.visits)

    @property
    def unsettled(self) -> int:
        """How many of them are still to be put right."""
        return sum(each.unsettled for each in self.visits)

    @property
    def settled(self) -> int:
        """With how many of them nothing more is to be done."""
        return self.findings - self.unsettled

    @property
    def result(self) -> UnitResult:
        """What it came to."""
        if not self.visits:
            return UnitResult.OPEN
        return UnitResult.FOUND if self.findings else UnitResult.CLEAR


@dataclass(frozen=True, slots=True)
class Coverage:
    """A campaign's units in the plan's order; ``besides`` are visits at units not of the plan."""

    units: Mapping[str, UnitCoverage]
    besides: Sequence[CampaignVisit] = ()

    @property
    def covered(self) -> tuple[str, ...]:
        """The units that were visited."""
        return tuple(name for name, each in self.units.items() if each.visits)

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The units that were not."""
        return tuple(name for name, each in self.units.items() if not each.visits)

    @property
    def visits(self) -> int:
        """校次: visits times units, those at units besides the plan too."""
        return sum(len(each.visits) for each in self.units.values()) + len(self.besides)

    @property
    def all_visits(self) -> tuple[CampaignVisit, ...]:
        """Each visit at each unit, those of the plan's units first."""
        planned = (visit for each in self.units.values() for visit in each.visits)
        return (*planned, *self.besides)

    @property
    def findings(self) -> int:
        """How many problems were found, at units besides the plan too."""
        return sum(each.findings for each in self.all_visits)

    @property
    def unsettled(self) -> int:
        """How many of them are still to be put right."""
        return sum(each.unsettled for each in self.all_visits)

    @property
    def settled(self) -> int:
        """With how many of them nothing more is to be done."""
        return self.findings - self.unsettled

    def units_of(self, result: UnitResult) -> tuple[str, ...]:
        """The plan's units that came to this."""
        return tuple(name for name, each in self.units.items() if each.result is result)

    @property
    def is_whole(self) -> bool:
        """Whether every unit was visited."""
        return not self.uncovered


def coverage(plan: CampaignSet, visits: Iterable[CampaignVisit]) -> Coverage:
    """How far the plan is with these counted visits of the campaign."""
    teams = {unit: each.team for each in plan.teams for unit in each.units}
    units = {unit: UnitCoverage(unit, teams.get(unit, "")) for unit in plan.all_units}
    besides = []
    for visit in sorted(visits, key=lambda each: (each.visit_on, each.visit)):
        if visit.unit in units:
            units[visit.unit].visits.append(visit)
        else:
            besides.append(visit)
    return Coverage(units, besides)
