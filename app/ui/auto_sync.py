"""When the phone syncs by itself: at start, on resume, with a network, after a save, on a timer."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING

import flet as ft

from app.ui.state import Ui

if TYPE_CHECKING:
    from app.sync.progress import SyncState

logger = logging.getLogger("duji.ui")

AFTER_SAVE_S = 3.0
EVERY_S = 90.0


@ft.observable
@dataclass
class SyncBoard:
    """What the sync screen and the badge show."""

    state: "SyncState | None" = None
    is_running: bool = False


class AutoSync:
    """Runs one sync at a time for whoever is signed in."""

    def __init__(self, ui: Ui) -> None:
        self.board = SyncBoard()
        self._ui = ui
        self._due: asyncio.Task[None] | None = None
        self._is_wanted = False
        self._is_stopped = False

    def request(self, after_s: float = AFTER_SAVE_S) -> None:
        """Sync soon; asked again before it began, it waits anew."""
        if self._due is not None and not self._due.done():
            self._due.cancel()
        self._due = asyncio.get_running_loop().create_task(self._later(after_s))

    async def _later(self, after_s: float) -> None:
        await self.refresh()
        await asyncio.sleep(after_s)
        self._on_page(self.run_by_itself)

    async def run_by_itself(self) -> None:
        """Sync unless the last failure asks to wait."""
        await self.run(is_automatic=True)

    async def run(self, *, is_automatic: bool = False) -> None:
        """Sync now; asked while one runs, another follows it.

        One that starts by itself waits out the back-off; a tap always tries.
        """
        if self.board.is_running:
            self._is_wanted = True
            return
        session = self._ui.signed.session
        if session is None or self._is_stopped:
            return
        self.board.is_running = True
        try:
            unsubscribe = session.sync.subscribe(self._progress)
            try:
                await asyncio.to_thread(session.sync.run, is_automatic=is_automatic)
            finally:
                unsubscribe()
        finally:
            self.board.is_running = False
        await self.refresh()
        await self._ui.read_workbook()
        if self._ui.open_desk is not None:
            await self._ui.open_desk.load()
        self._ui.changes.number += 1
        if self._is_wanted:
            self._is_wanted = False
            self.request()

    async def refresh(self) -> None:
        """Read what waits."""
        session = self._ui.signed.session
        if session is not None:
            self.board.state = await asyncio.to_thread(session.sync.state)

    def stop(self) -> None:
        """Never sync by itself again: the app is closed."""
        self._is_stopped = True
        if self._due is not None:
            self._due.cancel()

    async def keep_going(self) -> None:
        """Sync every minute and a half while the app is in front."""
        while not self._is_stopped:
            await asyncio.sleep(EVERY_S)
            if self._ui.page.app_visible:
                await self.run_by_itself()

    def _progress(self, *_facts: object) -> None:
        """Called from the syncing thread."""
        self._on_page(self.refresh)

    def _on_page(self, act: Callable[[], Coroutine[None, None, None]]) -> None:
        """Run on the page; a browser that went away for now must not break a sync."""
        if self._ui.page.session.connection is not None:
            self._ui.page.run_task(act)
