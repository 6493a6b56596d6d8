"""How what was drawn (双随机) comes into a campaign's plan, and whether it still stands there."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.campaigns.draw import DrawnTeam
from domain.kinds.campaign.campaign import Campaign, CampaignDraw
from domain.kinds.campaign.plan import CampaignSet, CampaignTeam

_CODE = 16
"""So many digits of the announcement's id tell the teams of one draw from those of another."""


def team_code(announcement: str, number: int) -> str:
    """What the plan calls a team of this draw, counted from 1."""
    return f"{announcement[:_CODE]}-{number}"


def taken(plan: CampaignSet, announcement: str, drawn: Sequence[DrawnTeam]) -> CampaignSet:
    """The plan with what was drawn added to what it has."""
    before = len(plan.teams)
    teams = tuple(
        CampaignTeam(
            team=team_code(announcement, number),
            name=f"第{before + number}组",
            leader=each.people[0],
            members=each.people[1:],
            units=each.units,
        )
        for number, each in enumerate(drawn, 1)
    )
    return plan.model_copy(update={"teams": (*plan.teams, *teams), "versions": None})


@dataclass(frozen=True, slots=True)
class Departure:
    """Where a plan is not as it was drawn.

    ``dropped`` are units that were drawn and are not in it, ``moved`` those that another team
    goes to, ``changed`` the drawn teams, by their numbers, whose people are others or none.
    """

    dropped: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    changed: tuple[int, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether all stands as it was drawn."""
        return not (self.dropped or self.moved or self.changed)


def departure(plan: CampaignSet, draw: CampaignDraw) -> Departure:
    """Where the plan is not as this draw gave it; nowhere before it gave anything."""
    held, placed = set(plan.all_units), {each.team: each for each in plan.teams}
    dropped, moved, changed = [], [], []
    for number, drawn in enumerate(draw.drawn.drawn if draw.drawn else (), 1):
        team = placed.get(team_code(draw.stamp.entry, number))
        dropped += [unit for unit in drawn.units if unit not in held]
        there = set(team.units) if team else set()
        moved += [unit for unit in drawn.units if unit in held - there]
        if team is None or set(team.people) != set(drawn.people):
            changed.append(number)
    return Departure(tuple(dropped), tuple(moved), tuple(changed))


def not_drawn(campaign: Campaign) -> tuple[str, ...]:
    """The plan's units that no draw gave."""
    drawn = {
        unit
        for each in campaign.draws
        if each.drawn is not None
        for team in each.drawn.drawn
        for unit in team.units
    }
    return tuple(unit for unit in campaign.plan.all_units if unit not in drawn)
