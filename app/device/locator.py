"""Asking the phone where it is: the best fix of a few seconds, and in words why there is none.

Only asked at check-in, photo and check-out, and when somebody sorts schools by distance. The
position stream is never switched on, so nothing is followed in between.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

import flet as ft
from flet_geolocator import (
    Geolocator,
    GeolocatorConfiguration,
    GeolocatorPermissionStatus,
    GeolocatorPositionAccuracy,
    GeolocatorWebConfiguration,
)
from pydantic import ValidationError

from domain.clock import Clock
from domain.place.presence import STALE_AFTER_S, Fix

PATIENCE_S = 10.0
GOOD_ENOUGH_M = 20.0
FIRST_FIX_S = 20.0
PAUSE_S = 0.5
LAST_KNOWN_S = 2.0
# A phone's clock and the satellites' are never quite the same.
AHEAD_S = 2.0
REUSE_WITHIN_S = 60.0
AT_HAND_WITHIN_S = 600.0
GRANTED = (GeolocatorPermissionStatus.ALWAYS, GeolocatorPermissionStatus.WHILE_IN_USE)

T = TypeVar("T")


class Trouble(StrEnum):
    """Why there is no fix."""

    DENIED = "denied"
    DENIED_FOREVER = "denied_forever"
    UNANSWERED = "unanswered"
    SWITCHED_OFF = "switched_off"
    TIMED_OUT = "timed_out"
    FAILED = "failed"


# How flet's plug-in begins to say what went wrong.
SAID = (
    ("Location services are disabled", Trouble.SWITCHED_OFF),
    ("Location permission denied", Trouble.DENIED),
    ("A location permission request is already", Trouble.UNANSWERED),
    ("Location request timed out", Trouble.TIMED_OUT),
    ("Browser did not return a position", Trouble.TIMED_OUT),
)


@dataclass(frozen=True, slots=True)
class LocationResult:
    """A fix, as old as it was when it came (``came_s`` on the monotonic clock), or why none."""

    fix: Fix | None
    trouble: Trouble | None = None
    came_s: float = 0.0


def nobody(_located: LocationResult) -> None:
    """Hears of a better fix and does nothing."""


@dataclass
class Watch:
    """Follows a search while it goes on: hears of each better fix, and may end it early."""

    on_fix: Callable[[LocationResult], None] = nobody
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def end(self) -> None:
        """What is there will do."""
        self.ended.set()


class _Ended(Exception):
    """Nobody waits any more."""


class Locator:
    """The phone's positioning, asked a few times in a row."""

    def __init__(self, page: ft.Page, now: Clock, monotonic: Callable[[], float]) -> None:
        self._page = page
        self._now = now
        self._monotonic = monotonic
        self._geolocator = Geolocator()
        self._latest: LocationResult | None = None

    async def locate(
        self, patience_s: float = PATIENCE_S, watch: Watch | None = None
    ) -> LocationResult:
        """The best of the fixes that come within the time; the first may take longer.

        Stops early when a fresh one is within 20 m, or when the watch is ended. When none comes
        at all, it is the last one that the phone knows of, as old as that is. Never raises:
        without a fix the trouble is named; ended before there was any, there is neither.
        """
        positions = _Positions(self._page, self._geolocator, watch or Watch())
        search = _Search(positions, self._now, self._monotonic)
        try:
            trouble = await positions.trouble()
            if trouble:
                return LocationResult(None, trouble)
            found = await search.best(patience_s)
        except _Ended:
            return LocationResult(None)
        except TimeoutError:
            return LocationResult(None, Trouble.TIMED_OUT)
        except (RuntimeError, TypeError) as refusal:
            return LocationResult(None, _named(str(refusal)))
        if found.fix is not None:
            self._latest = found
        return found

    async def recent(self) -> LocationResult:
        """A fix of the last minute if there is one, with its age; else a quick new one."""
        fix = self.at_hand(REUSE_WITHIN_S)
        return (
            LocationResult(fix, came_s=self._monotonic())
            if fix
            else await self.locate(patience_s=3.0)
        )

    def at_hand(self, within_s: float = AT_HAND_WITHIN_S) -> Fix | None:
        """The last fix somebody asked for, as old as it is now, if it came within the time."""
        if self._latest is None or self._monotonic() - self._latest.came_s > within_s:
            return None
        return self.aged(self._latest)

    def aged(self, located: LocationResult) -> Fix | None:
        """The fix as old as it is now."""
        return _aged(located, self._monotonic())

    async def open_settings(self, trouble: Trouble) -> None:
        """Open the phone's page where the trouble can be put right; a browser has none."""
        if self._page.web:
            return
        if trouble is Trouble.SWITCHED_OFF:
            await self._geolocator.open_location_settings()
        else:
            await self._geolocator.open_app_settings()


