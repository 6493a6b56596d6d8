"""A plan of a campaign with one unit more, or one less."""

from domain.kinds.campaign.plan import CampaignSet


def with_unit(plan: CampaignSet, unit: str, team: str = "") -> CampaignSet:
    """The plan that also goes to the unit: by this team, or by nobody's where none is named."""
    teams = tuple(
        each.model_copy(update={"units": (*each.units, unit)}) if each.team == team else each
        for each in plan.teams
    )
    alone = plan.units if any(unit in each.units for each in teams) else (*plan.units, unit)
    return plan.model_copy(update={"teams": teams, "units": alone})


def without_unit(plan: CampaignSet, unit: str) -> CampaignSet:
    """The plan that does not go to the unit."""
    teams = tuple(
        each.model_copy(update={"units": tuple(one for one in each.units if one != unit)})
        for each in plan.teams
    )
    alone = tuple(each for each in plan.units if each != unit)
    return plan.model_copy(update={"teams": teams, "units": alone})
