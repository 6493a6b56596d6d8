"""手机: the district's phones, and shutting out one that was lost."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from sync_server.access.devices import ListedDevice
from sync_server.console.forms import OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.register.names import names

router = APIRouter(prefix="/devices")


WAITING = "waiting"


class RevokeForm(OfficeForm):
    """Why a phone is shut out."""

    reason: Annotated[str, Field(min_length=1, max_length=1000, title="停用原因")]


@router.get("")
def devices(request: Request, services: Services, user: CurrentUser) -> Response:
    """The district's phones."""
    return _page(request, services, user)


@router.get("/{chain}")
def device(request: Request, services: Services, user: CurrentUser, chain: str) -> Response:
    """One phone, and the form that shuts it out."""
    found = services.devices.device(user.viewer, chain)
    return _page(request, services, user, found, _blank())


@router.post("/{chain}")
def revoke(request: Request, services: Services, sent: SentForm, chain: str) -> Response:
    """Take trust from the phone; it is signed out, and what it writes from now on is flagged."""
    user = sent.user
    found = services.devices.device(user.viewer, chain)

    def act(form: RevokeForm) -> None:
        services.office.revoke_chain(user.viewer.account, chain, form.reason)
        services.server.accounts.revoke_tokens(found.account, chain)

    form = carry_out(_blank(), sent.typed, act)
    if isinstance(form, Shown):
        return _page(request, services, user, found, form)
    return RedirectResponse("/devices?done=revoked", 303)


def _blank() -> Shown[RevokeForm]:
    return Shown(RevokeForm, "revoke")


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    chosen: ListedDevice | None = None,
    form: Shown[RevokeForm] | None = None,
) -> Response:
    listed = services.devices.listed(user.viewer)
    waiting = services.start.phones(user.viewer, listed).by_chain
    is_waiting_only = request.query_params.get("show") == WAITING
    if is_waiting_only:
        listed = [each for each in listed if each.chain in waiting]
    return Page("devices.html", status=form.status if form else 200).response(
        request,
        user=user,
        section="devices",
        devices=listed,
        waiting=waiting,
        is_waiting_only=is_waiting_only,
        chosen=chosen,
        form=form,
        names=names(services.server.database, user.viewer.district),
        notice="已停用：这部手机不能再同步。" if request.query_params.get("done") else "",
    )
