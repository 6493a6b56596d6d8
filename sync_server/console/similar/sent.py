"""One similar check, and what one of its units says of it: taken down, or asked no more."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.findings.similar import SaidAnswer
from domain.kinds.finding.similar_check import SimilarOutcome
from domain.kinds.kind import SIMILAR_CHECK
from domain.kinds.piece import Code
from domain.trail.line import Sha256Hex
from domain.words.values import KIND
from sync_server.console.form_fields import Typed, as_typed
from sync_server.console.forms import (
    Latest,
    Meanwhile,
    OfficeForm,
    Sent,
    SentForm,
    Shown,
    carry_out,
    put_again,
)
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.list_page import drawn_row
from sync_server.console.pages import Page
from sync_server.console.seen import shows
from sync_server.console.services import ConsoleServices
from sync_server.console.similar.columns import (
    HOME,
    SECTION,
    UNIT_COLUMNS,
    by_whom,
    check_chips,
    title_of,
    unit_chips,
)
from sync_server.office.similar import SeenUnit
from sync_server.register.step import since
from sync_server.review.similar_checks import ListedCheck, ListedUnit, SimilarPage

router = APIRouter()

SENT = "已发出，单位在学校端看得到，也可以在这里代填。"
DONE = {"entered": "已登记，会标明是督导室代填。", "withdrawn": "已撤回，这个单位不用再答复。"}


class SimilarEnterForm(OfficeForm):
    """What a unit said by telephone or on paper."""

    outcome: Annotated[SimilarOutcome, Field(title="排查结果")]
    looked: Annotated[str, Field(min_length=1, max_length=2000, title="查看了什么")]
    measures: Annotated[
        str, Field(max_length=2000, title="整改措施", description="有此问题的要填")
    ] = ""
    responsible: Annotated[
        str, Field(max_length=50, title="责任人", description="有此问题的要填")
    ] = ""
    measure_due_on: Annotated[
        date | None,
        Field(title="整改时限", description="有此问题的要填；已经改好的填改好的日期"),
    ] = None
    told_by: Annotated[str, Field(min_length=1, max_length=50, title="单位谁说的")]


class SimilarWithdrawForm(OfficeForm):
    """Why a unit is not asked any more."""

    reason: Annotated[str, Field(min_length=1, max_length=1000, title="撤回原因")]


FORMS: dict[str, tuple[type[OfficeForm], str]] = {
    "enter": (SimilarEnterForm, "entered"),
    "withdraw": (SimilarWithdrawForm, "withdrawn"),
}


@router.get(f"{HOME}/{{check}}")
def sent_check(
    request: Request, services: Services, user: CurrentUser, check: Sha256Hex
) -> Response:
    """The check, with how each unit's answer stands."""
    page = services.similar_checks.page(user.viewer, check)
    listed = ListedCheck(row=page.row, found_at="", counts=page.counts)
    return Page("similar/check.html").response(
        request,
        user=user,
        section=SECTION,
        page=page,
        check=page.check,
        title=title_of(page.check.title),
        chips=check_chips(listed),
        names=page.names,
        columns=UNIT_COLUMNS,
        rows=[drawn_row(UNIT_COLUMNS, each) for each in page.units],
        notice=SENT if request.query_params.get("done") == "sent" else "",
    )


@router.get(f"{HOME}/{{check}}/{{school}}")
def unit(
    request: Request, services: Services, user: CurrentUser, check: Sha256Hex, school: Code
) -> Response:
    """What one unit says, with its photos, and what the office may do."""
    return _unit_page(request, services, user, (check, school))


@router.post(f"{HOME}/{{check}}/{{school}}/enter")
def enter(
    request: Request, services: Services, sent: SentForm, check: Sha256Hex, school: Code
) -> Response:
    """Take down what the unit said."""

    def act(form: SimilarEnterForm) -> None:
        day = form.measure_due_on
        answer = SaidAnswer(
            outcome=form.outcome,
            looked=form.looked,
            measures=form.measures,
            responsible=form.responsible,
            measure_due_on=day.isoformat() if day else None,
        )
        seen = SeenUnit(check, school, form.version)
        services.similar_commands.enter(sent.account, seen, answer, form.told_by)

    sent.user.viewer.require_draft_papers()
    return _acted(request, services, sent, (check, school, "enter"), act)


@router.post(f"{HOME}/{{check}}/{{school}}/withdraw")
def withdraw(
    request: Request, services: Services, sent: SentForm, check: Sha256Hex, school: Code
) -> Response:
    """Ask the unit no more."""

    def act(form: SimilarWithdrawForm) -> None:
        seen = SeenUnit(check, school, form.version)
        services.similar_commands.withdraw(sent.account, seen, form.reason)

    sent.user.viewer.require_review()
    return _acted(request, services, sent, (check, school, "withdraw"), act)


def _acted(
    request: Request,
    services: ConsoleServices,
    sent: Sent,
    what: tuple[str, str, str],
    act: Callable[[Any], None],
) -> Response:
    """The page after an act, or with the form of it that was refused."""
    check, school, name = what
    model, done = FORMS[name]

    def latest(typed: Typed) -> Latest:
        page = services.similar_checks.page(sent.user.viewer, check)
        return _latest(page, typed)

    form = carry_out(Shown(model, f"{name}-form"), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _unit_page(request, services, sent.user, (check, school), form)
    return RedirectResponse(f"{HOME}/{check}/{school}?done={done}", 303)


def _latest(page: SimilarPage, typed: Typed) -> Latest:
    """How the check now stands, and what came of whichever unit since the form was drawn."""
    steps = [
        Meanwhile(page.names.person(step.account), step.claimed_at, KIND.get(step.kind, step.kind))
        for step in since(page.steps, typed.get("version", ""))
    ]
    return Latest({"version": page.check.version}, steps)


def _forms(user: SignedIn, page: SimilarPage, unit: ListedUnit) -> dict[str, Shown[Any]]:
    """The forms that whoever looks may fill, as they begin."""
    answer, seen = unit.answer, {"version": page.check.version}
    found: dict[str, Shown[Any]] = {}
    if unit.withdrawn_for or (answer is not None and not answer.is_by_office):
        return found
    if user.viewer.may_draft_papers:
        names = [name for name in SimilarEnterForm.model_fields if answer and hasattr(answer, name)]
        stood = {name: as_typed(getattr(answer, name) or "") for name in names}
        found["enter-form"] = Shown(SimilarEnterForm, "enter-form", {**stood, **seen})
    if user.viewer.may_review and answer is None:
        found["withdraw-form"] = Shown(SimilarWithdrawForm, "withdraw-form", seen)
    return found


def _unit_page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    key: tuple[str, str],
    again: Shown[Any] | None = None,
) -> Response:
    check, school = key
    page = services.similar_checks.page(user.viewer, check)
    shows(request, SIMILAR_CHECK, check)
    found = page.unit(school)
    forms = _forms(user, page, found)
    is_drawn = put_again(forms, again)
    return Page("similar/unit.html", status=again.status if again else 200).response(
        request,
        user=user,
        section=SECTION,
        page=page,
        check=page.check,
        title=title_of(page.check.title),
        unit=found,
        reply=found.answer,
        by=by_whom(found),
        chips=unit_chips(found),
        forms=forms,
        again=again,
        is_drawn=is_drawn,
        path=f"{HOME}/{check}/{school}",
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )
