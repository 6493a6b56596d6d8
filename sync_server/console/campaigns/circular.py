"""专项督导通报: a draft with the campaign's figures and the examples that are chosen."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from domain.kinds.office.template import DocumentKind
from domain.trail.line import Sha256Hex
from sync_server.campaigns.circular import CampaignCircular, CircularDesk
from sync_server.console.campaigns.columns import SECTION, campaign_path
from sync_server.console.campaigns.view import CAMPAIGN
from sync_server.console.documents.taking import word_file
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices

router = APIRouter()

MOST = 40
"""So many examples of each sort a circular names: more would be a list, which there is."""
Chosen = Annotated[Sequence[Sha256Hex], Query(max_length=MOST)]


class Named(NamedTuple):
    """Which examples a circular names: visits that did well, and findings."""

    good: Sequence[str]
    bad: Sequence[str]


def _named(good: Chosen = (), bad: Chosen = ()) -> Named:
    return Named(good, bad)


Examples = Annotated[Named, Depends(_named)]


@router.get(f"{CAMPAIGN}/circular")
def circular_page(
    request: Request,
    services: Services,
    user: CurrentUser,
    campaign: Sha256Hex,
    examples: Examples,
) -> Response:
    """The draft on a page, with the examples to choose from; at first the usual ones."""
    told = _told(services, user, campaign)
    is_chosen = "chosen" in request.query_params
    named_good = list(examples.good) if is_chosen else [each.visit for each in told.good][:MOST]
    named_bad = list(examples.bad) if is_chosen else told.usual
    units = {each.school_id for each in told.findings if each.subject in named_bad}
    return Page("campaigns/circular.html").response(
        request,
        user=user,
        section=SECTION,
        told=told,
        page=told.page,
        named=told.paper(named_good, named_bad),
        good=named_good,
        bad=named_bad,
        units=[each for each in told.page.units if each.there.unit in units],
        most=MOST,
        path=campaign_path(campaign),
        file=_file(campaign, Named(named_good, named_bad)),
    )


@router.get(f"{CAMPAIGN}/circular.docx")
def circular_file(
    services: Services,
    user: CurrentUser,
    campaign: Sha256Hex,
    examples: Examples,
) -> Response:
    """The same as a Word file; that somebody took it is written first."""
    told = _told(services, user, campaign)
    document, about = DocumentKind.CIRCULAR, f"草稿 {told.page.campaign.plan.title}"
    found = services.documents.take(user.viewer, document, told.paper(*examples), about)
    return word_file(found.content, found.name, document.value)


def _file(campaign: str, named: Named) -> str:
    """Where the draft is as a Word file, with these examples."""
    asked = [*(("good", each) for each in named.good), *(("bad", each) for each in named.bad)]
    return f"{campaign_path(campaign)}/circular.docx?{urlencode(asked)}"


def _told(services: ConsoleServices, user: SignedIn, campaign: str) -> CampaignCircular:
    return CircularDesk(services.campaign_desk).told(user.viewer, campaign)
