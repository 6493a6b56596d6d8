"""How often one may ask: guessing passwords is slow, and no phone floods the server."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from domain.errors import TooMany

_GUESSING_MINUTES = 15
_TIMES_FOR_ACCOUNT = 5
_TIMES_FOR_ADDRESS = 10
_DAY_S = 24 * 3600
READS_PER_MINUTE = 120


class Guessing:
    """Counts attempts to sign in: per account and address, per account, and per address.

    An account's own limit is five times that of one address, an address's ten times, so that
    a stranger far away does not easily lock out an office that shares one address. Counted
    in this process alone.
    """

    def __init__(self, attempts: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._pair = RateLimitItemPerMinute(attempts, _GUESSING_MINUTES)
        self._account = RateLimitItemPerMinute(attempts * _TIMES_FOR_ACCOUNT, _GUESSING_MINUTES)
        self._address = RateLimitItemPerMinute(attempts * _TIMES_FOR_ADDRESS, _GUESSING_MINUTES)

    def attempt(self, account: str, address: str) -> None:
        """Count one attempt before it is checked; TooMany when there were enough."""
        for item, key in (
            (self._address, f"address|{address}"),
            (self._account, f"account|{account}"),
            (self._pair, f"{account}|{address}"),
        ):
            if not self._limiter.hit(item, key):
                wait_s = _wait_s(self._limiter.get_window_stats(item, key).reset_time)
                raise TooMany("尝试次数过多，请稍后再试。", retry_after_s=wait_s)

    def succeeded(self, account: str, address: str) -> None:
        """Forget the attempts of somebody who turned out to be right."""
        self._limiter.clear(self._pair, f"{account}|{address}")
        self._limiter.clear(self._account, f"account|{account}")


class ReadingPace:
    """How often one token may ask in a minute; what is over is to be asked again later.

    Counted in this process alone.
    """

    def __init__(self, per_minute: int = READS_PER_MINUTE) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._item = RateLimitItemPerMinute(per_minute)

    def hit(self, token: str) -> None:
        """Count one request; TooMany when there were enough."""
        if not self._limiter.hit(self._item, token):
            wait_s = _wait_s(self._limiter.get_window_stats(self._item, token).reset_time)
            raise TooMany("读取太频繁，请按 Retry-After 的秒数等一等再读。", retry_after_s=wait_s)


@dataclass(slots=True)
class _Day:
    """When a phone's day ends (as `time.time` counts), and how much it has brought until then."""

    ends_at: float
    spent: int = 0


class DailyQuota:
    """How much one phone may bring in a day; what is over waits and is never refused.

    A day begins with what is brought first. Counted in this process alone.
    """

    def __init__(self, per_day: int, now: Callable[[], float] = time.time) -> None:
        self._per_day = per_day
        self._now = now
        self._lock = Lock()
        self._days: dict[str, _Day] = {}
        self._swept_at = now()

    def check(self, who: str) -> None:
        """TooMany when today's quota is used up."""
        day, now = self._days.get(who), self._now()
        if day is not None and day.ends_at > now and day.spent >= self._per_day:
            wait_s = max(1, math.ceil(day.ends_at - now))
            raise TooMany("今天上传的内容已达上限，稍后会自动继续。", retry_after_s=wait_s)

    # The storage that counts sign-ins starts a thread whenever it counts something, to sweep up:
    # that would cost a push more than its reading.
    def spend(self, who: str, amount: int) -> None:
        """Count what was brought; the request that uses the quota up is the last for today."""
        if amount <= 0:
            return
        with self._lock:
            now = self._now()
            if now >= self._swept_at + _DAY_S:
                self._swept_at = now
                self._days = {each: day for each, day in self._days.items() if day.ends_at > now}
            day = self._days.get(who)
            if day is None or day.ends_at <= now:
                day = self._days[who] = _Day(now + _DAY_S)
            day.spent += amount


def _wait_s(reset_time: float) -> int:
    return max(1, math.ceil(reset_time - time.time()))
