"""The photo by which people know an inspector: brought, shown, and taken off again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from domain.errors import BadInput, Conflict, NotFound
from domain.kinds.piece import Code
from domain.kinds.visit.photo import MOST_BYTES
from sync_server.access.viewer import Viewer
from sync_server.console.files import hidden_only, picture
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.services import ConsoleServices
from sync_server.door.portraits import NOUN, Putting, Write
from sync_server.ledger.append import CHANGED, OfficeEntry
from sync_server.register.history import History

router = APIRouter(prefix="/portraits")

NO_FILE = "请先选择照片。"
OVERTAKEN = "刚才有人换过这张照片，还没有换上您的。请刷新页面看过以后再传。"
UPLOADED = {"account": 64, "version": 64, "form_name": 64}
DONE = {"set": "照片已换上，公示牌和进校凭证都用它。", "off": "照片已取下。"}


class TakeOffForm(OfficeForm):
    """That no photo of the person is shown any more."""


@dataclass(frozen=True, slots=True)
class Upload:
    """The form that brings a photo, and what is wrong with the file that came.

    ``off`` is the other form, that takes one off, where it was refused.
    """

    version: str
    problem: str = ""
    status: int = 200
    off: Shown[Any] | None = None


@router.get("/{account}")
def portrait(request: Request, services: Services, user: CurrentUser, account: Code) -> Response:
    """The photo, and the form that brings another."""
    return _page(request, services, user, account)


@router.get("/{account}/photo")
def photo(services: Services, user: CurrentUser, account: Code) -> Response:
    """The photo itself."""
    user.viewer.require_register()
    return picture(services.door.portraits.of(user.viewer.district, account))


@router.post("/file")
def upload(
    request: Request,
    services: Services,
    sent: SentForm,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Know the person by the photo that came."""
    user = sent.user
    user.viewer.require_set_register()
    account = sent.typed.get("account", "")
    if not hidden_only(sent.typed, UPLOADED):
        raise BadInput("The form is none of ours.")
    form = Upload(sent.typed.get("version", ""))
    try:
        _put(services, user, Putting(account, "", b"", form.version), file)
    except BadInput as error:
        form = replace(form, problem=error.message, status=400)
    except Conflict as error:
        if error.specific_code != CHANGED:
            raise
        form = replace(form, problem=OVERTAKEN, status=409)
    if form.problem:
        return _page(request, services, user, account, form)
    return RedirectResponse(f"{place(account)}?done=set", 303)


@router.post("/{account}/off")
def take_off(request: Request, services: Services, sent: SentForm, account: Code) -> Response:
    """Show no photo of the person any more."""
    user = sent.user
    user.viewer.require_set_register()

    def act(form: TakeOffForm) -> None:
        writer = _writer(services, user)
        services.door.portraits.take_off(user.viewer, writer, account, form.version)

    def latest(typed: Typed) -> Latest:
        return of_thing(services.histories.history(user.viewer, NOUN, account), typed)

    form = carry_out(Shown(TakeOffForm, "off"), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, user, account, Upload("", status=form.status, off=form))
    return RedirectResponse(f"{place(account)}?done=off", 303)


def place(account: str) -> str:
    """Where somebody's photo is."""
    return f"/portraits/{quote(account)}"


def _put(
    services: ConsoleServices, user: SignedIn, asked: Putting, file: UploadFile | None
) -> None:
    services.people.person(user.viewer, asked.account)
    if file is None or not file.filename:
        raise BadInput(NO_FILE)
    content = file.file.read(MOST_BYTES + 1)
    asked = replace(asked, name=file.filename, content=content)
    services.door.portraits.put(user.viewer, _writer(services, user), asked)


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    account: str,
    form: Upload | None = None,
) -> Response:
    user.viewer.require_register()
    person = services.people.person(user.viewer, account)
    version = services.door.portraits.version(user.viewer.district, account)
    shown = replace(form or Upload(""), version=version)
    return Page("people/portrait.html", status=shown.status).response(
        request,
        user=user,
        section="people",
        person=person,
        place=place(account),
        has_photo=account in services.door.portraits.known(user.viewer.district),
        upload=shown,
        off=shown.off or Shown(TakeOffForm, "off", {"version": version}),
        history=_history(services, user.viewer, account),
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )


def _history(services: ConsoleServices, viewer: Viewer, account: str) -> History | None:
    """Who set the photo and when; None where nobody ever did."""
    try:
        return services.histories.history(viewer, NOUN, account)
    except NotFound:
        return None


def _writer(services: ConsoleServices, user: SignedIn) -> Write:
    def write(entries: Sequence[OfficeEntry]) -> object:
        return services.office.set_register(user.viewer.account, entries)

    return write
