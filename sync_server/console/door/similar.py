"""自查排查: the similar checks that the unit was sent, and what it answers, with photos."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.errors import BadInput
from domain.findings.similar import SaidAnswer, SimilarState
from domain.kinds.finding.reply import MOST_PHOTOS, ReplyPhoto
from domain.kinds.finding.similar_check import SimilarOutcome
from domain.trail.line import Sha256Hex
from sync_server.console.door.brought import (
    Brought,
    BroughtForm,
    fresh_photos,
    kept_photos,
    token_of,
)
from sync_server.console.door.guard import (
    AGAIN,
    CurrentGuest,
    DoorForm,
    DoorServices,
    DoorShown,
    FormGuest,
    Guest,
    read_form,
    sent,
)
from sync_server.console.form_fields import as_typed
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.door.pictures import Side
from sync_server.door.similar import WITHDRAWN, DoorCheck, UnitsAnswer
from sync_server.ledger.append import CHANGED

PATH = "/door/similar"
router = APIRouter(prefix=PATH)

DONE = "已提交，督导室看得到了。还可以修改，以最后一次为准。"
NOT_ASKED = "督导室刚刚撤回了这项排查，不用再答复。"
MEANWHILE = {
    CHANGED: "刚才有人答复过，还没有提交。请看下面现在的答复，核对后再提交。",
    WITHDRAWN: NOT_ASKED,
}
WITH_A_PROBLEM = "有此问题的要填"


class SimilarAnswerForm(DoorForm):
    """What the unit found where it looked, and what it does about it."""

    outcome: Annotated[SimilarOutcome, Field(title="排查结果")]
    looked: Annotated[
        str,
        Field(min_length=1, max_length=2000, title="查看了什么", description="查了哪些地方、多少"),
    ]
    measures: Annotated[
        str, Field(max_length=2000, title="整改措施", description=WITH_A_PROBLEM)
    ] = ""
    responsible: Annotated[
        str, Field(max_length=50, title="责任人", description=WITH_A_PROBLEM)
    ] = ""
    measure_due_on: Annotated[
        date | None,
        Field(title="整改时限", description="有此问题的要填；已经改好的填改好的日期"),
    ] = None
    name: Annotated[str, Field(min_length=1, max_length=50, title="填报人姓名")]


class Wrong(NamedTuple):
    """What a form came back with: the words, the photos that are safe, the faults of others."""

    shown: DoorShown
    photos: Sequence[ReplyPhoto]
    problems: Sequence[str] = ()


@router.get("")
def checks(request: Request, services: DoorServices, guest: CurrentGuest) -> Response:
    """What the unit is to look for, and has looked for."""
    return Page("door/similar_checks.html").response(
        request,
        guest=guest,
        checks=services.door.similar.of_unit(guest.unit),
        notice=DONE if "done" in request.query_params else "",
    )


@router.get("/{check}")
def check(
    request: Request, services: DoorServices, guest: CurrentGuest, check: Sha256Hex
) -> Response:
    """One check, and the form with what was answered last."""
    return _page(request, services, guest, check)


@router.post("")
def answer(
    request: Request, services: DoorServices, guest: FormGuest, brought: BroughtForm
) -> Response:
    """Take the answer; what is wrong is said, and words and photos stay."""
    check_id = brought.typed.get("check", "")
    if not check_id:
        raise BadInput("The form is none of ours.")
    services.door.similar.check(guest.unit, check_id)
    form = read_form(SimilarAnswerForm, brought.typed)
    wrong = _judged(services, guest, brought, form)
    if isinstance(form, SimilarAnswerForm) and not wrong.shown.problem:
        wrong = _sent(services, guest, wrong, form)
    if wrong.shown.problem:
        return _page(request, services, guest, check_id, wrong)
    return RedirectResponse(f"{PATH}?done=1", 303)


def _judged(
    services: ConsoleServices,
    guest: Guest,
    brought: Brought,
    form: SimilarAnswerForm | DoorShown,
) -> Wrong:
    """What is wrong with what came; the photos are safe whatever it is."""
    errors = form.errors if isinstance(form, DoorShown) else {}
    kept = kept_photos(guest, brought)
    fresh, problems = fresh_photos(services, brought, MOST_PHOTOS - len(kept))
    problem = AGAIN if errors or problems else ""
    shown = DoorShown(SimilarAnswerForm, brought.typed, {}, errors, problem)
    return Wrong(shown, [*kept, *fresh], problems)


def _sent(services: ConsoleServices, guest: Guest, judged: Wrong, form: SimilarAnswerForm) -> Wrong:
    """Record the answer; what it was judged to be, with the problem where it cannot be."""
    typed, day = judged.shown.typed, form.measure_due_on
    said = SaidAnswer(
        outcome=form.outcome,
        looked=form.looked,
        measures=form.measures,
        responsible=form.responsible,
        measure_due_on=day.isoformat() if day else None,
    )
    answer = UnitsAnswer(
        typed.get("check", ""), typed.get("seen", ""), said, form.name, judged.photos
    )
    act = partial(services.door.similar.answer, guest.unit, answer)
    return judged._replace(shown=sent(judged.shown, act, MEANWHILE))


def _page(
    request: Request,
    services: ConsoleServices,
    guest: Guest,
    check_id: str,
    wrong: Wrong | None = None,
) -> Response:
    found = services.door.similar.check(guest.unit, check_id)
    form = wrong.shown if wrong else DoorShown.of(SimilarAnswerForm, _begun(found))
    stood = found.answer.photos if found.answer else ()
    photos = wrong.photos if wrong else stood
    return Page("door/similar_check.html", status=form.status).response(
        request,
        guest=guest,
        check=found,
        form=form,
        is_open=found.state is not SimilarState.WITHDRAWN,
        photos=[(each, token_of(guest, each)) for each in photos],
        given={each.sha256 for each in stood},
        is_overtaken=bool(wrong and wrong.shown.typed.get("seen", "") != found.seen),
        problems=wrong.problems if wrong else (),
        side=Side.AFTER.value,
        most=MOST_PHOTOS,
    )


def _begun(check: DoorCheck) -> dict[str, str]:
    """What stands in the form: what was answered last."""
    answer = check.answer
    if answer is None:
        return {}
    names = ("outcome", "looked", "measures", "responsible", "measure_due_on")
    found = {name: getattr(answer, name) for name in names}
    stood = {name: as_typed(each) for name, each in found.items() if each}
    return {**stood, "name": answer.told_by}
