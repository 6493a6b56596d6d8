"""Asking the phone where it is: the best fix of a few seconds, and in words why there is none.

Only asked at check-in, photo and check-out. The position stream is never switched on, so
nothing is followed in between.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import flet as ft
from flet_geolocator import (
    Geolocator,
    GeolocatorConfiguration,
    GeolocatorPermissionStatus,
    GeolocatorPositionAccuracy,
    GeolocatorWebConfiguration,
)

from domain.clock import Clock
from domain.place import Fix

PATIENCE_S = 10.0
GOOD_ENOUGH_M = 20.0
FIRST_FIX_S = 20.0
REUSE_WITHIN_S = 60.0
GRANTED = (GeolocatorPermissionStatus.ALWAYS, GeolocatorPermissionStatus.WHILE_IN_USE)


class Trouble(StrEnum):
    """Why there is no fix."""

    DENIED = "denied"
    SWITCHED_OFF = "switched_off"
    TIMED_OUT = "timed_out"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Located:
    """A fix, or why there is none."""

    fix: Fix | None
    trouble: Trouble | None = None


class Locator:
    """The phone's positioning, asked a few times in a row."""

    def __init__(self, page: ft.Page, now: Clock, monotonic: Callable[[], float]) -> None:
        self._page = page
        self._now = now
        self._monotonic = monotonic
        self._geolocator = Geolocator()
        self._latest: tuple[float, Fix] | None = None

    async def locate(self, patience_s: float = PATIENCE_S) -> Located:
        """The most accurate of the fixes that come within the time; the first may take longer.

        Stops early when one is within 20 m. Never raises: without a fix the trouble is named.
        """
        try:
            trouble = await asyncio.wait_for(self._trouble(), FIRST_FIX_S)
            if trouble:
                return Located(None, trouble)
            return await self._best(patience_s)
        except TimeoutError:
            return Located(None, Trouble.TIMED_OUT)
        except RuntimeError:
            return Located(None, Trouble.FAILED)

    async def recent(self) -> Located:
        """A fix of the last minute if there is one, with its age; else a quick new one."""
        if self._latest is not None:
            taken, fix = self._latest
            passed = self._monotonic() - taken
            if passed <= REUSE_WITHIN_S:
                return Located(fix.model_copy(update={"age_s": (fix.age_s or 0.0) + passed}))
        return await self.locate(patience_s=3.0)

    async def _trouble(self) -> Trouble | None:
        status = await self._geolocator.get_permission_status()
        if status not in GRANTED and status is not GeolocatorPermissionStatus.DENIED_FOREVER:
            status = await self._geolocator.request_permission()
        if status not in GRANTED and not self._may_still_ask(status):
            return Trouble.DENIED
        if self._page.web or await self._geolocator.is_location_service_enabled():
            return None
        return Trouble.SWITCHED_OFF

    def _may_still_ask(self, status: GeolocatorPermissionStatus) -> bool:
        """On the web the browser asks at the first position; what it said before is unsure."""
        unsure = GeolocatorPermissionStatus.UNABLE_TO_DETERMINE
        return bool(self._page.web) and status is unsure

    async def _best(self, patience_s: float) -> Located:
        started, best = self._monotonic(), None
        while best is None or self._monotonic() - started < patience_s:
            wait_s = FIRST_FIX_S if best is None else patience_s
            try:
                fix = await asyncio.wait_for(self._one(wait_s), wait_s)
            except (TimeoutError, RuntimeError):
                if best is None:
                    raise
                break
            if best is None or (fix.accuracy_m or 1e9) < (best.accuracy_m or 1e9):
                best = fix
                self._latest = (self._monotonic(), fix)
            if best.accuracy_m and best.accuracy_m <= GOOD_ENOUGH_M:
                break
            await asyncio.sleep(0.5)
        return Located(best)

    async def _one(self, wait_s: float) -> Fix:
        limit = ft.Duration(seconds=int(wait_s))
        best = GeolocatorPositionAccuracy.BEST
        kind: Any = GeolocatorWebConfiguration if self._page.web else GeolocatorConfiguration
        started = self._monotonic()
        position = await self._geolocator.get_current_position(
            kind(accuracy=best, time_limit=limit)
        )
        waited = self._monotonic() - started
        return self._fix(position, waited)

    def _fix(self, position: Any, waited_s: float) -> Fix:
        """The fix in our terms; in a browser, whose clock is not ours, it is as old as the wait."""
        age = None if self._page.web else self._age_s(position.timestamp)
        return Fix(
            lat=float(position.latitude),
            lng=float(position.longitude),
            accuracy_m=float(position.accuracy) if position.accuracy else None,
            age_s=waited_s if age is None else age,
            source="browser" if self._page.web else "fused",
            is_mocked=bool(position.mocked),
        )

    def _age_s(self, timestamp: object) -> float | None:
        if not isinstance(timestamp, datetime) or timestamp.utcoffset() is None:
            return None
        return max(0.0, (self._now() - timestamp).total_seconds())


def monotonic() -> float:
    """Seconds that only go forward."""
    return time.monotonic()