class _Positions:
    """The plug-in, asked one thing at a time, none of it longer than somebody waits."""

    def __init__(self, page: ft.Page, geolocator: Geolocator, watch: Watch) -> None:
        self.is_web = bool(page.web)
        self.watch = watch
        self._geolocator = geolocator

    async def trouble(self) -> Trouble | None:
        """What stands in the way of positions altogether; None where nothing does."""
        forever = GeolocatorPermissionStatus.DENIED_FOREVER
        status = await self._within(self._geolocator.get_permission_status(), FIRST_FIX_S)
        if status not in GRANTED and status is not forever:
            try:
                status = await self._within(self._geolocator.request_permission(), FIRST_FIX_S)
            except TimeoutError:
                return Trouble.UNANSWERED
        if status not in GRANTED and not self._may_still_ask(status):
            return Trouble.DENIED_FOREVER if status is forever else Trouble.DENIED
        if self.is_web:
            return None
        is_on = await self._within(self._geolocator.is_location_service_enabled(), FIRST_FIX_S)
        return None if is_on else Trouble.SWITCHED_OFF

    async def one(self, wait_s: float) -> Any:
        """One position."""
        limit, best = ft.Duration(seconds=max(1, int(wait_s))), GeolocatorPositionAccuracy.BEST
        wish = GeolocatorConfiguration(accuracy=best, time_limit=limit)
        if self.is_web:
            # Not zero, which goes out as nothing; and nothing may be read as five minutes.
            fresh = ft.Duration(milliseconds=1)
            wish = GeolocatorWebConfiguration(accuracy=best, time_limit=limit, maximum_age=fresh)
        return await self._within(self._geolocator.get_current_position(wish), wait_s)

    async def last_known(self) -> Any:
        """The last position anybody asked this phone for; None where it keeps none."""
        if self.is_web:
            return None
        try:
            return await self._within(self._geolocator.get_last_known_position(), LAST_KNOWN_S)
        except (TimeoutError, RuntimeError, TypeError):
            return None

    async def pause(self) -> None:
        """Leave the phone in peace for a moment."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.watch.ended.wait(), PAUSE_S)

    def _may_still_ask(self, status: GeolocatorPermissionStatus) -> bool:
        """On the web the browser asks at the first position; what it said before is unsure."""
        return self.is_web and status is GeolocatorPermissionStatus.UNABLE_TO_DETERMINE

    async def _within(self, asked: Awaitable[T], wait_s: float) -> T:
        """The answer; TimeoutError when it takes too long, _Ended when nobody waits any more."""
        answer = asyncio.ensure_future(asked)
        ended = asyncio.ensure_future(self.watch.ended.wait())
        try:
            first = asyncio.FIRST_COMPLETED
            done, _ = await asyncio.wait({answer, ended}, timeout=wait_s, return_when=first)
            if answer in done:
                return answer.result()
            raise _Ended if done else TimeoutError
        finally:
            answer.cancel()
            ended.cancel()


class _Search:
    """One search for a fix: asks again and again, and keeps the best answer."""

    def __init__(self, positions: _Positions, now: Clock, monotonic: Callable[[], float]) -> None:
        self._positions = positions
        self._now = now
        self._monotonic = monotonic
        self._best: LocationResult | None = None
        self._before: tuple[datetime, float] | None = None

    async def best(self, patience_s: float) -> LocationResult:
        """The best answer within the time; raises only when there was none at all."""
        started = self._monotonic()
        while True:
            limit_s = FIRST_FIX_S if self._best is None else patience_s
            asked_s = self._monotonic()
            if asked_s - started >= limit_s:
                break
            try:
                position = await self._positions.one(limit_s - (asked_s - started))
            except _Ended:
                if self._best is None:
                    raise
                break
            except (TimeoutError, RuntimeError, TypeError):
                if self._best is None and not await self._take_last_known():
                    raise
                break
            self._take(position, asked_s)
            if self._is_good_enough():
                break
            await self._positions.pause()
        if self._best is None:
            await self._take_last_known()
        return self._best or LocationResult(None, Trouble.TIMED_OUT)

    async def _take_last_known(self) -> bool:
        """Without a fused provider no new fix may ever come indoors: an old one is better."""
        asked_s = self._monotonic()
        position = await self._positions.last_known()
        if position is not None:
            self._take(position, asked_s)
        return self._best is not None

    def _take(self, position: Any, asked_s: float) -> None:
        """Keep the position if it is worth more than the best so far."""
        came_s = self._monotonic()
        age_s = self._age_s(position.timestamp, asked_s, came_s)
        fix = _fix(position, age_s, self._positions.is_web)
        if fix is None:
            return
        made = position.timestamp
        if isinstance(made, datetime) and (self._before is None or made >= self._before[0]):
            self._before = (made, came_s)
        if self._best is None or _worth(fix) >= _worth(_aged(self._best, came_s)):
            self._best = LocationResult(fix, came_s=came_s)
            self._positions.watch.on_fix(self._best)

    def _age_s(self, timestamp: object, asked_s: float, came_s: float) -> float | None:
        """How old a position is; None for one without a time, or from a time yet to come.

        In a browser, whose clock is not ours, as old as the wait. A position newer than the one
        handed over before was made after that, however wrong the phone's clock may be.
        """
        if self._positions.is_web:
            return came_s - asked_s
        if not isinstance(timestamp, datetime) or timestamp.utcoffset() is None:
            return None
        age = (self._now() - timestamp).total_seconds()
        ages = [max(0.0, age)] if age >= -AHEAD_S else []
        if self._before is not None and timestamp > self._before[0]:
            ages.append(came_s - self._before[1])
        return min(ages, default=None)

    def _is_good_enough(self) -> bool:
        fix = self._best.fix if self._best else None
        return fix is not None and _is_fresh(fix) and 0 < (fix.accuracy_m or 0) <= GOOD_ENOUGH_M


def _fix(position: Any, age_s: float | None, is_web: bool) -> Fix | None:
    """The position in our terms; None for one that is no place a school can be.

    A device that knows nothing answers 0, 0 now and then.
    """
    try:
        fix = Fix(
            lat=float(position.latitude),
            lng=float(position.longitude),
            accuracy_m=float(position.accuracy) if position.accuracy else None,
            age_s=age_s,
            source="browser" if is_web else "fused",
            is_mocked=bool(position.mocked),
        )
    except (ValidationError, TypeError, ValueError):
        return None
    return None if fix.lat == 0 and fix.lng == 0 else fix


def _aged(located: LocationResult, now_s: float) -> Fix | None:
    fix = located.fix
    if fix is None or fix.age_s is None:
        return fix
    return fix.model_copy(update={"age_s": fix.age_s + max(0.0, now_s - located.came_s)})


def _is_fresh(fix: Fix) -> bool:
    return fix.age_s is not None and fix.age_s <= STALE_AFTER_S


def _worth(fix: Fix | None) -> tuple[bool, bool, float]:
    """What a fix is worth beside another: real before mocked, fresh before stale, then exact."""
    if fix is None:
        return False, False, 0.0
    return not fix.is_mocked, _is_fresh(fix), -(fix.accuracy_m or 1e9)


def _named(refusal: str) -> Trouble:
    return next((trouble for said, trouble in SAID if refusal.startswith(said)), Trouble.FAILED)


def monotonic() -> float:
    """Seconds that only go forward."""
    return time.monotonic()
