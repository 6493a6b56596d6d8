"""How many visits a school had against what it may have at most, and which were on one day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.kinds.register.burden import PlannedInspectionSet, VisitCeilingSet
from domain.register.school_kind import SchoolKind


class Load(StrEnum):
    """How a school stands against its ceiling."""

    UNBOUND = "unbound"
    WITHIN = "within"
    NEAR = "near"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class VisitMade:
    """That somebody came to a school on a local day, of which campaign and theme."""

    visit: str
    school_id: str
    visit_on: str
    campaign_id: str | None = None
    theme_id: str | None = None


@dataclass(frozen=True, slots=True)
class SchoolLoad:
    """A school over a year or a term.

    ``done`` counts towards the ceiling, ``for_safety`` does not. ``same_day`` are visits beyond
    the first of a day, whatever they were for; ``most`` is None where nothing bounds them.
    """

    school_id: str
    done: int
    for_safety: int
    same_day: int
    most: int | None
    near_percent: int

    @property
    def load(self) -> Load:
        """Within the ceiling, near it, or above it."""
        if self.most is None:
            return Load.UNBOUND
        if self.done > self.most:
            return Load.ABOVE
        is_near = self.done > 0 and self.done * 100 >= self.most * self.near_percent
        return Load.NEAR if is_near else Load.WITHIN


def ceiling_on(
    ceilings: Iterable[VisitCeilingSet], school_kind: SchoolKind, day: str
) -> VisitCeilingSet | None:
    """The ceiling that holds for a kind of school on this local day; None where none does.

    One that names the kind goes before one for all; of two such the later one holds.
    """
    begun = [each for each in ceilings if each.from_on <= day and not each.is_withdrawn]
    fits = [each for each in begun if not each.school_kinds or school_kind in each.school_kinds]
    return max(fits, key=lambda each: (bool(each.school_kinds), each.from_on), default=None)


def plan_of(plans: Iterable[PlannedInspectionSet], made: VisitMade) -> PlannedInspectionSet | None:
    """The planned inspection that the visit is part of; by its campaign before its theme."""
    of_year = [
        each for each in plans if not each.is_withdrawn and str(each.year) == made.visit_on[:4]
    ]
    by_campaign = (each for each in of_year if made.campaign_id in each.campaigns)
    by_theme = (each for each in of_year if made.theme_id in each.theme_ids)
    return next(by_campaign, None) or next(by_theme, None)


def school_load(
    school_id: str,
    visits: Sequence[VisitMade],
    safety: frozenset[str],
    bound: tuple[int | None, int],
) -> SchoolLoad:
    """What the school had; ``safety`` are the visits of it for safety, ``bound`` most and percent.

    Two visits on one day are two towards the ceiling: whoever goes together counts once.
    """
    for_safety = sum(each.visit in safety for each in visits)
    a_day = Counter(each.visit_on for each in visits)
    return SchoolLoad(
        school_id=school_id,
        done=len(visits) - for_safety,
        for_safety=for_safety,
        same_day=sum(number - 1 for number in a_day.values()),
        most=bound[0],
        near_percent=bound[1],
    )


def several_on_a_day(visits: Sequence[VisitMade]) -> frozenset[tuple[str, str]]:
    """The schools and days with more than one visit: what might have been one."""
    found = Counter((each.school_id, each.visit_on) for each in visits)
    return frozenset(key for key, number in found.items() if number > 1)
