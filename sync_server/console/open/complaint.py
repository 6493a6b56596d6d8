"""意见和投诉: anybody tells the office what they think of its work or of this site (5-01)."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field

from domain.errors import TooMany
from domain.kinds.office.message import MessagePrivate
from sync_server.console.door.card import STALE
from sync_server.console.door.guard import DoorForm, DoorServices, DoorShown, DoorTyped, read_form
from sync_server.console.guard import OpenForm, shown_openly, too_often
from sync_server.console.own.opening import address_of
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.door.codes import grouped
from sync_server.register.districts import Districts

router = APIRouter()

PATH = "/privacy/complaint"
NO_DISTRICT = "请选择区县。"


class ComplaintForm(DoorForm):
    """What somebody thinks, and to which district's office they say it."""

    district: Annotated[str, Field(min_length=1, max_length=64, title="区县")]
    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=2000,
            title="意见或投诉",
            description="对督导工作的，对这个系统记录什么、怎么用的，都可以写",
        ),
    ]
    contact: Annotated[
        str, Field(max_length=100, title="联系方式", description="可不填；只有督导室看得到")
    ] = ""


@router.get(PATH)
def complaint(request: Request, services: DoorServices, district: str = "") -> Response:
    """The form; of one district where the address names it, or where there is one alone."""
    known = _districts(services)
    chosen = district if district in known else next(iter(known)) if len(known) == 1 else ""
    return _form(request, services, DoorShown.of(ComplaintForm, {"district": chosen}))


@router.post(PATH)
def send(request: Request, services: DoorServices, typed: DoorTyped) -> Response:
    """Take it in as a message to the office; the page tells the code to ask with."""
    form = read_form(ComplaintForm, typed)
    if isinstance(form, DoorShown):
        return _form(request, services, form)
    known = _districts(services)
    if form.district not in known:
        errors = {"district": NO_DISTRICT}
        return _form(request, services, DoorShown(ComplaintForm, typed, {}, errors, NO_DISTRICT))
    if not OpenForm(form_secret=typed.get("form_secret", "")).is_own(request):
        return _form(request, services, DoorShown(ComplaintForm, typed, {}, {}, STALE))
    try:
        services.door.sending.attempt(f"office {form.district}", address_of(request))
    except TooMany as error:
        again = DoorShown(ComplaintForm, typed, {}, {}, too_often(error))
        return _form(request, services, again)
    private = MessagePrivate(text=form.text, contact=form.contact)
    asked = services.door.messages.send_to_office(form.district, private)
    page = Page("door/complaint_sent.html")
    return page.response(request, district_name=known[form.district], asked=grouped(asked))


def _districts(services: ConsoleServices) -> dict[str, str]:
    """The names of all districts by their codes."""
    server = services.server
    names = Districts(server.database, server.committer).names()
    return dict(sorted(names.items()))


def _form(request: Request, services: ConsoleServices, form: DoorShown) -> Response:
    options = {"district": _districts(services)}
    drawn = DoorShown(form.model, form.typed, options, form.errors, form.problem)
    page = Page("door/complaint.html", status=form.status)
    return shown_openly(request, page.response, form=drawn)
