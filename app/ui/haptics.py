"""A short tap of the phone itself when something was saved: felt without looking."""

import asyncio
import logging
from typing import Any, cast

import flet as ft

logger = logging.getLogger("duji.ui")

WITHIN_S = 2.0


class Haptics:
    """The phone's vibration; one that has none says so once and is not asked again."""

    def __init__(self, feedback: ft.HapticFeedback) -> None:
        self._feedback = feedback
        self._is_felt = True

    async def saved(self) -> None:
        """Something was saved."""
        if not self._is_felt:
            return
        try:
            await asyncio.wait_for(cast(Any, self._feedback).light_impact(), WITHIN_S)
        except (RuntimeError, TimeoutError) as problem:
            self._is_felt = False
            logger.info("this device does not vibrate: %s", problem)
