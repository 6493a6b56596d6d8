"""How far a campaign is: which of its units were visited, and what was found there (3-06, 3-17)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from domain.kinds.campaign.plan import CampaignSet
from domain.register.school_kind import SchoolKind


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


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What the register says of a unit: its town (empty for none), kind, and whether it is public.

    ``kind`` is None for a unit that the register has not.
    """

    town: str = ""
    kind: SchoolKind | None = None
    is_public: bool = True

    @property
    def is_town_school(self) -> bool:
        """Whether it is a public school of a town; all else is an other unit.

        So are those of the county itself (no town), private ones, institutions, townships and
        departments.
        """
        return bool(self.town) and self.is_public and self.kind is not None and self.kind.is_school


@dataclass(frozen=True, slots=True)
class Share:
    """So many of a campaign's units have something in common, and so many of these are covered."""

    key: str
    units: int
    covered: int

    @property
    def is_whole(self) -> bool:
        """Whether all of them are covered."""
        return self.covered == self.units


@dataclass(frozen=True, slots=True)
class Shares:
    """A campaign's coverage by town and by kind of unit.

    ``towns`` are in the plan's order; ``no_town`` are its units of none. ``kinds`` are in the
    order in which kinds are offered; units that the register has not stand under no kind (empty).
    """

    towns: tuple[Share, ...]
    no_town: Share
    kinds: tuple[Share, ...]
    town_schools: Share
    others: Share

    @property
    def towns_covered(self) -> int:
        """How many towns are covered: those all of whose units are."""
        return sum(each.is_whole for each in self.towns)


def shares(coverage: Coverage, facts: Mapping[str, UnitFacts]) -> Shares:
    """The coverage by town and by kind; ``facts`` say where and what each unit is.

    Together the towns and the units of none are all units, so are the kinds, and so are the
    schools of towns and the others.
    """
    known = {unit: facts.get(unit, UnitFacts()) for unit in coverage.units}

    def share(key: str, units: Sequence[str]) -> Share:
        return Share(key, len(units), sum(bool(coverage.units[each].visits) for each in units))

    towns: dict[str, list[str]] = {}
    kinds: dict[SchoolKind | None, list[str]] = {}
    sorts: dict[bool, list[str]] = {}
    for unit, each in known.items():
        towns.setdefault(each.town, []).append(unit)
        kinds.setdefault(each.kind, []).append(unit)
        sorts.setdefault(each.is_town_school, []).append(unit)
    offered: tuple[SchoolKind | None, ...] = (*SchoolKind, None)
    return Shares(
        towns=tuple(share(town, units) for town, units in towns.items() if town),
        no_town=share("", towns.get("", ())),
        kinds=tuple(share(kind or "", kinds[kind]) for kind in offered if kind in kinds),
        town_schools=share("town_schools", sorts.get(True, ())),
        others=share("others", sorts.get(False, ())),
    )
