"""Arriving at a school or leaving it: positions are shown as they come, until one is recorded."""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import flet as ft

from app.device.locator import LocationResult, Locator, Trouble, Watch
from app.ui.state.visit_controller import VisitController
from app.visits import practice
from domain.place.presence import Circle, Fix, Presence, is_exact, presence
from domain.visit.visit import Visit
from domain.wire.workbook import WorkbookSchool

if TYPE_CHECKING:
    from app.visits.service import VisitService

ARRIVE, LEAVE, AT_UNIT = "arrive", "leave", "at-"


class Stage(StrEnum):
    """How far it is: before, while positions come, when somebody has to decide, or without any."""

    READY = "ready"
    LOCATING = "locating"
    REVIEW = "review"
    TROUBLE = "trouble"


@ft.observable
@dataclass(eq=False)
class CheckInState:
    """What the screen shows: the best position so far, or why there is none."""

    stage: Stage = Stage.READY
    located: LocationResult | None = None
    trouble: Trouble | None = None


class CheckInFlow:
    """One arrival or leaving. A position that tells is recorded at once; else somebody decides.

    There is one arrival only, so what does not tell is shown first; a leaving may be marked again.
    ``unit`` is the further unit of the visit that is arrived at, empty for the first.
    """

    def __init__(
        self, controller: VisitController, locator: Locator, *, is_leaving: bool, unit: str = ""
    ) -> None:
        self.state = CheckInState()
        self.is_leaving, self.unit = is_leaving, unit
        self.controller = controller
        self._locator = locator
        self._watch = Watch()
        self._is_taken = self._is_dropped = False

    @property
    def way(self) -> str:
        """What tells it from the other arrivals and leavings of the visit: in keys and routes."""
        return f"{AT_UNIT}{self.unit}" if self.unit else LEAVE if self.is_leaving else ARRIVE

    @property
    def school(self) -> WorkbookSchool | None:
        """The unit as the workbook has it."""
        view = self.controller.state.view
        if view is None:
            return None
        if self.unit:
            return view.unit_schools.get(self.unit)
        return view.school_left if self.is_leaving else view.school

    @property
    def circle(self) -> Circle | None:
        """The unit's circle as the workbook has it; the practice school is where one arrives."""
        view, circle = self.controller.state.view, self.school.circle if self.school else None
        is_first_arrival = not (self.is_leaving or self.unit)
        if view is not None and view.visit.is_practice and is_first_arrival:
            return practice.here(circle, self.fix)
        return circle

    @property
    def fix(self) -> Fix | None:
        """The best position so far, as old as it is now."""
        return self._locator.aged(self.state.located) if self.state.located else None

    async def locate(self) -> None:
        """Look for a position for about ten seconds, and record it if it tells."""
        if self.state.stage is Stage.LOCATING:
            return
        self._watch = Watch(self._better)
        self._is_taken = self._is_dropped = False
        self._show(Stage.LOCATING)
        located = await self._locator.locate(watch=self._watch)
        if self._is_dropped:
            return
        if located.fix is None:
            self._show(Stage.TROUBLE if located.trouble else Stage.READY, trouble=located.trouble)
        elif self._is_taken or self.is_leaving or self._tells(located, located.fix):
            self.state.located = located
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

    @property
    def wants_place(self) -> bool:
        """Whether the district wants to know where a visit begins and ends."""
        view = self.controller.state.view
        return view is None or view.rule.wants_place

    async def begin(self) -> None:
        """Look for a position, or record the time at once where no place is wanted."""
        await (self.locate() if self.wants_place else self.sign_time())

    async def sign_time(self) -> None:
        """Record the time alone, where the district wants no place: the phone is asked for none."""
        await self._record(None, "")

    async def add_later(self) -> Trouble | None:
        """Record where the phone is now beside a check-in that does not tell; why not, if not."""
        located = await self._locator.locate()
        fix = self._locator.aged(located)
        if fix is None:
            return located.trouble or Trouble.FAILED
        visits, visit_id = self.controller.visits, self.controller.visit_id
        await self.controller.save(lambda: visits.add_place(visit_id, fix))
        return None

    async def open_settings(self) -> None:
        """Open the phone's page where the trouble can be put right."""
        if self.state.trouble is not None:
            await self._locator.open_settings(self.state.trouble)

    async def _record(self, fix: Fix | None, reason: str) -> None:
        self._is_dropped = True
        self._watch.end()
        visits, visit_id = self.controller.visits, self.controller.visit_id
        act = visits.check_out if self.is_leaving else visits.check_in
        if self.unit:
            act = partial(_arrive, visits, self.unit)
        kept, is_saved = self.state.located, False
        try:
            keys = [f"reason.{self.way}"]
            await self.controller.save_for(keys, lambda: act(visit_id, fix, reason))
            is_saved = True
        finally:
            # What could not be saved stays there, to be saved once more.
            again = kept is not None and not is_saved
            self._show(*((Stage.REVIEW, kept) if again else (Stage.READY, None)))

    def _better(self, located: LocationResult) -> None:
        self.state.located = located

    def _tells(self, located: LocationResult, fix: Fix) -> bool:
        self.state.located = located
        circle = self.circle
        return presence(fix, circle) is Presence.INSIDE if circle else is_exact(fix)

    def _show(
        self, stage: Stage, located: LocationResult | None = None, trouble: Trouble | None = None
    ) -> None:
        self.state.located, self.state.trouble = located, trouble
        self.state.stage = stage


def _arrive(
    visits: "VisitService", unit: str, visit_id: str, fix: Fix | None, reason: str
) -> Visit:
    return visits.arrive_at_unit(visit_id, unit, fix, reason)
