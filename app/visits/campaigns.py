"""The campaigns an inspector has a part in: how far they are, and how long they still run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.wire.workbook import Workbook, WorkbookCampaign, WorkbookSelfCheck


@dataclass(frozen=True, slots=True)
class CampaignTask:
    """A campaign and the schools of it that were visited, by anybody or on this phone.

    ``days_left`` counts its last day: 1 on that day, 0 and less afterwards. ``days_until`` is
    how many days until it begins, 0 and less once it has.
    """

    campaign: WorkbookCampaign
    done: frozenset[str]
    days_left: int
    days_until: int

    @property
    def left(self) -> tuple[str, ...]:
        """The schools that are still to be visited, in the campaign's order."""
        return tuple(each for each in self.campaign.schools if each not in self.done)

    def self_check(self, school_id: str) -> WorkbookSelfCheck | None:
        """What the school reported of itself; None where it has not."""
        reports = self.campaign.self_checks
        return next((each for each in reports if each.school_id == school_id), None)

    @property
    def is_done(self) -> bool:
        """Whether every school of it was visited."""
        return not self.left


def campaign_tasks(
    workbook: Workbook | None, visited_here: Mapping[str, frozenset[str]], today: date
) -> tuple[CampaignTask, ...]:
    """The campaigns of the workbook, those that end first on top, finished ones last.

    ``visited_here`` are the schools with a counted visit on this phone, by campaign.
    """
    campaigns = workbook.campaigns if workbook else ()
    tasks = [
        _task(each, visited_here.get(each.campaign_id, frozenset()), today) for each in campaigns
    ]
    return tuple(sorted(tasks, key=lambda each: (each.is_done, each.campaign.to_on)))


def _task(campaign: WorkbookCampaign, here: frozenset[str], today: date) -> CampaignTask:
    visited = here | set(campaign.visited)
    return CampaignTask(
        campaign=campaign,
        done=frozenset(each for each in campaign.schools if each in visited),
        days_left=(date.fromisoformat(campaign.to_on) - today).days + 1,
        days_until=(date.fromisoformat(campaign.from_on) - today).days,
    )
