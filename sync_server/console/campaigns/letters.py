"""督导意见书 to many units of a campaign in one act: drafts that wait to be signed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.clock import format_instant
from domain.errors import BadInput, Conflict
from domain.kinds.campaign.plan import MOST_UNITS
from domain.kinds.paper.paper_kind import PaperKind
from domain.trail.line import Sha256Hex
from domain.words.paper_texts import usual_requirement
from sync_server.campaigns.desk import CampaignPage
from sync_server.campaigns.letters import Asked, LetterDesk, LetterOffer
from sync_server.campaigns.unit_words import letter, opinion
from sync_server.console.campaigns.columns import (
    SECTION,
    campaign_path,
    letter_chips,
    letter_path,
    papers_path,
    result_chips,
)
from sync_server.console.campaigns.steps import latest_of
from sync_server.console.campaigns.view import CAMPAIGN
from sync_server.console.form_fields import Typed
from sync_server.console.forms import (
    Latest,
    Meanwhile,
    OfficeForm,
    SentForm,
    Shown,
    Ticks,
    carry_out,
)
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Column, counted
from sync_server.console.kinds.list_page import drawn_row
from sync_server.console.pages import Page
from sync_server.console.refusals import in_form
from sync_server.console.services import ConsoleServices
from sync_server.ledger.append import CHANGED
from sync_server.office.papers import SeenPaper

router = APIRouter()

LETTERS = f"{CAMPAIGN}/letters"
NAME = "campaign-letters-form"
DAYS = 30
"""How long units usually have to report how they put things right."""
CHANGED_SINCE = "这个单位的督导记录刚有变化，请再试一次"


class CampaignLettersForm(OfficeForm):
    """That these units get their letters, and what all of them are asked to do."""

    changed: ClassVar[str] = "没有全部写成，原因列在下面；还勾着的没有写，其余的都已起草送签。"

    units: Annotated[Ticks, Field(min_length=1, max_length=MOST_UNITS, title="写给哪些单位")]
    due_on: Annotated[date, Field(title="报送整改情况的期限")]
    requirement: Annotated[
        str,
        Field(
            min_length=1,
            max_length=4000,
            title="意见和建议",
            description="前面自动写上督导日期、主要成绩、结论和申辩，各单位自己的问题列在其中",
        ),
    ]


@router.get(LETTERS)
def letters_page(
    request: Request, services: Services, user: CurrentUser, campaign: Sha256Hex
) -> Response:
    """The units that may get their letters, to be ticked, and how those of the others stand."""
    user.viewer.require_draft_papers()
    return _page(request, services, user, campaign)


@router.post(LETTERS)
def write_letters(
    request: Request, services: Services, sent: SentForm, campaign: Sha256Hex
) -> Response:
    """Draft and hand in a letter to each unit that is ticked; say of the others why not."""
    user = sent.user
    user.viewer.require_draft_papers()
    page = services.campaign_desk.page(user.viewer, campaign)
    left: dict[str, str] = {}

    def act(form: CampaignLettersForm) -> None:
        if form.version != page.campaign.version:
            raise Conflict("The campaign has changed.", code=CHANGED)
        left.update(_written(services, user, page, form))
        if left:
            raise Conflict("Some of the letters were not written.", code=CHANGED)

    def latest(typed: Typed) -> Latest:
        if not left:
            return latest_of(page, typed)
        at = format_instant(services.server.clock())
        since = [
            Meanwhile("", at, f"{page.names.school(unit)}：没有写成", why)
            for unit, why in left.items()
        ]
        return Latest({"version": page.campaign.version}, since)

    # Who may not get one any more was still offered on the page: it is said of each why not.
    offered = {"units": {each.there.unit: each.name for each in page.units}}
    form = carry_out(Shown(CampaignLettersForm, NAME, {}, offered), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, user, campaign, _left(form, left) if left else form)
    return RedirectResponse(f"{campaign_path(campaign)}/letters?done={len(form.units)}", 303)


def _left(form: Shown[CampaignLettersForm], left: Mapping[str, str]) -> Shown[CampaignLettersForm]:
    """The form with only those units that got no letter."""
    names = {each: name for each, name in form.options["units"].items() if each in left}
    typed = {**form.typed, "units": "\n".join(names)}
    return replace(form, typed=typed, options={"units": names})


def _offers(services: ConsoleServices, page: CampaignPage) -> list[LetterOffer]:
    return _desk(services).offers(page)


def _desk(services: ConsoleServices) -> LetterDesk:
    return LetterDesk(services.server.database, services.server.clock)


def _written(
    services: ConsoleServices, user: SignedIn, page: CampaignPage, form: CampaignLettersForm
) -> dict[str, str]:
    """Write them in the plan's order; those that were not, with the reason in words."""
    desk, papers, account = _desk(services), services.papers, user.viewer.account
    asked = Asked(form.requirement, form.due_on.isoformat())
    offers = {each.code: each for each in desk.offers(page)}
    left = {unit: "专项的方案里没有这个单位。" for unit in form.units if unit not in offers}
    for unit, offer in offers.items():
        if unit not in form.units:
            continue
        if offer.refusal:
            left[unit] = offer.refusal
            continue
        try:
            draft = desk.draft(user.viewer, page, offer.unit, asked)
            leaf = papers.draft(account, draft)
            version = services.paper_pages.page(user.viewer, leaf.id).paper.version
            papers.submit(account, SeenPaper(leaf.id, version))
        except BadInput as error:
            left[unit] = error.message
        except Conflict as error:
            left[unit] = in_form(error, CHANGED_SINCE)
    return left


COLUMNS: tuple[Column[LetterOffer], ...] = (
    Column("单位", lambda each: each.unit.name),
    counted("问题条", lambda each: each.unit.there.findings),
    Column("结论", chips=lambda each: result_chips(each.unit)),
    Column("初步意见", lambda each: opinion(each.unit), is_on_phones=False),
    Column(
        "意见书",
        lambda each: letter(each.unit),
        lambda each: letter_path(each.unit),
        chips=lambda each: letter_chips(each.unit),
    ),
    Column("现在能不能写", lambda each: each.refusal or "可以写"),
)


def _shown(
    page: CampaignPage, offers: list[LetterOffer], due_on: str
) -> Shown[CampaignLettersForm]:
    ready = {each.code: each.unit.name for each in offers if not each.refusal}
    typed = {
        "version": page.campaign.version,
        "units": "\n".join(ready),
        "due_on": due_on,
        "requirement": usual_requirement(PaperKind.OPINION),
    }
    return Shown(CampaignLettersForm, NAME, typed, {"units": ready})


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    campaign: str,
    again: Shown[CampaignLettersForm] | None = None,
) -> Response:
    page = services.campaign_desk.page(user.viewer, campaign)
    offers = _offers(services, page)
    due_on = date.fromisoformat(page.today) + timedelta(days=DAYS)
    form = again or _shown(page, offers, due_on.isoformat())
    done = request.query_params.get("done", "")
    return Page("campaigns/letters.html", status=form.status).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        form=form,
        offers=offers,
        ready=[each for each in offers if not each.refusal],
        columns=COLUMNS,
        rows=[drawn_row(COLUMNS, each) for each in offers],
        path=campaign_path(campaign),
        papers=papers_path(page.listed),
        done=int(done) if done.isdecimal() else 0,
    )
