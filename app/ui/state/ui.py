"""What the screens share: the phone's services, who is signed in, and small observable boards."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

import flet as ft

from app.ui.guard import safe
from app.ui.haptics import Haptics
from app.ui.hooks import use_box, use_value
from app.ui.resting import current_drawing
from app.ui.state.acts import Acts
from app.ui.state.lock import Lock
from app.ui.state.memory import LastPlace, Memory
from app.ui.state.sign_in import SignIn
from domain.enrolment_link import read_link

if TYPE_CHECKING:
    from app.account.session import AccountSession
    from app.device.demo_network import DemoNetwork
    from app.device.flet_device import FletDevice
    from app.sync.progress import SyncOutcome
    from app.ui.state.auto_sync import AutoSync
    from app.ui.state.check_in_flow import CheckInFlow
    from app.ui.state.visit_controller import VisitController
    from app.wiring import Phone
    from domain.register.checklist import Theme
    from domain.wire.workbook import Workbook, WorkbookPerson

T = TypeVar("T")


@ft.observable
@dataclass
class Changes:
    """Grows whenever something was saved or fetched, so that lists read again."""

    number: int = 0


@ft.observable
@dataclass
class Waking:
    """Grows whenever the app comes back to the front."""

    number: int = 0


# Flet's web server puts every message into words, with the arguments of every part in it: with
# all that hangs on this, a list of fifty rows took half a minute.
@dataclass(repr=False)
class Ui:
    """Everything a screen may ask for; one for each running app."""

    page: ft.Page
    memory: Memory
    device: "FletDevice"
    server_url: str = ""
    phone: "Phone | None" = None
    signed: SignIn = field(default_factory=SignIn)
    changes: Changes = field(default_factory=Changes)
    waking: Waking = field(default_factory=Waking)
    auto_sync: "AutoSync | None" = None
    haptics: Haptics | None = None
    last_tab: str = "/"
    workbook: "Workbook | None" = None
    demo_network: "DemoNetwork | None" = None
    acts: Acts = field(default_factory=Acts)
    reopen: Callable[[], Awaitable[None]] = field(init=False)
    lock: Lock = field(init=False)
    _controller: "VisitController | None" = None
    _flows: "dict[tuple[bool, str], CheckInFlow]" = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lock = Lock(
            self.page,
            self.signed,
            lambda: self.phone.pins if self.phone else None,
            self.device,
        )

    @property
    def session(self) -> "AccountSession":
        """The session of whoever is signed in; screens behind the door may rely on it."""
        assert self.signed.session is not None, "nobody is signed in"  # noqa: S101
        return self.signed.session

    def controller(self, visit_id: str) -> "VisitController":
        """The controller of a visit; the one in use stays the same object."""
        from app.ui.state.visit_controller import VisitController

        if self._controller is None or self._controller.visit_id != visit_id:
            self._controller = VisitController(self.session.visits, visit_id, self.saved)
        return self._controller

    @property
    def current_controller(self) -> "VisitController | None":
        """The controller in use."""
        return self._controller

    def check_in_flow(
        self, controller: "VisitController", *, is_leaving: bool, unit: str = ""
    ) -> "CheckInFlow":
        """The arrival at a visit or a further unit of it, or the leaving.

        It goes on while other pages are open.
        """
        from app.ui.state.check_in_flow import CheckInFlow

        flow = self._flows.get((is_leaving, unit))
        if flow is None or flow.controller is not controller:
            locator = self.device.locator
            flow = CheckInFlow(controller, locator, is_leaving=is_leaving, unit=unit)
            self._flows[is_leaving, unit] = flow
        return flow

    def themes(self) -> "dict[str, Theme]":
        """The themes as last fetched, by id."""
        return {each.theme_id: each for each in self.workbook.themes} if self.workbook else {}

    def people(self) -> "tuple[WorkbookPerson, ...]":
        """The colleagues as last fetched."""
        return self.workbook.people if self.workbook else ()

    async def read_workbook(self) -> None:
        """Keep the newest workbook at hand for the screens."""
        session = self.signed.session
        self.workbook = await asyncio.to_thread(session.workbook) if session else None

    def saved(self) -> None:
        """Something was recorded: it is felt, lists read again, and it is sent with a network."""
        self.changes.number += 1
        if self.haptics and self.page.session.connection is not None:
            self.page.run_task(self.haptics.saved)
        if self.auto_sync:
            self.auto_sync.request()

    async def synced(self, outcome: "SyncOutcome") -> None:
        """A sync is over: show what came, send what others left here, and make room."""
        if not outcome.was_skipped:
            await self.read_workbook()
            if self._controller is not None:
                await self._controller.load()
            self.changes.number += 1
        if self.phone is not None and self.signed.session is not None:
            phone, account = self.phone, self.session.facts.account
            await asyncio.to_thread(phone.accounts.send_for_others, account)
            await asyncio.to_thread(phone.storage.free_if_little_room)

    async def note(self, change: Callable[[], None]) -> None:
        """Change a private note of this phone: lists read again, nothing has to be sent."""
        await asyncio.to_thread(change)
        self.changes.number += 1

    def known_server(self) -> str:
        """The server of an account that is already on this phone; else where this page is from."""
        known = self.signed.session.facts.server_url if self.signed.session else ""
        return known or self.server_url

    async def enrol(self, server: str, account: str, by: str, secret: str) -> None:
        """Take an account into this phone and use it; raises what the server or network says.

        Somebody who comes from the lock has forgotten the PIN, which is dropped.
        """
        assert self.phone is not None, "the records are not open yet"  # noqa: S101
        phone = self.phone
        taken = await asyncio.to_thread(
            lambda: phone.accounts.enrol(server, account, **{by: secret})
        )
        if self.signed.is_signing_in:
            await asyncio.to_thread(phone.pins.drop, taken.account)
        await self.use(taken.account, is_proved=True)
        self.signed.is_signing_in = False
        await self.page.push_route("/")

    async def practise(self) -> None:
        """Use the account to practise with, which needs no server and never counts."""
        assert self.phone is not None, "the records are not open yet"  # noqa: S101
        facts = await asyncio.to_thread(self.phone.accounts.practise)
        await self.use(facts.account)
        await self.page.push_route("/")

    async def use(self, account: str, *, is_proved: bool = False) -> None:
        """Go on as this account; behind its PIN, unless it was proved another way just now."""
        assert self.phone is not None, "the records are not open yet"  # noqa: S101
        self._controller = None
        await self._open(account, is_locked=not is_proved)
        self.remember("/")
        self.changes.number += 1
        if self.auto_sync is not None:
            self.auto_sync.request(0.1)

    async def open_last_account(self) -> None:
        """Go on as whoever used the phone last; as the only one there is; or as nobody."""
        assert self.phone is not None, "the records are not open yet"  # noqa: S101
        known = [facts.account for facts in await asyncio.to_thread(self.phone.accounts.list)]
        last = self.memory.place.account
        account = last if last in known else next(iter(known), None)
        if account is None:
            self.signed.session, self.signed.is_locked = None, False
            return
        await self._open(account, is_locked=True)

    async def _open(self, account: str, *, is_locked: bool) -> None:
        """Open the account's services; the curtain is drawn first where it has a PIN."""
        assert self.phone is not None, "the records are not open yet"  # noqa: S101
        has_pin = is_locked and await asyncio.to_thread(self.phone.pins.has, account)
        session = await asyncio.to_thread(self.phone.accounts.open, account)
        self.signed.is_locked = has_pin
        self.signed.session = session
        await self.read_workbook()

    async def note_rescue_read(self) -> None:
        """What was saved of a damaged database was read: go on."""
        assert self.phone is not None, "the records are not open yet"  # noqa: S101
        await asyncio.to_thread(self.phone.accounts.note_rescue_read)
        self.signed.rescued = None

    def forget_records(self) -> "Phone | None":
        """Let go of the phone's services, which are to be opened anew; what there was of them."""
        phone, self.phone = self.phone, None
        if self.auto_sync is not None:
            self.auto_sync.stop()
        self.auto_sync, self.workbook, self._controller = None, None, None
        self._flows.clear()
        self.signed.is_ready, self.signed.is_damaged = False, False
        self.signed.session = None
        return phone

    async def sign_out(self, account: str) -> None:
        """Take the account off this phone; refused while something of it was not sent."""
        assert self.phone is not None, "the records are not open yet"  # noqa: S101
        await asyncio.to_thread(self.phone.accounts.sign_out, account)
        self._controller = None
        await self.open_last_account()
        if self.signed.session is not None:
            # With nobody left, the screens behind the door must not draw once more.
            self.changes.number += 1

    def go(self, route: str) -> Callable[..., Coroutine[Any, Any, None]]:
        """A handler that opens a page."""

        async def open_page(e: Any = None) -> None:
            await self.page.push_route(route)

        return open_page

    def remember(self, route: str) -> None:
        """Keep where somebody is, for the next start; not a link that signs in, nor its code."""
        if read_link(route) is not None:
            return
        account = self.signed.session.facts.account if self.signed.session else None
        self.memory.remember(LastPlace(account, route))


