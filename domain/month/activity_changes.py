"""What came of trainings and campaigns to a sealed month after its seal (补报 and 调整)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from domain.month.changes import ChangeSort, Moved, Standing, Why
from domain.month.month import CampaignMonth

TRAINING, CAMPAIGN = "training", "campaign"


class CountedWork(NamedTuple):
    """A training, activity or campaign as a month counts it; ``zone`` is None for the district.

    A campaign with field work in the month is one session, of the zone that leads it.
    """

    code: str
    kind: str
    zone: str | None
    title: str
    sessions: int
    attendances: int

    @property
    def key(self) -> tuple[bool, str]:
        """What tells it from all others: campaigns and activities are coded by themselves."""
        return self.kind == CAMPAIGN, self.code

    @property
    def figures(self) -> Mapping[str, int]:
        """What it adds to the month's columns, by their names."""
        if self.kind == TRAINING:
            return {"trainings": self.sessions, "training_attendances": self.attendances}
        return {"campaigns": self.sessions} if self.kind == CAMPAIGN else {}


class WorkStanding(NamedTuple):
    """How a training, activity or campaign stands that counts in a month only then or only now.

    ``recorded_at`` is the log's position of its first entry, of a campaign that of the first of the
    month's visits to be handed in; ``came_from`` another sealed month that it counted in.
    """

    month: str
    is_standing: bool
    recorded_at: int | None
    came_from: str = ""


def campaign_of(each: CampaignMonth) -> CountedWork:
    """The campaign's month as what is sealed has it."""
    return CountedWork(each.campaign_id, CAMPAIGN, each.zone, each.title, 1, 0)


def campaign_standing(month: str, visits: Iterable[Standing], position: int) -> WorkStanding:
    """How a campaign stands by its visits that count in the month, or did when it was sealed.

    One that is not to be carried out any more is told by none. It came late where no visit of the
    month had been handed in by this position of the log.
    """
    counted = [each for each in visits if each.is_counted]
    here = [each for each in counted if each.month == month]
    if not here:
        return WorkStanding(counted[0].month if counted else month, bool(counted), None)
    at = [each.submitted_at for each in here if each.submitted_at is not None]
    known = [each for each in here if each.submitted_at is None or each.submitted_at <= position]
    came_from = next((each.came_from for each in known if each.came_from), "")
    return WorkStanding(month, True, min(at, default=None), came_from)


@dataclass(frozen=True, slots=True)
class WorkChange:
    """One that a sealed month would count otherwise now, and what that adds by column."""

    work: CountedWork
    sort: ChangeSort
    why: Why
    difference: Mapping[str, int]
    other: str = ""

    @property
    def moved(self) -> Moved:
        """What it adds to the figures by their names."""
        return self.sort, self.difference


def work_changes(
    month: str,
    locked: Iterable[CountedWork],
    now: Iterable[CountedWork],
    standing: Callable[[CountedWork], WorkStanding | None],
    position: int,
) -> list[WorkChange]:
    """What differs of a month that was sealed at this position of the log, in order of codes."""
    then = {each.key: each for each in locked if each.figures}
    present = {each.key: each for each in now if each.figures}
    found = []
    for key, work in sorted({**then, **present}.items()):
        before, after = then.get(key), present.get(key)
        difference = _difference(before, after)
        sort, why, other = ChangeSort.ADJUSTED, Why.AMENDED, ""
        if before is None:
            sort, why, other = _came(standing(work), position)
        elif after is None:
            why, other = _went(standing(work), month)
        elif not difference:
            if before.zone == after.zone:
                continue
            why = Why.REASSIGNED
        found.append(WorkChange(work, sort, why, difference, other))
    return found


def _came(found: WorkStanding | None, position: int) -> tuple[ChangeSort, Why, str]:
    """Why one counts that did not."""
    if found is None or found.recorded_at is None or found.recorded_at > position:
        return ChangeSort.LATE, Why.ARRIVED, ""
    if found.came_from:
        return ChangeSort.ADJUSTED, Why.MOVED_IN, found.came_from
    return ChangeSort.ADJUSTED, Why.AMENDED, ""


def _went(found: WorkStanding | None, month: str) -> tuple[Why, str]:
    """Why one does not count that did."""
    if found is None:
        return Why.UNCOUNTED, ""
    if not found.is_standing:
        return Why.CANCELLED, ""
    return (Why.MOVED_OUT, found.month) if found.month != month else (Why.UNCOUNTED, "")


def _difference(before: CountedWork | None, after: CountedWork | None) -> Mapping[str, int]:
    then, now = (each.figures if each else {} for each in (before, after))
    names = dict.fromkeys((*then, *now))
    found = {name: now.get(name, 0) - then.get(name, 0) for name in names}
    return {name: number for name, number in found.items() if number}
