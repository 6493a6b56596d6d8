"""One time for an office and all its phones, which goes on by itself and is moved forward."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from app.device.clock import SystemClock
from domain.clock import CST
from domain.trail.line import Tick
from tests.builders.phone import FakeClock


@dataclass
class OneClock(FakeClock):
    """What the server's clock, the handsets' and that of phones in a browser say."""

    begun: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        """The present instant, as the server asks for it."""
        return self.now()

    def now(self) -> datetime:
        """The present instant."""
        return self.at + timedelta(seconds=self._gone())

    def tick(self) -> Tick:
        """Milliseconds since the phones were started."""
        return Tick(boot=self.boot, ms=self.ms + int(self._gone() * 1000))

    def go_to(self, day: date, hour: int = 9, minute: int = 0) -> None:
        """Let the time come until this one; it never goes back."""
        wanted = datetime(day.year, day.month, day.day, hour, minute, tzinfo=CST)
        ahead = (wanted - self.now()).total_seconds()
        if ahead < 0:
            raise ValueError(f"{wanted} is over")
        self.go_on(seconds=ahead)

    def _gone(self) -> float:
        return time.monotonic() - self.begun


@contextmanager
def phones_in_browsers_go_by(clock: OneClock) -> Iterator[None]:
    """The web version's clock, which is its machine's, is this one."""

    def tick(machine: SystemClock) -> Tick:
        return Tick(boot=machine._boot, ms=clock.tick().ms)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SystemClock, "now", lambda _: clock.now())
        patch.setattr(SystemClock, "tick", tick)
        yield
