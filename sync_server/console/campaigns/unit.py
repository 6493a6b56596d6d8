"""One unit of a campaign: what it found on itself beside what the visits found (3-05)."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Path, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput, Conflict
from domain.kinds.kind import CAMPAIGN
from domain.kinds.piece import Code
from domain.trail.line import Sha256Hex
from sync_server.campaigns.commands import BINDING, SeenCampaign
from sync_server.campaigns.unit_words import compared
from sync_server.console.campaigns.columns import (
    HOME,
    SECTION,
    campaign_path,
    result_chips,
    unit_path,
)
from sync_server.console.files import download, hidden_only
from sync_server.console.forms import SentForm
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.seen import shows
from sync_server.console.services import ConsoleServices
from sync_server.files.attachments import MEDIA_TYPES, MOST_FILE_BYTES
from sync_server.ledger.append import CHANGED

router = APIRouter()

REPORT_FILE_PATH = f"{HOME}/file"
BROUGHT = {"form_token": 200, "campaign": 64, "unit": 64, "version": 64}
"""What comes beside a file, and how long it may be."""
UnitCode = Annotated[Code, Path()]


@router.post(REPORT_FILE_PATH)
def attach(
    request: Request,
    services: Services,
    sent: SentForm,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Put a file beside what a unit reported of itself, as it was seen."""
    sent.user.viewer.require_run_campaigns()
    typed = sent.typed
    campaign, unit = typed.get("campaign", ""), typed.get("unit", "")
    if not hidden_only(typed, BROUGHT) or len(campaign) != BROUGHT["campaign"]:
        raise BadInput("The form is none of ours.")
    try:
        if file is None or not file.filename:
            raise BadInput("请先选择文件。")
        brought = (file.filename, file.file.read(MOST_FILE_BYTES + 1))
        seen = SeenCampaign(campaign, typed.get("version", ""))
        services.campaign_commands.attach_report(sent.account, seen, unit, brought)
    except BadInput as error:
        return _page(request, services, sent.user, (campaign, unit), (error.message, 400))
    except Conflict as error:
        if error.specific_code != CHANGED:
            raise
        again = ("这个专项刚有新内容，请看过再附一次。", 409)
        return _page(request, services, sent.user, (campaign, unit), again)
    return RedirectResponse(f"{unit_path(campaign, unit)}?done=attached", 303)


@router.get(f"{HOME}/{{campaign}}/at/{{unit}}")
def at_unit(
    request: Request, services: Services, user: CurrentUser, campaign: Sha256Hex, unit: UnitCode
) -> Response:
    """The unit as it stands in the campaign."""
    return _page(request, services, user, (campaign, unit))


@router.get(f"{HOME}/{{campaign}}/files/{{sha256}}")
def unit_file(
    request: Request, services: Services, user: CurrentUser, campaign: Sha256Hex, sha256: Sha256Hex
) -> Response:
    """A file that a unit gave, to be kept: it is never opened within our pages."""
    found, content = services.campaign_desk.file(user.viewer, campaign, sha256)
    shows(request, CAMPAIGN, campaign)
    plain = f"duji-campaign.{found.kind.value}"
    return download(content, MEDIA_TYPES[found.kind], found.name, plain)


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    what: tuple[str, str],
    refused: tuple[str, int] = ("", 200),
) -> Response:
    campaign, code = what
    page = services.campaign_desk.page(user.viewer, campaign)
    unit = page.unit(code)
    shows(request, CAMPAIGN, campaign)
    folded, (problem, status) = page.campaign, refused
    may_attach = user.viewer.may_run_campaigns and folded.state in BINDING
    return Page("campaigns/unit.html", status=status).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        campaign=folded,
        plan=folded.plan,
        unit=unit,
        school=f"/schools/{quote(code)}",
        report=folded.self_checks.get(code),
        urged=folded.urged.get(code),
        opinion=folded.opinions.get(code),
        plea=folded.pleas.get(code),
        compared=compared(unit),
        chips=result_chips(unit),
        names=page.names,
        path=campaign_path(campaign),
        upload=REPORT_FILE_PATH if may_attach else "",
        problem=problem,
        notice="附件已加上。" if "done" in request.query_params else "",
    )
