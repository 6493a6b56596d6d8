"""专项方案: the forms by which a campaign is planned and changed, and its teams."""

from collections.abc import Callable
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.clock import local_date
from domain.errors import NotFound
from domain.ids import uuid7
from domain.kinds.campaign.course import CampaignPreset
from domain.kinds.campaign.plan import CampaignTeam
from domain.kinds.piece import Code
from domain.trail.line import Sha256Hex
from domain.words.values import words_of
from sync_server.campaigns.commands import SeenCampaign
from sync_server.campaigns.delegates import NewDelegate, take_in
from sync_server.campaigns.desk import CampaignPage
from sync_server.console.campaigns.columns import HOME, SECTION, campaign_path, team_path
from sync_server.console.campaigns.plan_forms import (
    CampaignChangeForm,
    CampaignDelegateForm,
    CampaignFieldsForm,
    CampaignPlanForm,
    CampaignTeamEndForm,
    CampaignTeamForm,
    blank,
    filled,
    team_form,
    without_team,
)
from sync_server.console.campaigns.steps import latest_of
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, Sent, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.register.names import names

router = APIRouter()

NEW = f"{HOME}/new"
PLAN = f"{HOME}/{{campaign}}/edit"
TEAM = f"{HOME}/{{campaign}}/teams/{{team}}"
NEW_TEAM = "new"


@router.get(NEW)
def new(
    request: Request,
    services: Services,
    user: CurrentUser,
    preset: CampaignPreset = CampaignPreset.OTHER,
) -> Response:
    """The form of a new plan, with the words of a usual campaign."""
    user.viewer.require_run_campaigns()
    return _form(request, user, _blank(services, user, preset))


@router.post(NEW)
def begin(request: Request, services: Services, sent: SentForm) -> Response:
    """Begin a campaign; what cannot be is said on the form, the words kept."""
    sent.user.viewer.require_run_campaigns()
    leaf = ""

    def act(form: CampaignPlanForm) -> None:
        nonlocal leaf
        leaf = services.campaign_commands.plan(sent.account, form.plan(None)).id

    form = carry_out(_blank(services, sent.user, CampaignPreset.OTHER), sent.typed, act)
    if isinstance(form, Shown):
        return _form(request, sent.user, form)
    return RedirectResponse(f"{campaign_path(leaf)}?done=planned", 303)


@router.get(PLAN)
def change(
    request: Request, services: Services, user: CurrentUser, campaign: Sha256Hex
) -> Response:
    """The form of a plan as it stands."""
    user.viewer.require_run_campaigns()
    page = services.campaign_desk.page(user.viewer, campaign)
    return _form(request, user, _filled(services, page), campaign)


@router.post(PLAN)
def set_plan(request: Request, services: Services, sent: SentForm, campaign: Sha256Hex) -> Response:
    """Change the plan."""
    viewer = sent.user.viewer
    viewer.require_run_campaigns()
    page = services.campaign_desk.page(viewer, campaign)

    def act(form: CampaignFieldsForm) -> None:
        reason = form.reason if isinstance(form, CampaignChangeForm) else ""
        seen = SeenCampaign(campaign, form.version)
        plan = form.plan(page.campaign.plan)
        services.campaign_commands.change(viewer.account, seen, plan, reason)

    form = carry_out(_filled(services, page), sent.typed, act, _latest(services, sent, campaign))
    if isinstance(form, Shown):
        return _form(request, sent.user, form, campaign)
    return RedirectResponse(f"{campaign_path(campaign)}?done=changed", 303)


@router.get(TEAM)
def team(
    request: Request, services: Services, user: CurrentUser, campaign: Sha256Hex, team: Code
) -> Response:
    """The form of a team, or of a new one."""
    user.viewer.require_run_campaigns()
    page = services.campaign_desk.page(user.viewer, campaign)
    return _team_page(request, user, page, (team, _team_form(page, team)))


@router.post(TEAM)
def set_team(
    request: Request, services: Services, sent: SentForm, campaign: Sha256Hex, team: Code
) -> Response:
    """Set a team of the plan."""
    viewer = sent.user.viewer
    viewer.require_run_campaigns()
    page = services.campaign_desk.page(viewer, campaign)

    def act(form: CampaignTeamForm) -> None:
        code = uuid7() if team == NEW_TEAM else team
        plan = form.plan(page.campaign.plan, code)
        seen = SeenCampaign(campaign, form.version)
        services.campaign_commands.change(viewer.account, seen, plan, form.reason)

    form = carry_out(_team_form(page, team), sent.typed, act, _latest(services, sent, campaign))
    if isinstance(form, Shown):
        return _team_page(request, sent.user, page, (team, form))
    return RedirectResponse(f"{campaign_path(campaign)}?done=team#teams", 303)


