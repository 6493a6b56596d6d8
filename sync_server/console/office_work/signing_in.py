"""签到: the sheet to be signed, the QR code on the wall, and the page that is behind it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response

from domain.clock import local_date
from domain.errors import BadInput
from domain.kinds.office.training import TrainingRecorded
from domain.kinds.piece import Code
from domain.register.in_use import is_in_use
from domain.typed_number import written
from domain.words.values import label
from sync_server.console.forms import OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.noun import Opened
from sync_server.console.kinds.thing_form import body_of
from sync_server.console.office_work.trainings import HOME, NOUN
from sync_server.console.open.app_download import qr_code
from sync_server.console.pages import Page
from sync_server.counted.hours import is_inspector
from sync_server.counted.signing_in import REFUSED, SignIn, SignState

router = APIRouter()

TrainingCode = Annotated[Code, Path()]
Token = Annotated[str, Path(max_length=120)]
SHEET, CODE = Page("office_work/sheet.html"), Page("office_work/code.html")
# So many lines are left for whoever is not on the list.
SPARE = 6


class AttendForm(OfficeForm):
    """That one is at the training; which one is said, so that nobody signs in by chance."""

    training: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of a sheet: who signs on it, and a word about them; nobody yet on a spare one."""

    number: int
    name: str = ""
    second: str = ""


def _lines(opened: Opened, body: TrainingRecorded) -> list[SheetLine]:
    """Whoever was chosen, else all inspectors of the training's zone, in the office's order."""
    known = opened.history.names
    today = local_date(opened.services.server.clock()).isoformat()
    chosen = set(body.inspectors)
    people = [
        row
        for row in known.people.values()
        if (
            row.account in chosen
            if chosen
            else is_inspector(row) and is_in_use(row, today) and body.zone in (None, row.zone)
        )
    ]
    lines = [
        SheetLine(number, row.name, known.zone(row.zone) if row.zone else "")
        for number, row in enumerate(people, start=1)
    ]
    return [*lines, *(SheetLine(len(lines) + each) for each in range(1, SPARE + 1))]


@router.get(f"{HOME}/{{code}}/sheet")
def sheet(request: Request, services: Services, user: CurrentUser, code: TrainingCode) -> Response:
    """The sheet, to be printed."""
    opened = NOUN.opened(services, user, code)
    body = body_of(opened.history, TrainingRecorded)
    return SHEET.response(
        request,
        user=user,
        section="trainings",
        history=opened.history,
        home=HOME,
        title=body.title,
        held_on=body.held_on,
        told={
            "方式": label(body.mode),
            "组织单位": body.organizer,
            "地点": body.place,
            "责任区": opened.history.names.zone(body.zone) if body.zone else "",
            "学时": f"每人 {written(body.hours)}",
        },
        second="责任区",
        lines=_lines(opened, body),
    )


@router.get(f"{HOME}/{{code}}/code")
def wall_code(
    request: Request, services: Services, user: CurrentUser, code: TrainingCode
) -> Response:
    """The QR code, to be shown where the training is held."""
    user.viewer.require_count()
    opened = NOUN.opened(services, user, code)
    body = body_of(opened.history, TrainingRecorded)
    base = (services.place.public_url or str(request.base_url)).rstrip("/")
    address = f"{base}/attend/{services.sign_ins.token(user.viewer.district, body)}"
    today = local_date(services.server.clock()).isoformat()
    return CODE.response(
        request,
        user=user,
        section="trainings",
        history=opened.history,
        home=HOME,
        body=body,
        is_over=today > body.held_on or body.is_withdrawn,
        qr=qr_code(address),
        address=address,
        is_address_set=services.place.public_url is not None,
    )


@router.get("/attend/{token}")
def attend(request: Request, services: Services, user: CurrentUser, token: Token) -> Response:
    """The training one may sign in to."""
    return _page(request, user, services.sign_ins.read(user.viewer, token))


@router.post("/attend/{token}")
def sign(request: Request, services: Services, sent: SentForm, token: Token) -> Response:
    """Sign in."""
    user = sent.user

    found = services.sign_ins.read(user.viewer, token)

    def act(form: AttendForm) -> None:
        if form.training != found.code:
            raise BadInput("The form is of another training.")
        services.sign_ins.sign(user.viewer, token)

    form = carry_out(_form(found), sent.typed, act)
    if isinstance(form, Shown):
        return _page(request, user, found, form)
    return RedirectResponse(f"/attend/{token}", 303)


def _form(found: SignIn) -> Shown[AttendForm]:
    return Shown(AttendForm, "attend", {"training": found.code})


def _page(
    request: Request, user: SignedIn, found: SignIn, form: Shown[AttendForm] | None = None
) -> Response:
    shown = form or _form(found)
    return Page("office_work/attend.html", status=shown.status).response(
        request,
        user=user,
        section="",
        found=found,
        is_open=found.state is SignState.OPEN,
        is_signed=found.state is SignState.SIGNED,
        refusal=REFUSED.get(found.state, ""),
        form=shown,
    )
