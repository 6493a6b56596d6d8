"""The curtain before an account's records: its PIN is asked at start, on switching, after a pause.

The records are not encrypted by it: it keeps other eyes off a phone that goes round.
"""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import flet as ft

from domain.phone.pin import ASKED_AFTER, MOST_FAILURES

if TYPE_CHECKING:
    from app.pins import Gate
    from app.ui.state import Ui
    from domain.trail.line import Tick

TRIES_TOLD = 3


class Lock:
    """Draws the curtain and opens it."""

    def __init__(self, ui: "Ui") -> None:
        self._ui = ui
        self._away_since: Tick | None = None
        self._away_at: float | None = None

    async def has_pin(self) -> bool:
        """Whether the account in use has a PIN."""
        ui = self._ui
        if ui.phone is None or ui.signed.session is None:
            return False
        return await asyncio.to_thread(ui.phone.pins.has, ui.session.facts.account)

    async def close(self) -> None:
        """Draw the curtain, if the account in use has a PIN; nothing of it stays on the screen."""
        if await self.has_pin():
            close_dialogs(self._ui.page)
            self._ui.signed.is_locked = True

    async def gate(self) -> "Gate":
        """What somebody who types a PIN runs into at this moment."""
        assert self._ui.phone is not None, "the records are not open yet"  # noqa: S101
        return await asyncio.to_thread(self._ui.phone.pins.gate, self._ui.session.facts.account)

    async def open(self, pin: str) -> bool:
        """Open the curtain with the PIN; false for a wrong one."""
        assert self._ui.phone is not None, "the records are not open yet"  # noqa: S101
        account = self._ui.session.facts.account
        is_right = await asyncio.to_thread(self._ui.phone.pins.check, account, pin)
        if is_right:
            self._ui.signed.is_locked = False
        return is_right

    def goes_away(self) -> None:
        """The app is not in front any more; the first word of it counts."""
        if self._away_at is None:
            clock = self._ui.device.clock
            self._away_since, self._away_at = clock.tick(), clock.now().timestamp()

    async def comes_back(self) -> None:
        """The app is in front again: after ten minutes the PIN is asked for."""
        away, self._away_at = self._away_for(), None
        if away >= ASKED_AFTER:
            await self.close()

    def _away_for(self) -> timedelta:
        """How long the app was away, by ticks that nobody can set where there are any."""
        if self._away_at is None:
            return timedelta()
        clock, since = self._ui.device.clock, self._away_since
        now = clock.tick()
        if since is not None and now is not None and since.boot == now.boot:
            return timedelta(milliseconds=now.ms - since.ms)
        return timedelta(seconds=abs(clock.now().timestamp() - self._away_at))


def close_dialogs(page: ft.Page) -> None:
    """Close whatever lies over the page: it may show what the curtain is to hide."""
    while page.pop_dialog() is not None:
        pass


def tries_left(failures: int) -> int | None:
    """How many wrong PINs are left, once it is worth saying."""
    left = MOST_FAILURES - failures
    return left if 0 < left <= TRIES_TOLD else None
