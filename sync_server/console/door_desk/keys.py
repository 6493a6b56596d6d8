"""学校端: the links and the account by which a unit comes in, made and taken away by the office."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.clock import local_date
from domain.kinds.piece import Code
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, OfficeForm, Sent, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.open.app_download import qr_code
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.services import ConsoleServices
from sync_server.door.keys import SeenSchool
from sync_server.door.slips import DoorSlip

router = APIRouter(prefix="/schools/{school_id}/door")

USUAL_DAYS = 30
DONE = {
    "revoked": "链接已作废，用它打开的页面也已退出。",
    "closed": "单位账号已停用，用它登录的页面也已退出。",
}
F = TypeVar("F", bound=OfficeForm)


class DoorLinkForm(OfficeForm):
    """Until when a new link of the unit is good, and whom it is for."""

    until_on: Annotated[date, Field(title="有效期到", description="当天有效；最长一年")]
    text: Annotated[str, Field(max_length=100, title="交给谁", examples=["何校长，微信发送"])] = ""


class DoorRevokeForm(OfficeForm):
    """Which link of the unit opens nothing any more, and why."""

    link: str = ""
    text: Annotated[str, Field(max_length=100, title="原因")] = ""


class DoorAccountForm(OfficeForm):
    """That the unit gets an account, or a new password for it."""


class DoorCloseForm(OfficeForm):
    """That the unit's account opens nothing any more."""


@router.get("")
def keys(request: Request, services: Services, user: CurrentUser, school_id: Code) -> Response:
    """What the unit has to come in with."""
    user.viewer.require_set_register()
    return _page(request, services, user, school_id)


@router.post("/links")
def make_link(request: Request, services: Services, sent: SentForm, school_id: Code) -> Response:
    """A new link, on a slip that is shown once."""

    def act(form: DoorLinkForm) -> DoorSlip:
        seen = SeenSchool(school_id, form.version)
        new = services.door.keys.make_link(sent.account, seen, form.until_on, form.text)
        return DoorSlip(school_id, new.secret, new.until_on)

    return _handed(request, services, sent, (school_id, DoorLinkForm), act)


@router.post("/account")
def set_account(request: Request, services: Services, sent: SentForm, school_id: Code) -> Response:
    """The unit's account with a new password, on a slip that is shown once."""

    def act(form: DoorAccountForm) -> DoorSlip:
        seen = SeenSchool(school_id, form.version)
        new = services.door.keys.set_account(sent.account, seen)
        return DoorSlip(school_id, account=new.account, password=new.password)

    return _handed(request, services, sent, (school_id, DoorAccountForm), act)


@router.post("/revoke")
def revoke_link(request: Request, services: Services, sent: SentForm, school_id: Code) -> Response:
    """A link opens nothing any more."""

    def act(form: DoorRevokeForm) -> None:
        seen = SeenSchool(school_id, form.version)
        services.door.keys.revoke_link(sent.account, seen, form.link, form.text)

    return _acted(request, services, sent, (school_id, DoorRevokeForm, "revoked"), act)


@router.post("/account/close")
def close_account(
    request: Request, services: Services, sent: SentForm, school_id: Code
) -> Response:
    """The unit's account opens nothing any more."""

    def act(form: DoorCloseForm) -> None:
        services.door.keys.close_account(sent.account, SeenSchool(school_id, form.version))

    return _acted(request, services, sent, (school_id, DoorCloseForm, "closed"), act)


@router.get("/slips/{file}")
def slip(
    request: Request, services: Services, user: CurrentUser, school_id: Code, file: str
) -> Response:
    """The slip to print and hand over: for who made it, in this session, for half an hour."""
    user.viewer.require_set_register()
    found = services.door.slips.slip(file, school_id, user.viewer, user.secret)
    history = services.histories.history(user.viewer, "school", school_id)
    base = (services.place.public_url or str(request.base_url)).rstrip("/")
    address = f"{base}/door/enter?link={found.secret}" if found.secret else f"{base}/door"
    return Page("door_desk/slip.html").response(
        request,
        user=user,
        section="schools",
        history=history,
        slip=found,
        address=address,
        qr=qr_code(address),
        is_address_set=services.place.public_url is not None,
    )


def _handed(
    request: Request,
    services: ConsoleServices,
    sent: Sent,
    what: tuple[str, type[F]],
    act: Callable[[F], DoorSlip],
) -> Response:
    """The slip of what was made, or the page with the form that was refused."""
    school_id, model = what
    made: list[str] = []

    def made_by(form: F) -> None:
        slip = act(form)
        made.append(services.door.slips.keep(slip, sent.user.viewer, sent.user.secret))

    answer = _acted(request, services, sent, (school_id, model, ""), made_by)
    return RedirectResponse(f"/schools/{school_id}/door/slips/{made[0]}", 303) if made else answer


def _acted(
    request: Request,
    services: ConsoleServices,
    sent: Sent,
    what: tuple[str, type[F], str],
    act: Callable[[F], None],
) -> Response:
    """The page after an act, or with the form of it that was refused."""
    school_id, model, done = what
    user = sent.user
    user.viewer.require_set_register()

    def latest(typed: Typed) -> Latest:
        return of_thing(services.histories.history(user.viewer, "school", school_id), typed)

    form = carry_out(Shown(model, model.__name__), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, user, school_id, form)
    return RedirectResponse(f"/schools/{school_id}/door?done={done}", 303)


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    school_id: str,
    again: Shown[Any] | None = None,
) -> Response:
    history = services.histories.history(user.viewer, "school", school_id)
    until = local_date(services.server.clock()) + timedelta(days=USUAL_DAYS)
    typed = {"version": history.version, "until_on": until.isoformat()}
    models = (DoorLinkForm, DoorAccountForm, DoorCloseForm)
    forms: dict[str, Shown[Any]] = {
        each.__name__: Shown(each, each.__name__, typed) for each in models
    }
    unit = services.door.keys.of_unit(user.viewer, school_id)
    revoking = {each.link: _revoking(each.link, history.version, again) for each in unit.good}
    if again is not None and again.name in forms:
        forms[again.name] = again
    return Page("door_desk/keys.html", status=again.status if again else 200).response(
        request,
        user=user,
        section="schools",
        history=history,
        unit=unit,
        forms=forms,
        revoking=revoking,
        again=again,
        is_drawn=again is None or again.name in forms or again.typed.get("link") in revoking,
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )


def _revoking(link: str, version: str, again: Shown[Any] | None) -> Shown[DoorRevokeForm]:
    if again is not None and again.model is DoorRevokeForm and again.typed.get("link") == link:
        return again
    typed = {"version": version, "link": link}
    return Shown(DoorRevokeForm, f"revoke-{link}", typed)
