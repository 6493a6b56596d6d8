"""When a run that starts by itself may try again after a failure."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from app.sync.messages import is_passing
from domain.errors import DujiError, Unavailable

FIRST_BACKOFF_S, LONGEST_BACKOFF_S = 5.0, 300.0
MOST_DOUBLINGS = 10


@dataclass(frozen=True, slots=True)
class Pacing:
    """Time and chance for backing off; tests bring their own."""

    seconds: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random


PACING = Pacing()


class Backoff:
    """Waits that grow from failure to failure; none for what only a person or a change helps."""

    def __init__(self, pacing: Pacing) -> None:
        self._pacing = pacing
        self._failures = 0
        self._may_try_at: float | None = 0.0
        self._is_asked_for = False
        self._is_a_new_network_any_help = False

    def may_try(self, *, is_new_chance: bool = False) -> bool:
        """Whether a run by itself may start now.

        ``is_new_chance``: the network changed or the app came back, which may help wherever
        the server was not reached; it never helps against a wait the server asked for.
        """
        if is_new_chance and self._is_a_new_network_any_help and not self._is_asked_for:
            return True
        return self._may_try_at is not None and self._pacing.seconds() >= self._may_try_at

    def succeeded(self) -> None:
        """Everything went: count failures from nothing."""
        self._failures, self._may_try_at = 0, 0.0
        self._is_asked_for = self._is_a_new_network_any_help = False

    def failed(self, error: DujiError) -> float | None:
        """Seconds until a run by itself may try again; None: not before something changes."""
        wait: float | None = None
        asked = error.facts.get("retry_after_s")
        self._is_asked_for = isinstance(asked, int | float)
        self._is_a_new_network_any_help = isinstance(error, Unavailable)
        if is_passing(error):
            wait = min(FIRST_BACKOFF_S * 2**self._failures, LONGEST_BACKOFF_S)
            # Phones that lost the server together must not come back together.
            wait *= 0.5 + self._pacing.chance()
            wait = max(wait, float(asked)) if isinstance(asked, int | float) else wait
        self._failures = min(self._failures + 1, MOST_DOUBLINGS)
        self._may_try_at = None if wait is None else self._pacing.seconds() + wait
        return wait

    @property
    def waits_s(self) -> float | None:
        """Seconds that are left to wait; None where nothing is waited for."""
        if self._may_try_at is None:
            return None
        left = self._may_try_at - self._pacing.seconds()
        return left if left > 0 and self._failures else None
