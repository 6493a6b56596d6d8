"""The app as a whole: its pages, how it starts, and what it does when the phone changes."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flet as ft

from app.device.demo_network import DemoNetwork
from app.device.device import KeyVault
from app.device.flet_device import FletDevice
from app.ui.guard import safe
from app.ui.haptics import Haptics
from app.ui.paths import above
from app.ui.screens.shell.starting import StartingScreen
from app.ui.state.auto_sync import AT_START_S, ON_NETWORK_S, ON_RESUME_S, AutoSync
from app.ui.state.memory import Memory
from app.ui.state.ui import Ui, UiContext, use_ui
from app.ui.texts.device import device_name
from app.ui.theme import configure
from domain.enrolment_link import read_link
from domain.errors import DujiError

if TYPE_CHECKING:
    from app.sync.transport import Transport
    from app.wiring import Phone

logger = logging.getLogger("duji.ui")


@dataclass(frozen=True, slots=True)
class Installation:
    """Where one installation keeps everything; ``keys`` where it has no secure storage.

    ``demo_network`` is there in the demo alone, whose ``transport`` heeds it.
    """

    folder: Path
    keys: KeyVault | None = None
    uploads: Path | None = None
    transport: "Transport | None" = None
    server_url: str = ""
    demo_network: DemoNetwork | None = None


@ft.component
def App(ui: Ui) -> Any:
    """All screens, in reach of the shared state."""
    return UiContext(ui, Door)


@ft.component
def Door() -> Any:
    """The way in, until the records are open and somebody is signed in; then the pages."""
    signed, _ = ft.use_state(use_ui().signed)
    if not signed.is_ready:
        return [StartingScreen()]
    # The other screens are imported behind the first frame, with the store.
    from app.ui.routes import ROUTES
    from app.ui.screens.account.enrol import EnrolScreen
    from app.ui.screens.account.lock import LockScreen
    from app.ui.screens.shell.not_found import NotFoundScreen
    from app.ui.screens.shell.rescue import DamagedScreen, RescuedScreen

    if signed.is_damaged:
        return [DamagedScreen()]
    if signed.rescued is not None:
        return [RescuedScreen()]
    if signed.session is None or signed.is_signing_in:
        return [EnrolScreen()]
    if signed.is_locked:
        return [LockScreen()]
    return ft.Router(ROUTES, not_found=NotFoundScreen, manage_views=True)


async def start(page: ft.Page, installation: Installation) -> Ui:
    """Show the first frame, then open the phone's records behind it."""
    configure(page)
    installation.folder.mkdir(parents=True, exist_ok=True)
    name = device_name(page.platform, is_web=bool(page.web))
    device = FletDevice(page, name, installation.keys, installation.uploads)
    ui = Ui(page, Memory(installation.folder), device, installation.server_url)
    ui.demo_network = installation.demo_network
    back = safe(lambda: leave(ui))
    # The router calls this handler itself and does not await it.
    page.on_view_pop = lambda e: page.run_task(back)
    page.on_app_lifecycle_state_change = safe(lambda e: lifecycle(ui, e))
    device.network.on_change = safe(lambda: network_changed(ui))
    ui.haptics = Haptics(ft.HapticFeedback())
    page.on_close = safe(lambda: close(ui))
    # Until the router takes it over, which finds the page itself.
    page.on_route_change = safe(lambda e: link_opened(ui, e.route))
    link_opened(ui, page.route)
    ui.reopen = lambda: reopen(ui, installation)
    page.render_views(App, ui)
    page.run_task(open_records, ui, installation)
    return ui


async def open_records(ui: Ui, installation: Installation) -> None:
    """Open the store and go where somebody was; the imports take a while, so only now."""
    try:
        phone = await asyncio.to_thread(_build, ui, installation)
        ui.phone = phone
        phone.on_damage(
            partial(asyncio.get_running_loop().call_soon_threadsafe, found_damage, ui, phone)
        )
        ui.signed.rescued = await asyncio.to_thread(phone.accounts.rescued)
        await ui.open_last_account()
    except DujiError as refusal:
        logger.exception("opening the records was refused")
        ui.signed.problem = refusal.message
        return
    except Exception as problem:  # the outermost edge: without it the first frame stays for ever
        logger.exception("opening the records failed")
        ui.signed.problem = f"{type(problem).__name__}: {problem}"
        return
    ui.auto_sync = AutoSync(ui.page, ui.device.network, lambda: ui.signed.session, ui.synced)
    await ui.device.network.refresh()
    if ui.signed.session is not None:
        place = ui.memory.place.route
        if place != "/" and (ui.page.route or "/") == "/":
            await ui.page.push_route(place)
            # The client says so a moment later; the pages are drawn for it from the first.
            ui.page.route = place
        ui.auto_sync.request(AT_START_S)
    ui.signed.is_ready = True
    ui.auto_sync.go_on()
    with suppress(DujiError):  # the app was closed meanwhile
        await asyncio.to_thread(phone.is_sound)


def found_damage(ui: Ui, phone: "Phone") -> None:
    """The records turned out to be damaged: nothing more is recorded before they are rescued."""
    if ui.phone is phone and not ui.signed.is_damaged:
        ui.signed.is_damaged = True


async def reopen(ui: Ui, installation: Installation) -> None:
    """Open the records anew, which rescues what can be read of damaged ones."""
    phone = ui.forget_records()
    if phone is not None:
        await asyncio.to_thread(phone.close)
    await open_records(ui, installation)


def _build(ui: Ui, installation: Installation) -> "Phone":
    import_module("app.ui.routes")
    from app.wiring import build_phone

    return build_phone(installation.folder, ui.device, installation.transport)


def link_opened(ui: Ui, route: str | None) -> None:
    """The app was opened by a link that signs in: the form is filled in with it."""
    link = read_link(route or "")
    if link is not None:
        ui.signed.offered = link


async def leave(ui: Ui) -> None:
    """Go to the page above: from a visit's part to the visit, from there to the last tab."""
    controller = ui.current_controller
    route = ui.page.route or "/"
    if controller is not None:
        await controller.settle_all()
    await ui.page.push_route(above(route, ui.last_tab))


GONE = (ft.AppLifecycleState.HIDE, ft.AppLifecycleState.PAUSE, ft.AppLifecycleState.INACTIVE)


async def lifecycle(ui: Ui, e: Any) -> None:
    """Going to the background makes entries of what was typed; coming back asks who it is, and
    syncs."""
    if e.state in GONE:
        ui.lock.goes_away()
        if ui.current_controller is not None:
            await ui.current_controller.settle_all()
        if ui.auto_sync is not None and e.state is not ft.AppLifecycleState.INACTIVE:
            ui.auto_sync.rest()
    if e.state is ft.AppLifecycleState.RESUME:
        await ui.lock.comes_back()
        ui.waking.number += 1
        if ui.auto_sync is not None:
            ui.auto_sync.go_on()
            ui.auto_sync.request(ON_RESUME_S, is_new_chance=True)


async def close(ui: Ui) -> None:
    """The session ended: make entries of what was typed and let go of the store."""
    if ui.current_controller is not None:
        await ui.current_controller.settle_all()
    if ui.auto_sync is not None:
        ui.auto_sync.stop()
    if ui.phone is not None:
        await asyncio.to_thread(ui.phone.close)


async def network_changed(ui: Ui) -> None:
    """A new network is a chance to sync; whether it reaches the server shows only then."""
    if ui.auto_sync is not None:
        ui.auto_sync.request(ON_NETWORK_S, is_new_chance=True)
