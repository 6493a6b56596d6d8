"""月度工作总结 and 学期工作总结: on a page to print, and as a Word file to go on with."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.kinds.office.template import DocumentKind
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.pages import Page
from sync_server.console.summaries.asked import SECTION, Asking, taken
from sync_server.documents.contexts.summaries import MonthSummary

router = APIRouter(prefix="/month/{period}")


@router.get("/summary")
def summary(request: Request, services: Services, user: CurrentUser, asked: Asking) -> Response:
    """The period's summary on a page."""
    named = services.summaries.month(user.viewer, asked.wanted)
    template = "month" if isinstance(named, MonthSummary) else "term"
    return Page(f"summaries/{template}.html").response(
        request, user=user, section=SECTION, named=named, asked=asked
    )


@router.get("/summary.docx")
def summary_file(services: Services, user: CurrentUser, asked: Asking) -> Response:
    """The same as a Word file."""
    named = services.summaries.month(user.viewer, asked.wanted)
    is_month = isinstance(named, MonthSummary)
    document = DocumentKind.MONTH_SUMMARY if is_month else DocumentKind.TERM_SUMMARY
    return taken(services, user, document, named, named.period)
