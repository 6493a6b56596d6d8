"""One installation of the app in a folder, started and killed on played phones."""

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.device.demo_network import DemoNetwork
from app.device.device import KeyVault
from app.device.folder_keys import FolderKeys
from app.sync.transport import Transport
from app.ui.root import Installation, start
from app.ui.state.ui import Ui
from app.ui.state.visit_controller import VisitController
from app.wiring import Phone
from tests.harness.phone import PlayedPhone

AT_PRACTICE_SCHOOL = (26.5981, 106.7101)


@dataclass
class PlayedInstallation:
    """What stays when the app is killed; ``here`` is where the phone is, None for no position.

    ``prepare`` is called on each start, before the records are opened.
    """

    folder: Path
    transport: Transport | None = None
    is_web: bool = False
    here: tuple[float, float] | None = AT_PRACTICE_SCHOOL
    permission: str = "whileInUse"
    link: str = "wifi"
    demo_network: DemoNetwork | None = None
    prepare: Callable[[Ui], None] = lambda _ui: None
    running: list[tuple[PlayedPhone, Ui]] = field(default_factory=list)

    async def open(self, words: str, route: str = "/") -> PlayedPhone:
        """Start the app and wait until the words are on the screen."""
        phone = await self.start(route)
        await phone.wait_for(words)
        return phone

    async def start(self, route: str = "/") -> PlayedPhone:
        """Start the app and wait until its records are open."""
        phone = PlayedPhone(web=self.is_web, route=route)
        phone.answers |= self.answers()

        async def main(page: Any) -> None:
            keys, uploads = self.key_vault(), self.folder / "uploads"
            demo = self.demo_network
            made = Installation(self.folder, keys, uploads, self.transport, demo_network=demo)
            ui = await start(page, made)
            self.prepare(ui)
            self.running.append((phone, ui))

        await phone.start(main)
        await phone.until(lambda: self.ui.signed.is_ready or bool(self.ui.signed.problem))
        await phone.settle()
        return phone

    async def practise(self) -> PlayedPhone:
        """Start the app on an empty phone and go on to practise."""
        phone = await self.open("登录督迹")
        await phone.press("先练习一下")
        await phone.wait_for("练习小学")
        return phone

    async def enrol(self, *, is_synced: bool = True) -> PlayedPhone:
        """Start the app on an empty phone, sign Chen Jing in, and sync unless told not to."""
        phone = await self.open("登录督迹")
        await phone.type("服务器地址", "duji.example.cn")
        await phone.type("账号", "chen.jing")
        await phone.type("登录码", "123456")
        await phone.press("登录")
        await phone.until(lambda: self.ui.signed.session is not None)
        if self.ui.auto_sync is not None:
            self.ui.auto_sync.stop()
        await phone.settle()
        await phone.press_in_dialog("以后再说")
        if is_synced:
            # One that the app began by itself may still be under way.
            while (await asyncio.to_thread(self.ui.session.sync.run)).was_skipped:
                await asyncio.sleep(0.02)
            await self.ui.read_workbook()
            self.ui.changes.number += 1
        await phone.settle()
        return phone

    async def begin_visit(self) -> PlayedPhone:
        """Practise, with a visit opened at the practice school.

        What that leaves on a phone is made once in a run and copied; the app is started on it
        as after a kill, which leads back to where one was.
        """
        shutil.copytree(await _begun_once(), self.folder)
        return await self.open("到校先记录")

    async def tap_through_to_a_visit(self) -> PlayedPhone:
        """The same on an empty phone, each step tapped."""
        phone = await self.practise()
        await phone.press("练习小学")
        await phone.wait_for("开始这次督导")
        await phone.press("开始这次督导")
        await phone.wait_for("到校先记录")
        return phone

    async def kill(self) -> None:
        """End the app without a word to it, as a phone does."""
        for phone, ui in self.running:
            if ui.auto_sync is not None:
                ui.auto_sync.stop()
            if ui.current_controller is not None:
                # What was typed dies with the app; only what it has kept is left.
                ui.current_controller._typed.clear()
            await phone.stop()
            if ui.phone is not None:
                ui.phone.close()
        self.running.clear()

    @property
    def ui(self) -> Ui:
        """The running app's shared state."""
        return self.running[-1][1]

    @property
    def controller(self) -> VisitController:
        """The controller of the visit on the screen."""
        controller = self.ui.current_controller
        assert controller is not None, "no visit is on the screen"
        return controller

    @property
    def services(self) -> Phone:
        """The running app's services."""
        assert self.ui.phone is not None, "the records are not open yet"
        return self.ui.phone

    def key_vault(self) -> KeyVault | None:
        """Where the keys lie; None for the phone's secure storage."""
        return FolderKeys(self.folder / "keys")

    def answers(self) -> dict[str, Callable[[Any], Any]]:
        """What the phone's own services say."""
        return {
            "Geolocator.get_permission_status": lambda _: self.permission,
            "Geolocator.request_permission": lambda _: self.permission,
            "Geolocator.is_location_service_enabled": lambda _: True,
            "Geolocator.get_current_position": lambda _: self.position(),
            "Column.scroll_to": lambda _: None,
            "HapticFeedback.light_impact": lambda _: None,
            "ListView.scroll_to": lambda _: None,
            "Connectivity.get_connectivity": lambda _: [self.link],
        }

    def position(self) -> dict[str, object]:
        """The phone's position now."""
        if self.here is None:
            raise ValueError("no position")
        lat, lng = self.here
        return {
            "latitude": lat,
            "longitude": lng,
            "accuracy": 8.0,
            "timestamp": datetime.now(UTC),
            "mocked": False,
        }


_begun: list[Path] = []


async def _begun_once() -> Path:
    """The folder of a phone on which a visit was begun, the same for the whole run."""
    if not _begun:
        folder = Path(tempfile.mkdtemp(prefix="duji-begun-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        made = PlayedInstallation(folder / "phone")
        await made.tap_through_to_a_visit()
        await made.kill()
        _begun.append(made.folder)
    return _begun[0]
