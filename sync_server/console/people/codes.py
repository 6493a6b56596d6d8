"""发登录码: one-time codes for several people at once, and the sheet to print and hand out."""

from collections.abc import Callable
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.clock import local_date, parse_instant
from sync_server.access.slips import drawn
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, Meanwhile, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.people.forms import CodesForm, written
from sync_server.console.people.people_list import lacks
from sync_server.console.people.person import kept_sheet
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.services import ConsoleServices
from sync_server.register.people import ListedPerson

router = APIRouter(prefix="/codes")


@router.get("")
def choose(
    request: Request, services: Services, user: CurrentUser, who: Literal["", "phone", "all"] = ""
) -> Response:
    """Who may get a code; those who can sign in by nothing are ticked, or as the address says."""
    user.viewer.require_set_register()
    return _page(request, services, user, _blank(services, user, who), who)


@router.post("")
def issue(request: Request, services: Services, sent: SentForm) -> Response:
    """New codes for those who are ticked, on a sheet."""
    user = sent.user
    user.viewer.require_set_register()
    sheet: list[str] = []

    def act(form: CodesForm) -> None:
        new = services.people_commands.issue_codes(sent.account, form.seen())
        sheet.append(kept_sheet(services, user, new))

    def latest(typed: Typed) -> Latest:
        return _meanwhile(services, user, typed)

    form = carry_out(_blank(services, user), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, user, form)
    return RedirectResponse(f"/codes/{sheet[0]}", 303)


@router.get("/{file}")
def sheet(request: Request, services: Services, user: CurrentUser, file: str) -> Response:
    """The sheet, a slip for each: for who issued the codes, in this session, for half an hour."""
    user.viewer.require_set_register()
    found = services.code_sheets.sheet(file, user.viewer.account, user.secret)
    address = (services.place.public_url or str(request.base_url)).rstrip("/")
    return Page("people/code_sheet.html").response(
        request,
        user=user,
        section="people",
        slips=[(each, drawn(each.link(address))) for each in found.slips],
        address=address,
        is_address_set=services.place.public_url is not None,
        until=local_date(parse_instant(found.until)),
    )


TICKED: dict[str, Callable[[ListedPerson], bool]] = {
    "": lambda person: "sign_in" in lacks(person),
    "phone": lambda person: person.is_without_phone,
    "all": lambda person: person.is_active,
}


def _blank(services: ConsoleServices, user: SignedIn, who: str = "") -> Shown[CodesForm]:
    people, _ = services.people.listed(user.viewer)
    ticked = "\n".join(each.account for each in people if TICKED[who](each))
    versions = written(services.people.versions(user.viewer))
    return Shown(CodesForm, "codes", {"versions": versions, "people": ticked})


def _meanwhile(services: ConsoleServices, user: SignedIn, typed: Typed) -> Latest:
    """How those who were ticked stand now, and what came of each since they were seen."""
    versions = services.people.versions(user.viewer)
    form = CodesForm.model_validate(dict(typed))
    since: list[Meanwhile] = []
    for account, seen in form.seen().items():
        if versions.get(account) not in (seen, None):
            history = services.histories.history(user.viewer, "person", account)
            since += of_thing(history, {"version": seen}).since
    return Latest({"versions": written(versions)}, since)


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    form: Shown[CodesForm],
    who: str = "",
) -> Response:
    people, _ = services.people.listed(user.viewer)
    return Page("people/codes.html", status=form.status).response(
        request,
        user=user,
        section="people",
        form=form,
        who=who,
        people=[each for each in people if each.is_active],
    )
