"""The phone's camera: opened, turned round, lit, and asked for a picture."""

import asyncio
import logging
from typing import Any

import flet_camera as fc

from app.ui.texts.visit.camera import LensState

logger = logging.getLogger("duji.ui")

OPEN_WITHIN_S = 15.0
SHOOT_WITHIN_S = 20.0
FLASHES = (fc.FlashMode.OFF, fc.FlashMode.AUTO, fc.FlashMode.TORCH)

# What the camera's own errors are called, on phones and in browsers, in small letters.
MEANINGS = (
    (LensState.NONE, ("notfound", "no camera", "nocamera")),
    (LensState.DENIED, ("denied", "restricted", "permission", "notallowed")),
    (LensState.BUSY, ("notreadable", "in use", "inuse", "already")),
)


class Lens:
    """One camera control for as long as its screen lasts: a new one would open the camera anew."""

    def __init__(self) -> None:
        self.control = fc.Camera(expand=True, preview_enabled=True)
        self.flash: Any = fc.FlashMode.OFF
        self._found: list[Any] = []
        self._chosen = 0
        self._openings = 0

    @property
    def may_flip(self) -> bool:
        """Whether there is another camera to turn to."""
        return len(self._found) > 1

    async def open(self) -> LensState | None:
        """Open the camera; how it is then. None where it was opened anew meanwhile."""
        self._openings += 1
        mine = self._openings
        state = await self._opened()
        return state if mine == self._openings else None

    async def flip(self) -> LensState | None:
        """Turn to the next camera; how it is then."""
        self._chosen = (self._chosen + 1) % max(1, len(self._found))
        self.flash = fc.FlashMode.OFF
        return await self.open()

    async def next_flash(self) -> bool:
        """Off, automatic, torch, off; False where this camera has no light."""
        wanted = FLASHES[(FLASHES.index(self.flash) + 1) % len(FLASHES)]
        try:
            await asyncio.wait_for(self.control.set_flash_mode(wanted), OPEN_WITHIN_S)
        except (RuntimeError, TimeoutError):
            self.flash = fc.FlashMode.OFF
            return False
        self.flash = wanted
        return True

    async def shoot(self) -> bytes | None:
        """A picture as the camera wrote it; None where none came."""
        try:
            data = await asyncio.wait_for(self.control.take_picture(), SHOOT_WITHIN_S)
        except (RuntimeError, TimeoutError) as problem:
            logger.warning("no picture came: %s", problem)
            return None
        return data or None

    async def _opened(self) -> LensState:
        try:
            found = await asyncio.wait_for(self.control.get_available_cameras(), OPEN_WITHIN_S)
            if not found:
                return LensState.NONE
            if len(found) != len(self._found):
                self._chosen = back_of(found)
            self._found = found
            opening = self.control.initialize(
                found[self._chosen], fc.ResolutionPreset.VERY_HIGH, enable_audio=False
            )
            await asyncio.wait_for(opening, OPEN_WITHIN_S)
        except TimeoutError:
            return LensState.SLOW
        except RuntimeError as problem:
            logger.warning("the camera did not open: %s", problem)
            return meaning(str(problem))
        return LensState.READY


def back_of(found: list[Any]) -> int:
    """Which of the cameras looks away from whoever holds the phone; the first without one."""
    backs = (
        number
        for number, each in enumerate(found)
        if each.lens_direction is fc.CameraLensDirection.BACK
    )
    return next(backs, 0)


def meaning(problem: str) -> LensState:
    """What a camera's error says."""
    said = problem.lower().replace("_", "")
    for state, signs in MEANINGS:
        if any(sign in said for sign in signs):
            return state
    return LensState.LOST
