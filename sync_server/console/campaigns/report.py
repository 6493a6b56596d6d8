"""专项督导报告: what it will tell, which photos it shows, and the report as a Word file."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from domain.kinds.office.template import DocumentKind
from domain.trail.line import Sha256Hex
from sync_server.campaigns.desk import CampaignPage
from sync_server.campaigns.made import CampaignPhotos, ListedPhoto
from sync_server.campaigns.report import Reporting, campaign_report, chosen_first
from sync_server.console.campaigns.columns import SECTION, campaign_path
from sync_server.console.campaigns.view import CAMPAIGN
from sync_server.console.documents.taking import word_file
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.data.paging import Place

router = APIRouter()

MOST_OFFERED, MOST_SHOWN = 60, 12
Chosen = Annotated[Sequence[str], Query(max_length=MOST_SHOWN)]


@router.get(f"{CAMPAIGN}/report")
def report_page(
    request: Request, services: Services, user: CurrentUser, campaign: Sha256Hex
) -> Response:
    """What the report tells, with the photos to choose from."""
    told, offered = _told(services, user, campaign)
    chosen = {each.code for each in chosen_first(offered)}
    return Page("campaigns/report.html").response(
        request,
        user=user,
        section=SECTION,
        page=told.page,
        report=campaign_report(told, lambda _: None),
        offered=offered,
        chosen=chosen,
        most=MOST_SHOWN,
        path=campaign_path(campaign),
    )


@router.get(f"{CAMPAIGN}/report.docx")
def report_file(
    services: Services, user: CurrentUser, campaign: Sha256Hex, photo: Chosen = ()
) -> Response:
    """The report with these photos; that somebody took it is written first."""
    told, offered = _told(services, user, campaign)
    shown = [each for each in offered if each.code in set(photo)]
    told = Reporting(told.page, told.findings, shown, told.district_name)
    document = DocumentKind.CAMPAIGN_REPORT
    named = campaign_report(told, services.server.thumbnails.of)
    title = told.page.campaign.plan.title
    found = services.documents.take(user.viewer, document, named, title)
    return word_file(found.content, found.name, document.value)


def _told(
    services: ConsoleServices, user: SignedIn, campaign: str
) -> tuple[Reporting, Sequence[ListedPhoto]]:
    """What the report is made of, without photos; and those that there are to choose from."""
    viewer = user.viewer
    page: CampaignPage = services.campaign_desk.page(viewer, campaign)
    findings = services.campaign_desk.findings(viewer, campaign)
    offered: Sequence[ListedPhoto] = ()
    if viewer.may_see_all:
        photos = CampaignPhotos(services.server.database).found(viewer, campaign)
        newest = photos.read(Place(), MOST_OFFERED)
        offered = [each for each in newest if each.is_received]
    return Reporting(page, findings, (), viewer.person.district_name), offered
