"""发起举一反三排查: which units are to look for what was found at one, and by when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.kinds.kind import FINDING
from domain.kinds.piece import Code
from domain.kinds.register.school import SchoolKind
from domain.register.in_use import is_in_use
from domain.trail.line import Sha256Hex
from domain.words.values import label
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import Latest, OfficeForm, SentForm, Shown, Ticks, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_finding
from sync_server.console.seen import shows
from sync_server.console.services import ConsoleServices
from sync_server.console.similar.columns import HOME, SECTION, check_path
from sync_server.data.tables import SchoolRow
from sync_server.findings.watch import closing_rule
from sync_server.office.similar import NewCheck
from sync_server.review.finding_page import FindingPage

PATH = f"{HOME}/send"
LOOK = f"{PATH}/look"
router = APIRouter()

LONGEST_TITLE = 40
NOBODY = "还没有选到单位：请按责任区、单位类型选，或者在下面逐个勾选。"


class SimilarSendForm(OfficeForm):
    """What is to be looked for, by when, and where: by zones and kinds, and unit by unit."""

    visit: Sha256Hex
    finding_id: Code
    title: Annotated[str, Field(min_length=1, max_length=60, title="排查事项")]
    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=2000,
            title="排查内容",
            description="请单位查什么、怎样算有问题；不要写明是哪个单位的问题",
        ),
    ]
    due_on: Annotated[date, Field(title="答复期限")]
    zones: Annotated[Ticks, Field(title="按责任区", description="不勾就是各责任区")] = ()
    kinds: Annotated[
        Ticks, Field(title="按单位类型", description="不勾就是各类型；和责任区都勾的，取都符合的")
    ] = ()
    schools: Annotated[Ticks, Field(title="另外逐个加上", description="上面没有选到的单位")] = ()


class Chosen(NamedTuple):
    """Units that may be chosen: those in use that are not where the problem was found."""

    rows: Sequence[SchoolRow]

    def of(self, zones: Sequence[str], kinds: Sequence[str], each_one: Sequence[str]) -> list[str]:
        """The units of these zones that are of these kinds, and each that is named besides."""
        is_by_group = bool(zones or kinds)
        return [
            row.school_id
            for row in self.rows
            if row.school_id in each_one
            or (
                is_by_group
                and (not zones or row.zone in zones)
                and (not kinds or row.school_kind in kinds)
            )
        ]


@router.get("/findings/{subject}/similar")
def begin(request: Request, services: Services, user: CurrentUser, subject: Sha256Hex) -> Response:
    """The form, from the page of a finding."""
    user.viewer.require_review()
    page = services.finding_pages.page(user.viewer, subject)
    shows(request, FINDING, page.row.subject)
    return _page(request, user, page, _blank(services, page))


@router.post(LOOK)
def look(request: Request, services: Services, sent: SentForm) -> Response:
    """The form again, with the units that it would be sent to."""
    return _sent(request, services, sent, is_only_looked_at=True)


@router.post(PATH)
def send(request: Request, services: Services, sent: SentForm) -> Response:
    """Send it; what cannot be is said on the form, the words kept."""
    return _sent(request, services, sent)


def _sent(
    request: Request, services: ConsoleServices, sent: SentForm, *, is_only_looked_at: bool = False
) -> Response:
    user = sent.user
    user.viewer.require_review()
    page = _finding(services, user, sent.typed)
    leaf = ""

    def act(form: SimilarSendForm) -> None:
        nonlocal leaf
        asked = _choice(services, page).of(form.zones, form.kinds, form.schools)
        if not asked:
            raise BadInput(NOBODY, code="schools")
        if is_only_looked_at:
            return
        check = NewCheck(
            visit=form.visit,
            finding_id=form.finding_id,
            version=form.version,
            schools=asked,
            title=form.title,
            text=form.text,
            due_on=form.due_on,
        )
        leaf = services.similar_commands.send(user.viewer.account, check).id

    def latest(typed: Typed) -> Latest:
        found = _finding(services, user, typed)
        return Latest({"version": found.version}, of_finding(found, typed.get("version", "")))

    form = carry_out(_blank(services, page), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, user, page, form)
    if is_only_looked_at:
        asked = _choice(services, page).of(form.zones, form.kinds, form.schools)
        shown = replace(_blank(services, page), typed=sent.typed)
        return _page(request, user, page, shown, asked)
    return RedirectResponse(f"{check_path(leaf)}?done=sent", 303)


def _finding(services: ConsoleServices, user: SignedIn, typed: Typed) -> FindingPage:
    """The finding that the form says it grew from; BadInput where it says none."""
    names = ("visit", "finding_id")
    if not all(typed.get(each) for each in names):
        raise BadInput("The form is none of ours.")
    pages = services.finding_pages
    subject = pages.subject_of(user.viewer, *(typed[each] for each in names))
    return pages.page(user.viewer, subject)


def _choice(services: ConsoleServices, page: FindingPage) -> Chosen:
    today = local_date(services.server.clock()).isoformat()
    return Chosen(
        [
            row
            for row in page.names.schools.values()
            if is_in_use(row, today) and row.school_id != page.row.school_id
        ]
    )


def _options(services: ConsoleServices, page: FindingPage) -> Options:
    rows = _choice(services, page).rows
    zones = {row.zone for row in rows}
    there = {row.school_kind for row in rows}
    return {
        "zones": {code: row.name for code, row in page.names.zones.items() if code in zones},
        "kinds": {each.value: label(each) for each in SchoolKind if each.value in there},
        "schools": {row.school_id: row.name for row in rows},
    }


def _blank(services: ConsoleServices, page: FindingPage) -> Shown[SimilarSendForm]:
    """The form as it begins: what was found, without where."""
    row, today = page.row, local_date(services.server.clock())
    text = row.text.strip()
    title = text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE]}…"
    own = page.names.school(row.school_id)
    with services.server.database.session() as session:
        days = closing_rule(session, row.district).similar_answer_days
    typed = {
        "version": page.version,
        "visit": row.visit,
        "finding_id": row.finding_id,
        "title": title.replace(own, ""),
        "text": text.replace(own, ""),
        "due_on": (today + timedelta(days=days)).isoformat(),
    }
    return Shown(SimilarSendForm, "similar-form", typed, _options(services, page))


def _page(
    request: Request,
    user: SignedIn,
    finding: FindingPage,
    form: Shown[SimilarSendForm],
    asked: Sequence[str] = (),
) -> Response:
    return Page("similar/send.html", status=form.status).response(
        request,
        user=user,
        section=SECTION,
        finding=finding,
        names=finding.names,
        form=form,
        path=PATH,
        look=LOOK,
        asked=[finding.names.school(each) for each in asked],
        back=f"/findings/{finding.row.subject}",
    )
