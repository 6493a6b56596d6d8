"""The public card behind a unit's 公示牌, a message from there, and how it stands."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field

from domain.errors import BadInput, NotFound, TooMany
from domain.kinds.office.message import MessageAbout, MessagePrivate
from sync_server.console.door.guard import DoorForm, DoorServices, DoorShown, DoorTyped, read_form
from sync_server.console.files import picture
from sync_server.console.guard import OpenForm, shown_openly, too_often
from sync_server.console.own.opening import address_of
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.door.cards import MATTERS, Card
from sync_server.door.codes import grouped

router = APIRouter(prefix="/card")

STALE = "页面放得太久了，还没有提交。请核对后再提交一次；您填的内容还在。"


class MessageForm(DoorForm):
    """What somebody wants to tell the office."""

    about: Annotated[MessageAbout, Field(title="反映什么")]
    text: Annotated[str, Field(min_length=1, max_length=2000, title="内容")]
    contact: Annotated[
        str,
        Field(max_length=100, title="联系方式", description="可不填；只有督导室看得到"),
    ] = ""


class AskForm(DoorForm):
    """By which code somebody asks how their message stands."""

    code: Annotated[
        str, Field(min_length=1, max_length=40, title="查询码", description="提交时记下的 10 位")
    ]


@router.get("/ask")
def ask_form(request: Request) -> Response:
    """The form to ask with."""
    return _asked(request, DoorShown.of(AskForm, {}))


@router.post("/ask")
def ask(request: Request, services: DoorServices, typed: DoorTyped) -> Response:
    """How the message of this code stands."""
    if not _is_own(request, typed):
        return _asked(request, DoorShown(AskForm, typed, {}, {}, STALE))
    form = read_form(AskForm, typed)
    if isinstance(form, DoorShown):
        return _asked(request, form)
    try:
        services.door.asking.attempt("message", address_of(request))
        message = services.door.messages.asked(form.code)
    except BadInput as error:
        errors = {error.specific_code: error.message}
        return _asked(request, DoorShown(AskForm, typed, {}, errors, "没有查到。"))
    except TooMany as error:
        return _asked(request, DoorShown(AskForm, typed, {}, {}, too_often(error)))
    return Page("door/message.html").response(request, message=message)


@router.get("/{code}")
def card(request: Request, services: DoorServices, code: str) -> Response:
    """The card, and the form of a message."""
    return _card(request, services.door.cards.card(code), DoorShown.of(MessageForm, {}))


@router.get("/{code}/photo/{number}")
def of_card(services: DoorServices, code: str, number: int) -> Response:
    """The photo of one of the card's inspectors, counted from 1 among those who have one."""
    found = services.door.cards.card(code)
    if not 1 <= number <= len(found.pictured):
        raise NotFound("There is no such photo.", code="no_portrait")
    return picture(services.door.portraits.of(found.district, found.pictured[number - 1]))


@router.post("/{code}")
def send(request: Request, services: DoorServices, typed: DoorTyped, code: str) -> Response:
    """Take a message in; the page tells the code to ask with."""
    found = services.door.cards.card(code)
    form = read_form(MessageForm, typed)
    if isinstance(form, DoorShown):
        return _card(request, found, form)
    if not _is_own(request, typed):
        return _card(request, found, DoorShown(MessageForm, typed, {}, {}, STALE))
    try:
        services.door.sending.attempt(f"card {found.code}", address_of(request))
    except TooMany as error:
        return _card(request, found, DoorShown(MessageForm, typed, {}, {}, too_often(error)))
    asked = _sent(services, found, form)
    return Page("door/sent.html").response(request, card=found, asked=grouped(asked))


def _sent(services: ConsoleServices, card: Card, form: MessageForm) -> str:
    private = MessagePrivate(text=form.text, contact=form.contact)
    return services.door.messages.send(card, form.about, private)


def _is_own(request: Request, typed: dict[str, str]) -> bool:
    return OpenForm(form_secret=typed.get("form_secret", "")).is_own(request)


def _card(request: Request, card: Card, form: DoorShown) -> Response:
    page = Page("door/card.html", status=form.status)
    return shown_openly(request, page.response, card=card, form=form, matters=MATTERS)


def _asked(request: Request, form: DoorShown) -> Response:
    page = Page("door/ask.html", status=form.status)
    return shown_openly(request, page.response, form=form)
