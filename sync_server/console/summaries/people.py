"""督学工作量 of a period, and each inspector's month."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.kinds.office.template import DocumentKind
from domain.kinds.piece import Code
from sync_server.console.files import download
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.pages import Page
from sync_server.console.summaries.asked import SECTION, Asking, taken
from sync_server.documents.taking import About

router = APIRouter(prefix="/month/{period}")

ZIP = "application/zip"


@router.get("/workload")
def workload(request: Request, services: Services, user: CurrentUser, asked: Asking) -> Response:
    """Every inspector's figures; of a month each leads to the inspector's own page of it."""
    found = services.summaries.workload(user.viewer, asked.wanted)
    return Page("summaries/workload.html").response(
        request, user=user, section=SECTION, found=found, named=found.table, asked=asked
    )


@router.get("/workload.docx")
def workload_file(services: Services, user: CurrentUser, asked: Asking) -> Response:
    """The same as a Word file."""
    found = services.summaries.workload(user.viewer, asked.wanted)
    return taken(services, user, DocumentKind.WORKLOAD, found.table, asked.words)


@router.get("/inspectors.zip")
def all_months(services: Services, user: CurrentUser, asked: Asking) -> Response:
    """Every inspector's month as a Word file each, in one archive."""
    user.viewer.require_export()
    found = services.summaries.inspectors(user.viewer, asked.wanted)
    each = [f"{asked.words} {named.inspector} {account}" for account, named in found]
    packed = services.documents.take_all(
        user.viewer,
        DocumentKind.INSPECTOR_MONTH,
        [named for _, named in found],
        About(each, asked.words),
    )
    plain = f"duji-{DocumentKind.INSPECTOR_MONTH.value}.zip"
    return download(packed.content, ZIP, packed.name, plain)


@router.get("/inspectors/{account}")
def inspector_month(
    request: Request, services: Services, user: CurrentUser, asked: Asking, account: Code
) -> Response:
    """An inspector's month on a page."""
    named = services.summaries.inspector(user.viewer, asked.wanted, account)
    return Page("summaries/inspector.html").response(
        request,
        user=user,
        section=SECTION if user.viewer.may_see_months else "visits",
        named=named,
        account=account,
        asked=asked,
    )


@router.get("/inspectors/{account}/paper.docx")
def inspector_month_file(
    services: Services, user: CurrentUser, asked: Asking, account: Code
) -> Response:
    """The same as a Word file."""
    user.viewer.require_export()
    named = services.summaries.inspector(user.viewer, asked.wanted, account)
    about = f"{named.period} {named.inspector}"
    return taken(services, user, DocumentKind.INSPECTOR_MONTH, named, about)
