"""Which units of a campaign have reported what they found on themselves (自查), and which wait."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kinds.campaign.campaign import Campaign
from domain.kinds.campaign.course import CampaignStage


class SelfCheckState(StrEnum):
    """Where a unit's self-check stands; one that is missing is not waited for any more."""

    UNASKED = "unasked"
    MISSING = "missing"
    WAITING = "waiting"
    OVERDUE = "overdue"
    IN_TIME = "in_time"
    LATE = "late"

    @property
    def is_reported(self) -> bool:
        """Whether the unit has reported."""
        return self in (SelfCheckState.IN_TIME, SelfCheckState.LATE)


@dataclass(frozen=True, slots=True)
class SelfChecks:
    """How many of a campaign's units have reported, and which have not in the plan's order."""

    reported: int
    waiting: tuple[str, ...]
    overdue: tuple[str, ...]

    @property
    def silent(self) -> tuple[str, ...]:
        """The units that have not reported, those that are late with it first."""
        return (*self.overdue, *self.waiting)


def self_check_state(campaign: Campaign, unit: str, today: str) -> SelfCheckState:
    """Where the self-check of one of the plan's units stands on a local day.

    What came after the day on which it was due is late; without such a day nothing is.
    """
    due, report = campaign.plan.self_check_due, campaign.self_checks.get(unit)
    if report is not None:
        is_late = due is not None and report.said_on > due
        return SelfCheckState.LATE if is_late else SelfCheckState.IN_TIME
    if CampaignStage.SELF_CHECK not in campaign.plan.stages or not campaign.state.is_binding:
        return SelfCheckState.UNASKED
    if campaign.state.is_over:
        return SelfCheckState.MISSING
    is_late = due is not None and today > due
    return SelfCheckState.OVERDUE if is_late else SelfCheckState.WAITING


def self_checks(campaign: Campaign, today: str) -> SelfChecks:
    """How far the self-checks of all its units are on a local day."""
    states = {each: self_check_state(campaign, each, today) for each in campaign.plan.all_units}
    return SelfChecks(
        reported=sum(each.is_reported for each in states.values()),
        waiting=tuple(unit for unit, each in states.items() if each is SelfCheckState.WAITING),
        overdue=tuple(unit for unit, each in states.items() if each is SelfCheckState.OVERDUE),
    )
