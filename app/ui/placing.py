"""Arriving at a school or leaving it: positions are shown as they come, until one is recorded."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import flet as ft

from app.device.locating import Located, Locator, Trouble, Watch
from domain.place.presence import Circle, Fix, Presence, is_exact, presence

if TYPE_CHECKING:
    from app.ui.desk import Desk


class Stage(StrEnum):
    """How far it is: before, while positions come, when somebody has to decide, or without any."""

    READY = "ready"
    LOCATING = "locating"
    REVIEW = "review"
    TROUBLE = "trouble"


@ft.observable
@dataclass(eq=False)
class PlaceBoard:
    """What the screen shows: the best position so far, or why there is none."""

    stage: Stage = Stage.READY
    located: Located | None = None
    trouble: Trouble | None = None


class Placing:
    """One arrival or leaving. A position that tells is recorded at once; else somebody decides.

    There is one arrival only, so what does not tell is shown first; a leaving may be marked again.
    """

    def __init__(self, desk: "Desk", locator: Locator, *, is_leaving: bool) -> None:
        self.board = PlaceBoard()
        self.is_leaving = is_leaving
        self._desk = desk
        self._locator = locator
        self._watch = Watch()
        self._is_taken = self._is_dropped = False

    @property
    def circle(self) -> Circle | None:
        """The school's circle as the workbook has it."""
        view = self._desk.board.view
        return view.school.circle if view is not None and view.school is not None else None

    @property
    def fix(self) -> Fix | None:
        """The best position so far, as old as it is now."""
        return self._locator.aged(self.board.located) if self.board.located else None

    async def locate(self) -> None:
        """Look for a position for about ten seconds, and record it if it tells."""
        if self.board.stage is Stage.LOCATING:
            return
        self._watch = Watch(self._better)
        self._is_taken = self._is_dropped = False
        self._show(Stage.LOCATING)
        located = await self._locator.locate(watch=self._watch)
        if self._is_dropped:
            return
        if located.fix is None:
            self._show(Stage.TROUBLE if located.trouble else Stage.READY, trouble=located.trouble)
        elif self._is_taken or self.is_leaving or self._tells(located.fix):
            self.board.located = located
            await self.sign()
        else:
            self._show(Stage.REVIEW, located)

    def take(self) -> None:
        """The best position so far will do."""
        self._is_taken = True
        self._watch.end()

    async def sign(self, reason: str = "") -> None:
        """Record the best position so far."""
        await self._record(self.fix, reason)

    async def sign_without(self, reason: str) -> None:
        """Record that there is no position, and why."""
        await self._record(None, reason)

    async def sign_at(self, lat: float, lng: float, reason: str) -> None:
        """Record a place that was set by hand, and why."""
        await self._record(Fix(lat=lat, lng=lng, age_s=0.0, source="manual"), reason)

    async def open_settings(self) -> None:
        """Open the phone's page where the trouble can be put right."""
        if self.board.trouble is not None:
            await self._locator.open_settings(self.board.trouble)

    async def _record(self, fix: Fix | None, reason: str) -> None:
        self._is_dropped = True
        self._watch.end()
        visits, visit_id = self._desk.visits, self._desk.visit_id
        act = visits.check_out if self.is_leaving else visits.check_in
        kept, is_saved = self.board.located, False
        try:
            await self._desk.save(lambda: act(visit_id, fix, reason))
            is_saved = True
        finally:
            # What could not be saved stays there, to be saved once more.
            again = kept is not None and not is_saved
            self._show(*((Stage.REVIEW, kept) if again else (Stage.READY, None)))

    def _better(self, located: Located) -> None:
        self.board.located = located

    def _tells(self, fix: Fix) -> bool:
        circle = self.circle
        return presence(fix, circle) is Presence.INSIDE if circle else is_exact(fix)

    def _show(
        self, stage: Stage, located: Located | None = None, trouble: Trouble | None = None
    ) -> None:
        self.board.located, self.board.trouble = located, trouble
        self.board.stage = stage


def placing_of(desk: "Desk", locator: Locator, *, is_leaving: bool) -> Placing:
    """The arrival at the desk's visit, or the leaving; it goes on while other pages are open."""
    if is_leaving not in desk.placings:
        desk.placings[is_leaving] = Placing(desk, locator, is_leaving=is_leaving)
    return desk.placings[is_leaving]