UiContext = ft.create_context(cast(Ui | None, None))


def use_ui() -> Ui:
    """The app's shared state."""
    ui = ft.use_context(UiContext)
    assert ui is not None, "drawn outside the app"  # noqa: S101
    return ui


@dataclass
class Reading:
    """What was read last, and what one tried to read last: they differ where it failed."""

    done: tuple[object, ...] | None = None
    tried: tuple[object, ...] | None = None


def use_loaded(load: Callable[[], T], *watched: object) -> T | None:
    """What ``load`` answers, read off the event loop; None until it did.

    It is read again when something was saved, or when one of the watched values changed; on a
    page beneath another only once that is seen again, and until then the drawing is not shown.
    """
    nothing: T | None = None
    loaded, set_loaded = use_value(nothing)

    async def fetch() -> None:
        value = await asyncio.to_thread(load)
        set_loaded(lambda _old: value)

    use_reading(fetch, *watched)
    return loaded


def use_reading(read: Callable[[], Awaitable[None]], *watched: object) -> None:
    """The same for a ``read`` that keeps what it reads itself."""
    ui, drawing = use_ui(), current_drawing()
    drawing.is_read = True
    changes, _ = ft.use_state(ui.changes)
    reading, (_, redraw) = use_box(Reading).current, use_value(0)
    asked = (changes.number, *watched)
    is_due = drawing.is_seen and reading.done != asked
    has_failed = reading.done != asked == reading.tried
    has_old = reading.done is not None and not has_failed
    drawing.is_behind |= is_due and has_old and drawing.has_rested
    tries_again = has_failed and drawing.has_rested

    async def read_once() -> None:
        if not is_due:
            return
        try:
            await read()
            reading.done = asked
        finally:
            # Also where it could not be read, which is said: then it is shown as it was.
            reading.tried = asked
            if drawing.is_behind:
                redraw(lambda old: old + 1)

    ft.use_effect(safe(read_once), dependencies=[drawing.is_seen, tries_again, *asked])
