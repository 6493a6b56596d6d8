"""手机: the district's phones, what each still holds, and shutting out one that was lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.register.search import Findable
from sync_server.access.devices import ListedDevice
from sync_server.console.forms import OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.pages import Page, moment, thing_path
from sync_server.console.services import ConsoleServices
from sync_server.overview.phones import WaitingPhone
from sync_server.register.names import names

router = APIRouter()

WAITING = "waiting"
IN_USE, REVOKED = "in_use", "revoked"
SHOWN = {WAITING: "7 天没有联系或有照片没传的"}
STATES = {IN_USE: "在用", REVOKED: "停用"}


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone of the list: whose it is by name, and what it waits for, if it waits."""

    device: ListedDevice
    person: str
    waiting: WaitingPhone | None
    newest: str | None

    @property
    def state(self) -> str:
        """Whether it is in use."""
        return REVOKED if self.device.revoked_at else IN_USE

    @property
    def is_old(self) -> bool:
        """Whether it said another version than the newest that was published."""
        version = self.device.app_version
        return bool(self.newest and version and version != self.newest and self.state == IN_USE)


class DeviceFilters(Filters):
    """Which phones the list shows."""

    home = "/devices"

    person: Annotated[Search, Field(title="使用人", examples=["姓名或账号"])] = ""
    state: Annotated[Choice, Field(title="状态")] = ""
    show: Annotated[Choice, Field(title="只看")] = ""

    def wants(self, phone: Phone) -> bool:
        """Whether the phone is among them."""
        if self.state not in ("", phone.state) or (self.show and phone.waiting is None):
            return False
        return Findable((phone.person,), codes=(phone.device.account,)).matches(self.person)


class RevokeForm(OfficeForm):
    """Why a phone is shut out."""

    reason: Annotated[str, Field(min_length=1, max_length=1000, title="停用原因")]


def _heard(phone: Phone) -> str:
    at = phone.device.heard_at
    return moment(at) if at else "还没有"


def _quiet(phone: Phone) -> Sequence[Chip]:
    is_quiet = phone.waiting is not None and phone.waiting.is_quiet
    return [Chip("很久没有联系", "chip-notice")] if is_quiet else ()


def _held(phone: Phone) -> Sequence[Chip]:
    photos = phone.waiting.photos if phone.waiting else 0
    return [Chip(f"{photos} 张照片没传", "chip-notice")] if photos else ()


def _state(phone: Phone) -> Sequence[Chip]:
    at = phone.device.revoked_at
    return [Chip(f"{moment(at)} 停用", "chip-grave") if at else Chip("在用", "chip-approved")]


COLUMNS: tuple[Column[Phone], ...] = (
    Column(
        "使用人",
        lambda each: each.person,
        lambda each: thing_path("person", each.device.account),
        note=lambda each: each.device.account,
    ),
    Column(
        "手机",
        lambda each: each.device.name or "（没有名称）",
        lambda each: f"/devices/{each.device.chain}",
        chips=lambda each: [Chip("练习")] if each.device.is_practice else (),
    ),
    Column(
        "应用版本",
        lambda each: each.device.app_version,
        chips=lambda each: [Chip("不是最新", "chip-notice")] if each.is_old else (),
    ),
    Column("登记", lambda each: moment(each.device.enrolled_at), is_on_phones=False),
    Column("最近联系", _heard, chips=_quiet),
    Column("没有传来", chips=_held, is_exported=False),
    Column(
        "没有传来的照片",
        export=lambda each: each.waiting.photos if each.waiting else 0,
        is_number=True,
        is_shown=False,
    ),
    Column("状态", chips=_state),
)


def _rows(asking: Asking[DeviceFilters]) -> Listed[Phone]:
    phones = _phones(asking.services, asking.user)
    found = InOrder(phones, asking.wanted.wants, lambda each: each.device.chain)
    held = sum(each.waiting.photos for each in phones if each.waiting)
    return Listed(
        read=found.read,
        key=found.key,
        total=found.total,
        options={"state": STATES, "show": SHOWN},
        note=f"还有 {held:,} 张照片没传来；还没传来的文字有多少，要等手机联系才知道",
    )


CODES = Link("发登录码", "/codes")
LIST = ListPage(
    name="devices",
    title="手机",
    filters=DeviceFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有手机登录过",
        "给督学登录码，在手机上登录后会出现在这里。",
        CODES,
    ),
    links=lambda asking: (CODES,) if asking.viewer.may_set_register else (),
    done={"revoked": "已停用：这部手机不能再同步。"},
)
add_list(router, LIST)


@router.get("/devices/{chain}")
def device(request: Request, services: Services, user: CurrentUser, chain: str) -> Response:
    """One phone, and the form that shuts it out."""
    return _page(request, services, user, chain, _blank())


@router.post("/devices/{chain}")
def revoke(request: Request, services: Services, sent: SentForm, chain: str) -> Response:
    """Take trust from the phone; it is signed out, and what it writes from now on is flagged."""
    user = sent.user
    user.viewer.require_review()
    found = services.devices.device(user.viewer, chain)

    def act(form: RevokeForm) -> None:
        services.office.revoke_chain(user.viewer.account, chain, form.reason)
        services.server.accounts.revoke_tokens(found.account, chain)

    form = carry_out(_blank(), sent.typed, act)
    if isinstance(form, Shown):
        return _page(request, services, user, chain, form)
    return RedirectResponse("/devices?done=revoked", 303)


def _blank() -> Shown[RevokeForm]:
    return Shown(RevokeForm, "revoke")


def _phones(services: ConsoleServices, user: SignedIn) -> list[Phone]:
    listed = services.devices.listed(user.viewer)
    waiting = services.start.phones(user.viewer, listed).by_chain
    known = names(services.server.database, user.viewer.district)
    newest = services.server.app_releases.offer().newest
    return [
        Phone(each, known.person(each.account), waiting.get(each.chain), newest) for each in listed
    ]


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    chain: str,
    form: Shown[RevokeForm],
) -> Response:
    services.devices.device(user.viewer, chain)
    phone = next(each for each in _phones(services, user) if each.device.chain == chain)
    return Page("device.html", status=form.status).response(
        request, user=user, section=LIST.name, phone=phone, form=form
    )
