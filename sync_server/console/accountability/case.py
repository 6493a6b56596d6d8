"""One accountability case: its facts, its terms, how it came so far, and what may be done."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import NotFound
from domain.kinds.accountability.course import CaseAct
from domain.trail.line import Sha256Hex
from domain.words.values import KIND
from sync_server.console.accountability.acts import ACTS, offered, shown
from sync_server.console.accountability.columns import (
    HOME,
    SECTION,
    case_path,
    clock_chip,
    state_chips,
)
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, Meanwhile, Sent, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.office.accountability import AT_DESK, SeenCase
from sync_server.register.step import since
from sync_server.review.accountability import CasePage

router = APIRouter()

DONE = {act.value: each.done for act, each in ACTS.items()} | {
    "opened": "问责已提出，先成立调查认定组。"
}
CASE = f"{HOME}/{{case}}"


@router.get(CASE)
def case_page(request: Request, services: Services, user: CurrentUser, case: Sha256Hex) -> Response:
    """The case."""
    return _page(request, services, user, case)


@router.get(f"{CASE}/notice")
def notice(request: Request, services: Services, user: CurrentUser, case: Sha256Hex) -> Response:
    """The 问责告知书 as it is printed."""
    page = services.accountability_cases.page(user.viewer, case)
    return _printed(request, user, page, "accountability/notice.html", page.case.notice)


@router.get(f"{CASE}/decision")
def decision(request: Request, services: Services, user: CurrentUser, case: Sha256Hex) -> Response:
    """The 问责决定书 as it is printed."""
    page = services.accountability_cases.page(user.viewer, case)
    return _printed(request, user, page, "accountability/decision.html", page.case.decision)


def _printed(
    request: Request, user: SignedIn, page: CasePage, template: str, said: object
) -> Response:
    if said is None:
        raise NotFound("The case is not so far.", case=page.case.case_id)
    return Page(template).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        case=page.case,
        listed=page.listed,
        home=case_path(page.case.case_id),
        office=user.viewer.person.district_name,
    )


@router.post(f"{CASE}/acts/{{act}}")
def take_down(
    request: Request, services: Services, sent: SentForm, case: Sha256Hex, act: CaseAct
) -> Response:
    """Take down what came in of a case."""
    sent.user.viewer.require_draft_papers()
    if act not in AT_DESK:
        raise NotFound("This is done by a supervisor.", act=act.value)
    return _act(request, services, sent, case, act)


@router.post(f"{CASE}/decisions/{{act}}")
def decide(
    request: Request, services: Services, sent: SentForm, case: Sha256Hex, act: CaseAct
) -> Response:
    """Go on with a case, or end it."""
    sent.user.viewer.require_review()
    if act in AT_DESK:
        raise NotFound("This is taken down at the desk.", act=act.value)
    return _act(request, services, sent, case, act)


def _act(
    request: Request, services: ConsoleServices, sent: Sent, case_id: str, act: CaseAct
) -> Response:
    """The act on the case as it stood on the page."""
    viewer = sent.user.viewer
    begun = services.accountability_cases.page(viewer, case_id)

    def does(form: Any) -> None:
        said = ACTS[act].said(begun.case, form)
        seen = SeenCase(case_id, form.version)
        services.accountability_commands.act(viewer.account, seen, act, said)

    def latest(typed: Typed) -> Latest:
        return _latest(services.accountability_cases.page(viewer, case_id), typed)

    form = carry_out(shown(begun, act), sent.typed, does, latest)
    if isinstance(form, Shown):
        return _page(request, services, sent.user, case_id, form)
    return RedirectResponse(f"{case_path(case_id)}?done={act.value}", 303)


def _latest(page: CasePage, typed: Typed) -> Latest:
    """How the case now stands, and what came of it since the form was drawn."""
    steps = [
        Meanwhile(page.names.person(step.account), step.claimed_at, KIND.get(step.kind, step.kind))
        for step in since(page.steps, typed.get("version", ""))
    ]
    return Latest({"version": page.case.version}, steps)


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    case_id: str,
    again: Shown[Any] | None = None,
) -> Response:
    page = services.accountability_cases.page(user.viewer, case_id)
    acts = list(offered(page, user.viewer))
    is_drawn = any(again is not None and each.form.name == again.name for each in acts)
    return Page("accountability/case.html", status=again.status if again else 200).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        case=page.case,
        listed=page.listed,
        names=page.names,
        chips=state_chips(page.listed),
        clocks=[(each, clock_chip(each, page.today)) for each in page.clocks],
        acts=acts,
        again=again,
        is_drawn=is_drawn,
        home=case_path(case_id),
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )
