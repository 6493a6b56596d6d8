"""One campaign: its plan, its stages and receipts, its units, and what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.campaigns.coverage import UnitResult
from domain.errors import NotFound
from domain.kinds.campaign.campaign import missing_before, without_receipt
from domain.kinds.campaign.course import CampaignStage
from domain.trail.line import Sha256Hex
from sync_server.campaigns.commands import SeenCampaign
from sync_server.campaigns.desk import CampaignPage
from sync_server.campaigns.known import departments
from sync_server.console.campaigns.acts import ACTS, CampaignAct, Doing
from sync_server.console.campaigns.by_place import PLACE_COLUMNS, By, by_place
from sync_server.console.campaigns.columns import (
    COVERAGE,
    HOME,
    SECTION,
    UNIT_COLUMNS,
    UNSETTLED,
    campaign_chips,
    campaign_path,
    draw_path,
    findings_path,
    papers_path,
    photos_path,
    team_path,
    units_path,
    visits_path,
)
from sync_server.console.campaigns.draws import shown_draws
from sync_server.console.campaigns.offering import offered, shown
from sync_server.console.campaigns.steps import latest_of, step_words
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, Sent, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Column, totals
from sync_server.console.kinds.list_page import drawn_row
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices

router = APIRouter()

CAMPAIGN = f"{HOME}/{{campaign}}"
DONE = {act.value: each.done for act, each in ACTS.items()} | {
    "planned": "方案已保存。接着分督导小组，再请督导员批准。",
    "changed": "方案已更改，手机下次同步就收到。",
    "team": "督导小组已保存。",
    "delegate": "已加入小组。点他的名字，到账号页给登录码，本人就能在手机上登录。",
    "ended": "督导小组已取消，它的单位要另外分组。",
}


@router.get(CAMPAIGN)
def campaign(request: Request, services: Services, user: CurrentUser, campaign: str) -> Response:
    """The campaign as it stands; one that is called by the office's code is led to."""
    coded = services.campaign_desk.coded(user.viewer, campaign)
    if coded is not None:
        return RedirectResponse(campaign_path(coded), 303)
    return _page(request, services, user, campaign)


@router.post(f"{CAMPAIGN}/acts/{{act}}")
def take_down(
    request: Request, services: Services, sent: SentForm, campaign: Sha256Hex, act: CampaignAct
) -> Response:
    """Take down what was done of a campaign."""
    sent.user.viewer.require_run_campaigns()
    if ACTS[act].is_decision:
        raise NotFound("This is done by a supervisor.", act=act.value)
    return _act(request, services, sent, campaign, act)


@router.post(f"{CAMPAIGN}/decisions/{{act}}")
def decide(
    request: Request, services: Services, sent: SentForm, campaign: Sha256Hex, act: CampaignAct
) -> Response:
    """Approve a campaign, or end it."""
    sent.user.viewer.require_review()
    if not ACTS[act].is_decision:
        raise NotFound("This is taken down at the desk.", act=act.value)
    return _act(request, services, sent, campaign, act)


def _act(
    request: Request, services: ConsoleServices, sent: Sent, campaign: str, act: CampaignAct
) -> Response:
    """The act on the campaign as it stood on the page."""
    viewer = sent.user.viewer
    page = services.campaign_desk.page(viewer, campaign)

    def does(form: Any) -> None:
        seen = SeenCampaign(campaign, form.version)
        ACTS[act].does(Doing(services.campaign_commands, viewer.account, seen, page), form)

    def latest(typed: Typed) -> Latest:
        return latest_of(services.campaign_desk.page(viewer, campaign), typed)

    form = carry_out(shown(page, act), sent.typed, does, latest)
    if isinstance(form, Shown):
        return _page(request, services, sent.user, campaign, form)
    return RedirectResponse(f"{campaign_path(campaign)}?done={act.value}", 303)


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    campaign: str,
    again: Shown[Any] | None = None,
) -> Response:
    page = services.campaign_desk.page(user.viewer, campaign)
    columns = [each for each in UNIT_COLUMNS if each.is_shown]
    acts = list(offered(page, user.viewer))
    return Page("campaigns/campaign.html", status=again.status if again else 200).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        campaign=page.campaign,
        plan=page.campaign.plan,
        coverage=page.listed.coverage,
        shares=page.listed.shares,
        places=_places(page),
        names=page.names,
        departments=departments(page.names, page.campaign.plan.people),
        CLEAR=UnitResult.CLEAR,
        chips=campaign_chips(page.listed),
        unread=without_receipt(page.campaign),
        stages=_stages(page),
        columns=columns,
        rows=[drawn_row(columns, each) for each in page.units],
        totals=totals(columns, page.units),
        steps=[(each, *step_words(page, each)) for each in page.steps],
        acts=acts,
        again=again,
        is_drawn=any(again is not None and each.form.name == again.name for each in acts),
        may_plan=user.viewer.may_run_campaigns and not page.campaign.state.is_over,
        draws=shown_draws(page),
        path=campaign_path(campaign),
        team_path=team_path,
        paths=Paths.of(page),
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the lists are that the page's figures count, and its draws."""

    coverage: str
    draws: str
    units: str
    visits: str
    findings: str
    unsettled: str
    photos: str
    papers: str

    @classmethod
    def of(cls, page: CampaignPage) -> "Paths":
        """Those of a campaign."""
        listed = page.listed
        return cls(
            f"{COVERAGE}?campaign={page.campaign.campaign}",
            draw_path(page.campaign.campaign),
            units_path(listed),
            visits_path(listed),
            findings_path(listed),
            findings_path(listed, state=UNSETTLED),
            photos_path(listed),
            papers_path(listed),
        )


def _places(page: CampaignPage) -> list[tuple[str, Sequence[Column[Any]], list[Any]]]:
    """The small tables of the coverage, by town and by kind, each with its title."""
    found = list(by_place(page.listed))
    columns = PLACE_COLUMNS[1:]
    return [
        (title, columns, [drawn_row(columns, each) for each in found if each.by is by])
        for title, by in (("按乡镇", By.TOWN), ("按类型", By.KIND))
    ]


def _stages(page: CampaignPage) -> list[tuple[CampaignStage, Any, bool]]:
    """The plan's stages, each with what was said of it, and whether it comes next."""
    campaign = page.campaign
    return [
        (each, campaign.done.get(each), not missing_before(campaign, each))
        for each in campaign.plan.stages
    ]
