"""今日: the first page after signing in, what needs a person today before all else."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.kinds.office.template import DocumentKind
from domain.review.explaining import EXPLAINED
from domain.words.values import words_of
from sync_server.console.accountability.on_board import cases_waited_for
from sync_server.console.findings.findings import (
    DELAY,
    EXTENSION,
    LATE,
    OPEN,
    READY,
    UNSEEN,
    FindingFilters,
)
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.map.address import TERM, MapFilters
from sync_server.console.navigation import NAVIGATION
from sync_server.console.pages import Page
from sync_server.console.reviewing.address import QueueAddress
from sync_server.console.services import ConsoleServices
from sync_server.console.start.uncovered import UncoveredFilters
from sync_server.console.visits.visits import VisitFilters
from sync_server.overview.findings_list import Due
from sync_server.overview.on_map import OnMap
from sync_server.overview.system import Grade

router = APIRouter()

OFFICE, CLERK = Page("start/office.html"), Page("start/clerk.html")
AUDITOR = Page("start/auditor.html")
SECTION = "start"
DOCUMENTS = {each.value: word for each, word in words_of(DocumentKind).items()}
MOST_PHONES = 6
MOST_ACTS = 8
LOOKS = {
    Grade.GRAVE: ("chip-grave", "要处理"),
    Grade.NOTICE: ("chip-notice", "请留意"),
    Grade.UNKNOWN: ("chip-info", "不清楚"),
    Grade.GOOD: ("chip-approved", "正常"),
}
TO_FINDINGS = {
    "to_unseen": FindingFilters(hazard=UNSEEN).address(),
    "to_late": FindingFilters(hazard=LATE).address(),
    "to_open": FindingFilters(state=OPEN).address(),
    "to_overdue": FindingFilters(due=Due.OVERDUE.value).address(),
    "to_ready": FindingFilters(waits=READY).address(),
    "to_delayed": FindingFilters(waits=DELAY).address(),
    "to_asked": FindingFilters(waits=EXTENSION).address(),
    "to_soon": FindingFilters(due=Due.SOON.value).address(),
}
"""Where the figures about findings lead."""


@router.get("/")
def start(request: Request, services: Services, user: CurrentUser) -> Response:
    """The start page of whoever is signed in; an inspector's is the list of their visits."""
    viewer = user.viewer
    if viewer.may_review:
        return OFFICE.response(
            request,
            user=user,
            section=SECTION,
            start=services.start.office(viewer),
            **TO_FINDINGS,
            cases=cases_waited_for(services, user),
            to_queue=QueueAddress().to(),
            to_flagged=QueueAddress(flagged="1").to(),
            to_units=_to_units,
            to_map=_to_map,
            to_hazards=MapFilters(state=OnMap.HAZARD.value).address(),
            looks=LOOKS,
            most_phones=MOST_PHONES,
        )
    if viewer.may_see_all:
        return AUDITOR.response(
            request,
            user=user,
            section=SECTION,
            start=services.audit_start.start(viewer),
            looks=LOOKS,
            most=MOST_ACTS,
            flagged=lambda code: VisitFilters(flag=code).address(),
            explained=lambda code: VisitFilters(flag=f"{code}{EXPLAINED}").address(),
            tables={each.name: each.word for each in NAVIGATION} | DOCUMENTS,
        )
    if viewer.may_see_months:
        return _of_clerk(request, services, user)
    return RedirectResponse("/visits", 303)


def _of_clerk(request: Request, services: ConsoleServices, user: SignedIn) -> Response:
    return CLERK.response(
        request,
        user=user,
        section=SECTION,
        start=services.start.clerk(user.viewer),
        cases=cases_waited_for(services, user),
        to_units=_to_units,
        to_map=None,
    )


def _to_units(school_kind: str = "") -> str:
    return UncoveredFilters(school_kind=school_kind).address()


def _to_map(school_kind: str = "") -> str:
    state = OnMap.UNVISITED.value
    return MapFilters(period=TERM, school_kind=school_kind, state=state).address()
