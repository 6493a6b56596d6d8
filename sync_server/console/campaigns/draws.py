"""双随机: what a campaign's units and teams are drawn from, by what, and what was drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.campaigns.draw import DrawnTeam
from domain.campaigns.draw_faults import waiting, wants_reason
from domain.campaigns.draw_plan import Departure, departure, not_drawn
from domain.errors import NotFound
from domain.kinds.campaign.campaign import CampaignDraw
from domain.trail.line import Sha256Hex
from sync_server.campaigns.commands import SeenCampaign
from sync_server.campaigns.desk import CampaignPage
from sync_server.campaigns.draws import draw_file
from sync_server.console.campaigns.columns import SECTION, campaign_path, draw_path, drawn_path
from sync_server.console.campaigns.draw_forms import (
    CampaignAnnounceForm,
    CampaignDrawForm,
    announce_form,
    draw_form,
    pool_of,
)
from sync_server.console.campaigns.steps import latest_of
from sync_server.console.files import download
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, Sent, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices

router = APIRouter()

DRAW = "/campaigns/{campaign}/draw"
DONE = {
    "announced": "名单已公布，记入日志。号码出来以后，到这一页来抽。",
    "drawn": "已抽取，结果已写进方案。",
}


@dataclass(frozen=True, slots=True)
class ShownDraw:
    """A draw as its page shows it; ``number`` counts the announcements from 1."""

    number: int
    draw: CampaignDraw
    is_waiting: bool
    departure: Departure

    @property
    def teams(self) -> Sequence[DrawnTeam]:
        """What was drawn; empty before."""
        return self.draw.drawn.drawn if self.draw.drawn else ()


@router.get(DRAW)
def draws(request: Request, services: Services, user: CurrentUser, campaign: Sha256Hex) -> Response:
    """The campaign's draws."""
    return _page(request, services, user, campaign)


@router.post(f"{DRAW}/announce")
def announce(request: Request, services: Services, sent: SentForm, campaign: Sha256Hex) -> Response:
    """Announce a draw."""
    sent.user.viewer.require_run_campaigns()
    page = services.campaign_desk.page(sent.user.viewer, campaign)

    def act(form: CampaignAnnounceForm) -> None:
        seen = SeenCampaign(campaign, form.version)
        body = form.announced(page)
        services.campaign_commands.announce_draw(sent.account, seen, body, form.reason)

    latest = _latest(services, sent, campaign)
    form = carry_out(announce_form(page), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, sent.user, campaign, form)
    return RedirectResponse(f"{draw_path(campaign)}?done=announced", 303)


@router.post(f"{DRAW}/result")
def hold(request: Request, services: Services, sent: SentForm, campaign: Sha256Hex) -> Response:
    """Draw, with the number that came out."""
    sent.user.viewer.require_run_campaigns()
    page = services.campaign_desk.page(sent.user.viewer, campaign)

    def act(form: CampaignDrawForm) -> None:
        seen = SeenCampaign(campaign, form.version)
        commands = services.campaign_commands
        commands.draw(sent.account, seen, form.announcement, form.number)

    latest = _latest(services, sent, campaign)
    form = carry_out(draw_form(page, ""), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, sent.user, campaign, form)
    return RedirectResponse(f"{draw_path(campaign)}?done=drawn", 303)


@router.get(f"{DRAW}.json")
def take_file(services: Services, user: CurrentUser, campaign: Sha256Hex) -> Response:
    """The file by which a stranger repeats the draws; that somebody took it is an entry."""
    user.viewer.require_export()
    page = services.campaign_desk.page(user.viewer, campaign)
    if not page.campaign.draws:
        raise NotFound("No draw was announced of this campaign.", campaign=campaign)
    server, title = services.server, page.campaign.plan.title
    file = draw_file(server.database, server.log_key, page)
    content = file.model_dump_json(indent=1).encode()
    about = f"双随机核验文件：{title}"
    services.exports.note(user.viewer.account, (SECTION, "json"), content, about)
    return download(content, "application/json", f"双随机核验-{title}.json", "duji-draw.json")


def shown_draws(page: CampaignPage) -> list[ShownDraw]:
    """The campaign's draws, the newest first."""
    campaign = page.campaign
    shown = [
        ShownDraw(number, each, each is waiting(campaign), departure(campaign.plan, each))
        for number, each in enumerate(campaign.draws, 1)
    ]
    return shown[::-1]


def _latest(services: ConsoleServices, sent: Sent, campaign: str) -> Callable[[Typed], Latest]:
    def latest(typed: Typed) -> Latest:
        return latest_of(services.campaign_desk.page(sent.user.viewer, campaign), typed)

    return latest


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    campaign: str,
    again: Shown[Any] | None = None,
) -> Response:
    page = services.campaign_desk.page(user.viewer, campaign)
    may_draw = user.viewer.may_run_campaigns and not page.campaign.state.is_over
    due = waiting(page.campaign) if may_draw else None
    forms: dict[str, Shown[Any]] = {}
    if due is not None and due.announced.seed_on <= page.today:
        forms["result"] = draw_form(page, due.stamp.entry)
    if may_draw and pool_of(page):
        forms["announce"] = announce_form(page)
    is_drawn = again is not None and again.name in forms
    if again is not None and is_drawn:
        forms[again.name] = again
    return Page("campaigns/draw.html", status=again.status if again else 200).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        plan=page.campaign.plan,
        names=page.names,
        draws=shown_draws(page),
        besides=not_drawn(page.campaign),
        forms=forms,
        again=again,
        is_drawn=is_drawn,
        wants_reason=wants_reason(page.campaign),
        path=draw_path(campaign),
        back=campaign_path(campaign),
        list_path=drawn_path(campaign),
        log_key=services.server.log_key.public_hex,
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )
