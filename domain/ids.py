"""Ids made where the thing happens, often on a phone offline: UUIDv7 (RFC 9562, 5.7)."""

import secrets
import time
from collections.abc import Callable
from threading import Lock
from uuid import UUID

_TIME_BITS, _TAIL_BITS, _STEP_BITS = 48, 74, 32


def _system_ms() -> int:
    return time.time_ns() // 1_000_000


class Uuid7Source:
    """Makes UUIDv7 text that grows from call to call, also within one millisecond.

    When the clock stands still or goes back, the last time is kept and the 74 bits behind
    it step up by a random amount. They start below 2^73, so 2^41 steps fit.
    """

    def __init__(
        self,
        now_ms: Callable[[], int] = _system_ms,
        random_bits: Callable[[int], int] = secrets.randbits,
    ) -> None:
        self._now_ms = now_ms
        self._random_bits = random_bits
        self._lock = Lock()
        self._last_ms = -1
        self._tail = 0

    def __call__(self) -> str:
        """A new id in lower-case text with hyphens; safe to call from any thread."""
        with self._lock:
            now_ms = self._now_ms()
            if now_ms > self._last_ms:
                self._last_ms = now_ms
                self._tail = self._random_bits(_TAIL_BITS - 1)
            else:
                self._tail += 1 + self._random_bits(_STEP_BITS)
            return str(_uuid7_of(self._last_ms, self._tail))


def _uuid7_of(unix_ms: int, tail: int) -> UUID:
    """The UUIDv7 with these 48 bits of time, and 74 bits split around the variant."""
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    time_part = unix_ms & ((1 << _TIME_BITS) - 1)
    return UUID(int=time_part << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


uuid7 = Uuid7Source()
"""The process's own source; pass another `Uuid7Source` where time must be in hand."""
