"""When the phone syncs by itself: at start, on resume, with a network, after a save, on a timer."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING

import flet as ft

if TYPE_CHECKING:
    from app.account.session import AccountSession
    from app.device.network import Network
    from app.sync.progress import SyncOutcome, SyncState

logger = logging.getLogger("duji.ui")

AFTER_SAVE_S = 3.0
AT_START_S, ON_RESUME_S, ON_NETWORK_S = 0.5, 0.5, 1.0
EVERY_S = 90.0


@ft.observable
@dataclass
class SyncBoard:
    """What the sync screen and the badge show."""

    state: "SyncState | None" = None
    is_running: bool = False


class AutoSync:
    """Runs one sync at a time for whoever is signed in; its timer rests while the app is hidden.

    ``on_run`` is awaited after each run with what it came to, before one that was asked for
    meanwhile follows. What waits is read by whoever shows it; a run tells it as it goes.
    """

    def __init__(
        self,
        page: ft.Page,
        network: "Network",
        session_of: "Callable[[], AccountSession | None]",
        on_run: "Callable[[SyncOutcome], Awaitable[None]]",
        every_s: float = EVERY_S,
    ) -> None:
        self.board = SyncBoard()
        self._page = page
        self._network = network
        self._session_of = session_of
        self._on_run = on_run
        self._every_s = every_s
        self._due: asyncio.Task[None] | None = None
        self._timer: asyncio.Task[None] | None = None
        self._is_wanted = False
        self._is_new_chance = False
        self._is_stopped = False

    def request(self, after_s: float = AFTER_SAVE_S, *, is_new_chance: bool = False) -> None:
        """Sync soon; asked again before it began, it waits anew.

        ``is_new_chance``: a network came or the app came back, so that a server that was not
        reached before is tried at once.
        """
        self._is_new_chance |= is_new_chance
        if self._due is not None and not self._due.done():
            self._due.cancel()
        self._due = asyncio.get_running_loop().create_task(self._later(after_s))

    @property
    def is_about_to_run(self) -> bool:
        """Whether a sync was asked for that has not begun yet."""
        return self._due is not None and not self._due.done()

    async def _later(self, after_s: float) -> None:
        await asyncio.sleep(after_s)
        self._on_page(self.run_by_itself)

    async def run_by_itself(self) -> None:
        """Sync unless the last failure asks to wait."""
        try:
            await self.run(is_automatic=True)
        except Exception:  # the outermost edge of a run that nobody asked for
            # One that is under way when the app is closed finds the records put away.
            if not self._is_stopped:
                logger.exception("a sync by itself failed")

    async def use_mobile_data(self) -> None:
        """Send the photos that wait now over mobile data."""
        session = self._session_of()
        if session is not None:
            await asyncio.to_thread(session.sync.agree_to_mobile_data)
            await self.run()

    async def run(self, *, is_automatic: bool = False) -> None:
        """Sync now; asked while one runs, another follows it.

        One that starts by itself waits out the back-off; a tap always tries.
        """
        if self.board.is_running:
            self._is_wanted = True
            return
        session = self._session_of()
        if session is None or self._is_stopped:
            return
        self.board.is_running = True
        is_new_chance, self._is_new_chance = self._is_new_chance, False
        try:
            await self._network.refresh()
            unsubscribe = session.sync.subscribe(self._progress)
            try:
                outcome = await asyncio.to_thread(
                    session.sync.run, is_automatic=is_automatic, is_new_chance=is_new_chance
                )
            finally:
                unsubscribe()
        finally:
            self.board.is_running = False
        await self._after_run(outcome)

    async def _after_run(self, outcome: "SyncOutcome") -> None:
        """Show what came, then go on, where more was asked for meanwhile."""
        if outcome.was_skipped:
            # It told nothing, but the network may be another one.
            await self.refresh()
        await self._on_run(outcome)
        if self._is_wanted:
            self._is_wanted = False
            self.request()

    async def refresh(self) -> None:
        """Read what waits."""
        session = self._session_of()
        if session is not None:
            self.board.state = await asyncio.to_thread(session.sync.state)

    def go_on(self) -> None:
        """Sync every minute and a half: the app is in front."""
        if not self._is_stopped and (self._timer is None or self._timer.done()):
            self._timer = asyncio.get_running_loop().create_task(self._keep_going())

    def rest(self) -> None:
        """Let the timer rest: the app is hidden, and every wake-up costs battery."""
        if self._timer is not None:
            self._timer.cancel()

    def stop(self) -> None:
        """Never sync by itself again: the app is closed."""
        self._is_stopped = True
        self.rest()
        if self._due is not None:
            self._due.cancel()

    async def _keep_going(self) -> None:
        while True:
            await asyncio.sleep(self._every_s)
            self._on_page(self.run_by_itself)

    def _progress(self, state: "SyncState") -> None:
        """Called from the syncing thread."""

        async def show() -> None:
            self.board.state = state

        self._on_page(show)

    def _on_page(self, act: Callable[[], Coroutine[None, None, None]]) -> None:
        """Run on the page; a browser that went away for now must not break a sync."""
        if self._page.session.connection is not None:
            self._page.run_task(act)