@router.post(f"{TEAM}/end")
def end_team(
    request: Request, services: Services, sent: SentForm, campaign: Sha256Hex, team: Code
) -> Response:
    """Do without a team."""
    viewer = sent.user.viewer
    viewer.require_run_campaigns()
    page = services.campaign_desk.page(viewer, campaign)

    def act(form: CampaignTeamEndForm) -> None:
        plan = without_team(page.campaign.plan, team)
        seen = SeenCampaign(campaign, form.version)
        services.campaign_commands.change(viewer.account, seen, plan, form.reason)

    shown = Shown(CampaignTeamEndForm, "end", {"version": page.campaign.version})
    form = carry_out(shown, sent.typed, act, _latest(services, sent, campaign))
    if isinstance(form, Shown):
        return _team_page(request, sent.user, page, (team, _team_form(page, team)), form)
    return RedirectResponse(f"{campaign_path(campaign)}?done=ended#teams", 303)


@router.post(f"{TEAM}/delegates")
def add_delegate(
    request: Request, services: Services, sent: SentForm, campaign: Sha256Hex, team: Code
) -> Response:
    """Take somebody of another department into a team, with an account for the campaign."""
    viewer = sent.user.viewer
    viewer.require_set_register()
    page = services.campaign_desk.page(viewer, campaign)

    def act(form: CampaignDelegateForm) -> None:
        new = NewDelegate(form.name, form.department, form.phone, team, form.reason)
        seen = SeenCampaign(campaign, form.version)
        take_in(services.campaign_commands, viewer.account, seen, new)

    shown = _delegate_form(page)
    form = carry_out(shown, sent.typed, act, _latest(services, sent, campaign))
    if isinstance(form, Shown):
        return _team_page(request, sent.user, page, (team, _team_form(page, team)), form)
    return RedirectResponse(f"{campaign_path(campaign)}?done=delegate#teams", 303)


def _delegate_form(page: CampaignPage) -> Shown[CampaignDelegateForm]:
    return Shown(CampaignDelegateForm, "delegate", {"version": page.campaign.version})


def _latest(services: ConsoleServices, sent: Sent, campaign: str) -> Callable[[Typed], Latest]:
    def latest(typed: Typed) -> Latest:
        return latest_of(services.campaign_desk.page(sent.user.viewer, campaign), typed)

    return latest


def _today(services: ConsoleServices) -> date:
    return local_date(services.server.clock())


def _blank(
    services: ConsoleServices, user: SignedIn, preset: CampaignPreset
) -> Shown[CampaignPlanForm]:
    known = names(services.server.database, user.viewer.district)
    facts = services.campaign_desk.facts(user.viewer)
    return blank(known, facts, _today(services), preset)


def _filled(services: ConsoleServices, page: CampaignPage) -> Shown[CampaignFieldsForm]:
    return filled(page.campaign, (page.names, page.facts), _today(services))


def _named(page: CampaignPage, team: str) -> CampaignTeam | None:
    """The team of this code, None for a new one; NotFound for any other."""
    found = next((each for each in page.campaign.plan.teams if each.team == team), None)
    if found is None and team != NEW_TEAM:
        raise NotFound("The plan has no such team.", team=team)
    return found


def _team_form(page: CampaignPage, team: str) -> Shown[CampaignTeamForm]:
    found = _named(page, team)
    return team_form(page.campaign.plan, page.campaign.version, page.facts, found)


def _form(
    request: Request,
    user: SignedIn,
    form: Shown[CampaignPlanForm] | Shown[CampaignFieldsForm],
    campaign: str = "",
) -> Response:
    place = campaign_path(campaign) if campaign else HOME
    return Page("campaigns/plan.html", status=form.status).response(
        request,
        user=user,
        section=SECTION,
        form=form,
        title="更改专项方案" if campaign else "制定专项方案",
        button="保存方案",
        action=f"{place}/edit" if campaign else NEW,
        back=place,
        presets=() if campaign else words_of(CampaignPreset).items(),
    )


def _team_page(
    request: Request,
    user: SignedIn,
    page: CampaignPage,
    of: tuple[str, Shown[CampaignTeamForm]],
    again: Shown[CampaignTeamEndForm] | Shown[CampaignDelegateForm] | None = None,
) -> Response:
    team, form = of
    found = _named(page, team)
    campaign = page.campaign.campaign
    end = Shown(CampaignTeamEndForm, "end", {"version": page.campaign.version})
    below = {each.name: each for each in (end, _delegate_form(page), again) if each is not None}
    may_add = found and user.viewer.may_set_register
    return Page("campaigns/team.html", status=(again or form).status).response(
        request,
        user=user,
        section=SECTION,
        form=form,
        title=found.name if found else "新的督导小组",
        campaign=page.campaign,
        action=team_path(campaign, team),
        end=below["end"] if found else None,
        delegate=below["delegate"] if may_add else None,
        back=campaign_path(campaign),
    )
