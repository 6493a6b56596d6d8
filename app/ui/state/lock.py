"""The curtain before an account's records: its PIN is asked at start, on switching, after a pause.

The records are not encrypted by it: it keeps other eyes off a phone that goes round.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import flet as ft

from app.ui.state.sign_in import SignIn
from domain.phone.pin import ASKED_AFTER, MOST_FAILURES

if TYPE_CHECKING:
    from app.account.pins import Gate, Pins
    from app.device.device import Device
    from domain.trail.line import Tick

TRIES_TOLD = 3


class Lock:
    """Draws the curtain and opens it; ``pins_of`` answers None before the records are open."""

    def __init__(
        self,
        page: ft.Page,
        signed: SignIn,
        pins_of: "Callable[[], Pins | None]",
        device: "Device",
    ) -> None:
        self._page = page
        self._signed = signed
        self._pins_of = pins_of
        self._device = device
        self._away_since: Tick | None = None
        self._away_at: float | None = None

    async def has_pin(self) -> bool:
        """Whether the account in use has a PIN."""
        pins, session = self._pins_of(), self._signed.session
        if pins is None or session is None:
            return False
        return await asyncio.to_thread(pins.has, session.facts.account)

    async def close(self) -> None:
        """Draw the curtain, if the account in use has a PIN; nothing of it stays on the screen."""
        if await self.has_pin():
            close_dialogs(self._page)
            self._signed.is_locked = True

    async def gate(self) -> "Gate":
        """What somebody who types a PIN runs into at this moment."""
        pins, account = self._in_use()
        return await asyncio.to_thread(pins.gate, account)

    async def open(self, pin: str) -> bool:
        """Open the curtain with the PIN; false for a wrong one."""
        pins, account = self._in_use()
        is_right = await asyncio.to_thread(pins.check, account, pin)
        if is_right:
            self._signed.is_locked = False
        return is_right

    def _in_use(self) -> "tuple[Pins, str]":
        """The PINs of this phone, and the account in use."""
        pins, session = self._pins_of(), self._signed.session
        assert pins is not None, "the records are not open yet"  # noqa: S101
        assert session is not None, "nobody is signed in"  # noqa: S101
        return pins, session.facts.account

    def goes_away(self) -> None:
        """The app is not in front any more; the first word of it counts."""
        if self._away_at is None:
            self._away_since = self._device.clock.tick()
            self._away_at = self._device.clock.now().timestamp()

    async def comes_back(self) -> None:
        """The app is in front again: after ten minutes the PIN is asked for."""
        away, self._away_at = self._away_for(), None
        if away >= ASKED_AFTER:
            await self.close()

    def _away_for(self) -> timedelta:
        """How long the app was away, by ticks that nobody can set where there are any."""
        if self._away_at is None:
            return timedelta()
        clock, since = self._device.clock, self._away_since
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
