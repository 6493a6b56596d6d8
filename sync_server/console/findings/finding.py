"""One finding's page: its whole story, and what the office does about it (2-02)."""

import re
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput, NotFound
from domain.kinds.finding.closing import End
from domain.kinds.kind import FINDING
from domain.trail.line import Sha256Hex
from sync_server.console.accountability.beginning import new_path
from sync_server.console.accountability.columns import state_chips
from sync_server.console.findings.finding_forms import (
    FORMS,
    CloseForm,
    EndForm,
    ExtensionForm,
    FeedbackForm,
    FindingForm,
    MeasureForm,
    ReopenForm,
    ReplyForm,
    blank_forms,
    form_of,
)
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_finding
from sync_server.console.seen import shows
from sync_server.console.services import ConsoleServices
from sync_server.console.similar.columns import check_chips
from sync_server.office.findings import GivenReply, SeenCourse

router = APIRouter()

SECTION = "findings"
DONE = {
    "entered": "问题已登记，可以反馈、起草文书。",
    "feedback": "反馈已登记。",
    "measure": "整改措施已登记，督学的手机下次同步后会看到。",
    "reply": "整改情况已登记，责任督学会去回访复查。",
    "extension": "延期的决定已记下。",
    "close": "已销号。",
    "end": "这条问题已终止，不算销号。",
    "reopen": "已重新打开，从原来的一步继续。",
}
_ADDRESS = re.compile(r"/findings/([0-9a-f]{64})(?:/([A-Za-z0-9._:@-]{1,64}))?")


@router.get("/findings/{subject}")
def finding(
    request: Request, services: Services, user: CurrentUser, subject: Sha256Hex
) -> Response:
    """The finding's page; its id is that of the entry that raised it first."""
    return _page(request, services, user, subject)


@router.post("/findings/{subject}/{act}")
def say(
    request: Request, services: Services, sent: SentForm, subject: Sha256Hex, act: str
) -> Response:
    """Record what was said or decided; what cannot be is said on the page, the words kept."""
    if act not in FORMS:
        raise NotFound("There is no such act.", act=act)
    user = sent.user
    user.viewer.require_draft_papers()

    def latest(typed: Typed) -> Latest:
        page = services.finding_pages.page(user.viewer, subject)
        return Latest({"version": page.version}, of_finding(page, typed.get("version", "")))

    key = services.finding_pages.key_of(user.viewer, subject)
    does = _acts(services, user, key)[FORMS[act]]
    form = carry_out(form_of(act), sent.typed, does, latest)
    if isinstance(form, Shown):
        return _page(request, services, user, subject, form)
    return RedirectResponse(f"/findings/{subject}?done={act}", 303)


def _acts(
    services: ConsoleServices, user: SignedIn, key: tuple[str, str]
) -> dict[type[FindingForm], Callable[[Any], object]]:
    """What each form asks for, done in the name of whoever sent it."""
    commands, account = services.finding_commands, user.viewer.account

    def seen(form: FindingForm) -> SeenCourse:
        return SeenCourse(*key, form.version)

    def end(form: EndForm) -> object:
        into = _merged_into(services, user, form)
        return commands.end(account, seen(form), form.end, form.reason, into)

    def reply(form: ReplyForm) -> object:
        given = GivenReply(form.replied_on, form.is_done, form.text, form.responsible)
        return commands.reply(account, seen(form), given)

    return {
        FeedbackForm: lambda form: commands.feed_back(
            account, seen(form), form.fed_back_on, form.manner, form.person
        ),
        MeasureForm: lambda form: commands.set_measure(
            account, seen(form), form.text, form.responsible, form.due_on
        ),
        ReplyForm: reply,
        ExtensionForm: lambda form: commands.decide_extension(
            account, seen(form), form.until, form.reason
        ),
        CloseForm: lambda form: commands.close(account, [seen(form)]),
        EndForm: end,
        ReopenForm: lambda form: commands.reopen(account, seen(form), form.reason),
    }


def _merged_into(services: ConsoleServices, user: SignedIn, form: EndForm) -> str | None:
    """The finding whose page's address was given; BadInput where it is none of the district's."""
    if form.end is not End.MERGED:
        return None
    found = _ADDRESS.search(form.into)
    if found is None:
        raise BadInput("请填另一条问题页面的网址。", code="into")
    first, finding_id = found.groups()
    pages = services.finding_pages
    try:
        if finding_id is not None:
            return pages.subject_of(user.viewer, first, finding_id)
        return pages.page(user.viewer, first).row.subject
    except NotFound as error:
        raise BadInput("没有找到这条问题。", code="into") from error


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    subject: str,
    again: Shown[Any] | None = None,
) -> Response:
    page = services.finding_pages.page(user.viewer, subject)
    shows(request, FINDING, page.row.subject)
    shown = {form.name: form for form in blank_forms(user.viewer, page)}
    similar = services.similar_checks.of_finding(user.viewer, page.row.subject)
    cases = services.accountability_cases.resting_on(user.viewer, page.row.subject)
    is_drawn = again is not None and again.name in shown
    if again is not None and is_drawn:
        shown[again.name] = again
    return Page("findings/finding.html", status=again.status if again else 200).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        row=page.row,
        names=page.names,
        campaign=services.campaign_desk.of_visit(user.viewer, page.row.visit),
        forms=shown,
        similar=[(each, check_chips(each)) for each in similar],
        cases=[(each, state_chips(each)) for each in cases],
        new_case=new_path(page.row.school_id, page.row.subject),
        again=again,
        undrawn_form=None if is_drawn else again,
        done=DONE.get(request.query_params.get("done", ""), ""),
        home=f"/findings/{page.row.subject}",
    )
