"""An inspector at work on a played phone: a district, a clock in hand, positions as one likes."""

import asyncio
import itertools
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.sync.transport import Transport
from app.ui.state.ui import Ui
from domain.visit.visit import Visit
from domain.wire.workbook import Workbook
from tests.builders.district import a_district
from tests.builders.fake_server import FakeServer
from tests.builders.phone import FakeClock
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.signed_in import sign_in

AT_PRIMARY = (26.5981, 106.7101)
NEVER = "never"
KEPT_S = 120

Said = dict[str, Any] | str


class PlayedDay:
    """Chen Jing on 14 May, her positions told in advance; each answer takes a second."""

    def __init__(self, folder: Path, workbook: Workbook | None = None, *, is_web: bool = False):
        self.server = FakeServer(workbook=workbook or a_district())
        carried: Transport = self.server
        self.installed = PlayedInstallation(folder, carried, is_web=is_web)
        self.clock = FakeClock()
        self.positions: Iterable[Said] = ()
        self.told_at = self.clock.now()
        self.released = asyncio.Event()
        self.touches: list[asyncio.Future[None]] = []
        self.phone: PlayedPhone

    async def begin(self) -> PlayedPhone:
        """Enrolled, with the workbook fetched, on the month's screen."""
        self.will_say(self.at(AT_PRIMARY))
        sign_in(self.installed.folder, self.server, self.clock)
        self.installed.prepare = self._live_by_the_clock
        self.phone = await self.installed.start()
        self.phone.answers["Geolocator.get_current_position"] = self._position
        await self.phone.wait_for("应督导")
        return self.phone

    def _live_by_the_clock(self, ui: Ui) -> None:
        ui.device.clock = self.clock  # type: ignore[assignment]
        ui.device.locator._now = self.clock.now
        ui.device.locator._monotonic = lambda: self.clock.ms / 1000

    def at(
        self,
        place: tuple[float, float],
        accuracy: float | None = 8.0,
        age_s: float = 1.0,
        **fields: Any,
    ) -> Said:
        """What the phone answers there."""
        lat, lng = place
        return {"latitude": lat, "longitude": lng, "accuracy": accuracy, "age_s": age_s, **fields}

    def will_say(self, *positions: Said) -> None:
        """The next answers; the last one is repeated. ``NEVER`` waits, other words are errors."""
        self.told_at = self.clock.now()
        self.positions = itertools.chain(positions[:-1], itertools.repeat(positions[-1]))

    async def _position(self, _args: object) -> dict[str, Any]:
        said = next(iter(self.positions))
        if said == NEVER:
            await self.released.wait()
            said = next(iter(self.positions))
        if isinstance(said, str):
            raise ValueError(said)
        self.clock.go_on(seconds=1)
        # An old position is one that was kept: it does not move on with the clock.
        is_kept = said["age_s"] > KEPT_S
        made = (self.told_at if is_kept else self.clock.now()) - timedelta(seconds=said["age_s"])
        return {
            "mocked": False,
            "timestamp": made,
            **{k: v for k, v in said.items() if k != "age_s"},
        }

    async def touch(self, words: str) -> None:
        """Tap what shows the words, and do not wait for what comes of it."""
        phone = self.phone
        self.touches.append(asyncio.ensure_future(phone.event(phone.button(words), "click")))
        await asyncio.sleep(0)

    async def touch_in_dialog(self, words: str) -> None:
        """The same with a button of the open dialog."""
        dialog = next(each for each in self.phone.page._dialogs.controls if each.open)
        (found,) = [each for each in dialog.actions if words in self.phone.texts(each)]
        self.touches.append(asyncio.ensure_future(self.phone.event(found, "click")))
        await asyncio.sleep(0)

    async def sees(self, words: str) -> None:
        """Wait until the words are on the screen, which may not stand still."""
        await self.phone.until(lambda: words in self.phone.texts())

    async def open_visit(self, school_id: str = "school-1") -> PlayedPhone:
        """A visit opened there, its hub on the screen."""
        await self.phone.navigate(f"/school/{school_id}")
        await self.phone.wait_for("开始这次督导")
        await self.phone.press("开始这次督导")
        await self.phone.wait_for("先记录")
        return self.phone

    @property
    def visit(self) -> Visit:
        """The visit on the screen, as the phone has saved it."""
        controller = self.installed.ui.current_controller
        assert controller is not None
        return self.installed.ui.session.visits.visit(controller.visit_id).visit

    async def end(self) -> None:
        """Put the phone away."""
        self.released.set()
        await asyncio.gather(*self.touches)
        await self.installed.kill()
