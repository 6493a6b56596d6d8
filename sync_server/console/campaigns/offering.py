"""Which acts a campaign's page offers now, each with its form as it begins."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.kinds.campaign.campaign import missing_before, without_receipt
from domain.kinds.campaign.course import CampaignStage, CampaignState
from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.campaigns.desk import CampaignPage
from sync_server.console.campaigns.acts import ACTS, Act, CampaignAct
from sync_server.console.form_fields import Options
from sync_server.console.forms import Shown


@dataclass(frozen=True, slots=True)
class Offered:
    """An act that the viewer may do now, with its form."""

    act: CampaignAct
    of: Act
    form: Shown[Any]

    @property
    def path(self) -> str:
        """Where its form is sent, below the campaign."""
        return f"{'decisions' if self.of.is_decision else 'acts'}/{self.act.value}"


def offered(page: CampaignPage, viewer: Viewer) -> Iterator[Offered]:
    """What the viewer may do with the campaign as it now stands."""
    for act, each in ACTS.items():
        is_theirs = viewer.may_review if each.is_decision else viewer.may_run_campaigns
        if is_theirs and page.campaign.state in each.states and _has_about(page, act):
            yield Offered(act, each, shown(page, act))


def _has_about(page: CampaignPage, act: CampaignAct) -> bool:
    """Whether there is anything that the act can be about."""
    if act is CampaignAct.STAGE:
        return bool(_stages(page))
    if act is CampaignAct.RECEIPTS:
        return bool(without_receipt(page.campaign))
    if act is CampaignAct.URGE:
        return bool(page.self_checks.silent)
    if act is CampaignAct.PLEA:
        return bool(page.campaign.opinions)
    if act is CampaignAct.ADD_UNIT:
        return bool(page.facts.units.keys() - set(page.campaign.plan.all_units))
    return act is not CampaignAct.SELF_CHECK or bool(page.units)


def _stages(page: CampaignPage) -> dict[str, str]:
    """The stages that can be taken down now: the next ones first."""
    campaign = page.campaign
    return {
        each.value: label(each)
        for each in campaign.plan.stages
        if each not in campaign.done
        and (not missing_before(campaign, each) or (each is CampaignStage.FIELD and campaign.begun))
        and not (each is CampaignStage.FIELD and campaign.state is CampaignState.APPROVED)
    }


def shown(page: CampaignPage, act: CampaignAct) -> Shown[Any]:
    """The form of an act as it begins: with what is known already."""
    campaign, today = page.campaign, page.today
    model = ACTS[act].form
    typed = {name: today for name in model.model_fields if name.endswith("_on")}
    if act is CampaignAct.STAGE:
        typed["stage"] = next(iter(_stages(page)), "")
    if act is CampaignAct.OPINION:
        least = date.fromisoformat(today) + timedelta(days=campaign.plan.plea_days)
        typed["plead_by"] = least.isoformat()
    if act is CampaignAct.CLOSE:
        names = map(page.names.school, page.listed.coverage.uncovered)
        typed["reasons"] = "\n".join(f"{each}：" for each in names)
    typed = {"version": campaign.version, **typed}
    options = CHOICES[act](page) if act in CHOICES else {}
    return Shown(model, f"{act.value}-form", typed, options)


def _units(page: CampaignPage) -> dict[str, str]:
    return {each.there.unit: each.name for each in page.units}


def _further(page: CampaignPage) -> Options:
    """The units that the plan does not have yet, and its teams."""
    units, teams = page.facts.units, page.campaign.plan.teams
    others = {code: name for code, name in units.items() if code not in _units(page)}
    return {"unit": others, "team": {each.team: each.name for each in teams}}


def _without_receipt(page: CampaignPage) -> Options:
    people = without_receipt(page.campaign)
    return {"accounts": {each: page.names.person(each) for each in people}}


def _some_units(page: CampaignPage, some: Collection[str]) -> dict[str, str]:
    return {code: name for code, name in _units(page).items() if code in some}


CHOICES: Mapping[CampaignAct, Callable[[CampaignPage], Options]] = {
    CampaignAct.STAGE: lambda page: {"stage": _stages(page)},
    CampaignAct.RECEIPTS: _without_receipt,
    CampaignAct.SELF_CHECK: lambda page: {"unit": _units(page)},
    CampaignAct.URGE: lambda page: {"units": _some_units(page, page.self_checks.silent)},
    CampaignAct.ADD_UNIT: _further,
    CampaignAct.DROP_UNIT: lambda page: {"unit": _units(page)},
    CampaignAct.OPINION: lambda page: {"units": _units(page)},
    CampaignAct.PLEA: lambda page: {"unit": _some_units(page, page.campaign.opinions)},
}
"""What can be chosen in the forms of acts, where there is anything."""
